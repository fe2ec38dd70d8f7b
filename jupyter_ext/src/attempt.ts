const SECONDS = 10;
const PAUSE = 50; // ms between looks at what is not yet there

/** Something that takes a while on a page, and gives way when the user does something else there. */
export interface IAttempt {
  isOver(): boolean;
  /** Wait until it is so; false when that took too long or the attempt is over. `nudge` is called before each look. */
  until(isSo: () => boolean, nudge?: () => void): Promise<boolean>;
}

let last: AbortController | null = null;

/** Begin an attempt, which ends any earlier one; it ends itself when the user scrolls, clicks or types in the node. */
export function begin(node: HTMLElement): IAttempt {
  last?.abort();
  const controller = (last = new AbortController());
  const { signal } = controller;
  const deadline = Date.now() + SECONDS * 1000;
  const onUser = (event: Event): void => {
    if (event.isTrusted) {
      controller.abort();
    }
  };
  for (const type of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
    node.addEventListener(type, onUser, { capture: true, passive: true, signal });
  }
  window.setTimeout(() => controller.abort(), SECONDS * 1000);
  const isOver = (): boolean => signal.aborted || Date.now() > deadline;
  return { isOver, until: (isSo, nudge) => until(isOver, isSo, nudge) };
}

async function until(isOver: () => boolean, isSo: () => boolean, nudge?: () => void): Promise<boolean> {
  while (!isOver()) {
    if (isSo()) {
      return true;
    }
    nudge?.();
    await new Promise(resolve => window.setTimeout(resolve, PAUSE));
  }
  return false;
}
