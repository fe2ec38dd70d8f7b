import { FileBrowser, IFileBrowserFactory } from '@jupyterlab/filebrowser';

import { badgeOf, IBadge, IKnown, signOf } from './badge';
import { TrackedDocument } from './document';
import { ILabcoat } from './labcoat';
import { followListing } from './listing';
import { markButton, markTab } from './tabs';
import { countsOf } from './words';

/** Mark tabs, and entries of the file list, of files that still have findings. */
export function showBadges(labcoat: ILabcoat, browsers: IFileBrowserFactory | null): void {
  const { documents, settings } = labcoat;
  const { contents } = labcoat.app.serviceManager;
  const known = new Map<string, IKnown>();
  const badgeFor = (path: string): IBadge | null => badgeAt(labcoat, known.get(contents.localPath(path)));
  const marks = new Set<() => void>();
  const markAll = (): void => {
    marks.forEach(mark => mark());
    [...documents].forEach(document => markTabs(labcoat, document, badgeFor(document.path)));
  };
  documents.changed.connect((_, { document }) => {
    if (document.report && !document.isDisposed) {
      known.set(document.path, knownOf(document));
      markAll();
    }
  });
  documents.news.connect((_, { path, counts, rules }) => {
    if (![...documents].some(document => document.path === path)) {
      known.set(path, { counts, rules });
      markAll();
    }
  });
  settings.changed.connect(markAll);
  const follow = (browser: FileBrowser): void => {
    const mark = followListing(browser, badgeFor);
    marks.add(mark);
    browser.disposed.connect(() => marks.delete(mark));
  };
  browsers?.tracker.forEach(follow);
  browsers?.tracker.widgetAdded.connect((_, browser) => follow(browser));
}

function badgeAt({ settings, trans }: ILabcoat, known: IKnown | undefined): IBadge | null {
  if (!known || !settings.get('enabled') || !settings.get('badges')) {
    return null;
  }
  return badgeOf(trans, known, {
    minSeverity: settings.get('minSeverity'),
    ignoredRules: settings.get('ignoredRules')
  });
}

function knownOf({ findings }: TrackedDocument): IKnown {
  return { counts: countsOf(findings), rules: [...new Set(findings.map(({ rule }) => rule))] };
}

function markTabs({ settings }: ILabcoat, document: TrackedDocument, badge: IBadge | null): void {
  const sign = signOf(badge, settings.get('enabled') ? document.report : null);
  document.widgets.forEach(widget => {
    markTab(widget.title, badge);
    markButton(widget, sign);
  });
}
