const SECONDS = 10; // without any progress
const MOST_SECONDS = 60;
const PAUSE = 16; // ms between looks at what is not yet there

/** Something that takes a while on a page, and gives way when the user does something else there. */
export interface IAttempt {
  /** Wait until it is so; false when the attempt is over before. `nudge` is called before each look. */
  until(isSo: () => boolean, nudge?: () => void): Promise<boolean>;
  /** There is progress: the time that is left begins anew. */
  goOn(): void;
  end(): void;
}

let last: AbortController | null = null;

/** Begin an attempt, which ends any earlier one; it ends itself when the user scrolls, clicks or types in the node. */
export function begin(node: HTMLElement): IAttempt {
  last?.abort();
  const controller = (last = new AbortController());
  const { signal } = controller;
  const latest = Date.now() + MOST_SECONDS * 1000;
  let deadline = 0;
  const goOn = (): void => void (deadline = Math.min(latest, Date.now() + SECONDS * 1000));
  const onUser = (event: Event): void => {
    if (event.isTrusted) {
      controller.abort();
    }
  };
  for (const type of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
    node.addEventListener(type, onUser, { capture: true, passive: true, signal });
  }
  goOn();
  const isOver = (): boolean => signal.aborted || Date.now() > deadline;
  return { goOn, end: () => controller.abort(), until: (isSo, nudge) => until(isOver, isSo, nudge) };
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
