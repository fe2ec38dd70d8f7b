import { PathExt } from '@jupyterlab/coreutils';
import { FileBrowser } from '@jupyterlab/filebrowser';

import { IBadge } from './badge';
import { make } from './elements';

/** Mark entries of a file list as long as it is there. Jupyter reuses its rows: each change of them is looked at. */
export function followListing(browser: FileBrowser, badgeFor: (path: string) => IBadge | null): () => void {
  const mark = (): void => {
    browser.node.querySelectorAll<HTMLElement>('.jp-DirListing-item').forEach(item => {
      const name = item.querySelector('.jp-DirListing-itemText')?.textContent ?? '';
      markItem(item, badgeFor(PathExt.join(browser.model.path, name)));
    });
  };
  const observer = new MutationObserver(mark);
  observer.observe(browser.node, { childList: true, subtree: true, characterData: true });
  browser.disposed.connect(() => observer.disconnect());
  mark();
  return mark;
}

/** The mark is an element of its own: Jupyter compares the titles of rows with what it has set. */
function markItem(item: HTMLElement, badge: IBadge | null): void {
  const old = item.querySelector<HTMLElement>('.labcoat-badge');
  if (old?.title === badge?.words) {
    return;
  }
  old?.remove();
  if (badge) {
    const made = make('span', `labcoat-badge labcoat-${badge.worst}`);
    made.title = badge.words;
    made.setAttribute('role', 'img');
    made.setAttribute('aria-label', badge.words);
    item.querySelector('.jp-DirListing-itemText')?.after(made);
  }
}
