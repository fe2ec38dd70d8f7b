import { Clipboard, Notification } from '@jupyterlab/apputils';

import { TrackedDocument } from './document';
import { issueOf } from './issue';
import { ILabcoat } from './labcoat';
import { IFinding } from './types';

const SHOWN = 3000; // ms that the confirmation stays

export async function copyAsIssue(labcoat: ILabcoat, document: TrackedDocument, finding: IFinding): Promise<void> {
  await copy(issueOf(labcoat.trans, document, finding));
  Notification.success(labcoat.trans.__('Copied'), { autoClose: SHOWN });
}

/** Pages that are not served over https, or from this machine, have no `navigator.clipboard`. */
async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    Clipboard.copyToSystem(text);
  }
}
