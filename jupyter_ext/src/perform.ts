import { Notification } from '@jupyterlab/apputils';

/** Run what the user asked for; if it fails, say why. */
export async function perform(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    Notification.error(error instanceof Error ? error.message : String(error), { autoClose: 10000 });
  }
}
