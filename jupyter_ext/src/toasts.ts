import { Notification } from '@jupyterlab/apputils';

import { Cause, TrackedDocument } from './document';
import { ILabcoat } from './labcoat';
import { followInPanel, openPanel } from './panel';
import { perform } from './perform';
import { reveal } from './reveal';
import { isSevere, isWorthTelling, rulesWorstFirst, toastText } from './toast';
import { IFinding } from './types';

const SHOWN = 10000; // ms; Jupyter never shows a toast with 0

/** What the user has been told about a document, and the toast that told it last. */
interface ITold {
  known: Set<string>;
  toast: string;
  about: string[];
}

/** One toast when the number of findings rises. */
export function watchForToasts(labcoat: ILabcoat): void {
  const told = new WeakMap<TrackedDocument, ITold>();
  labcoat.documents.changed.connect((_, { document, cause }) => {
    const before = told.get(document);
    if (document.report && !before) {
      told.set(document, { known: new Set(fingerprintsOf(document)), toast: '', about: [] });
    } else if (before) {
      follow(labcoat, document, cause, before);
    }
  });
}

function follow(labcoat: ILabcoat, document: TrackedDocument, cause: Cause, told: ITold): void {
  const now = fingerprintsOf(document);
  if (document.isDisposed || !told.about.some(fingerprint => now.includes(fingerprint))) {
    dismiss(told);
  }
  if (cause === 'open' || cause === 'settings') {
    now.forEach(fingerprint => told.known.add(fingerprint));
  } else if (cause !== 'edit') {
    const fresh = document.findings.filter(({ fingerprint }) => !told.known.has(fingerprint));
    const isTold = isWorthTelling(cause, labcoat.settings.get('toasts'), fresh);
    if (isTold) {
      tell(labcoat, document, fresh, told);
    }
    told.known = new Set(now.filter(fingerprint => isTold || told.known.has(fingerprint)));
  }
}

function tell(labcoat: ILabcoat, document: TrackedDocument, fresh: IFinding[], told: ITold): void {
  const message = toastText(labcoat.trans, document.path.split('/').pop() ?? '', fresh);
  const type = fresh.some(isSevere) ? 'warning' : 'info';
  const actions = actionsOf(labcoat, document, fresh);
  told.about = fresh.map(({ fingerprint }) => fingerprint);
  if (!Notification.update({ id: told.toast, message, type, actions, autoClose: SHOWN })) {
    told.toast = Notification.emit(message, type, { autoClose: SHOWN, actions });
  }
}

function actionsOf(labcoat: ILabcoat, document: TrackedDocument, fresh: IFinding[]): Notification.IAction[] {
  const { settings, trans } = labcoat;
  const [rule] = rulesWorstFirst(fresh);
  const first = fresh.find(finding => finding.rule === rule)?.fingerprint;
  return [
    {
      label: trans.__('Show'),
      displayType: 'accent',
      callback: () => void perform(() => show(labcoat, document, first))
    },
    {
      label: trans.__('Mute %1', rule),
      caption: trans.__('Do not warn about %1 again', rule),
      callback: () => void perform(() => settings.ignoreRule(rule))
    }
  ];
}

async function show(labcoat: ILabcoat, document: TrackedDocument, fingerprint: string | undefined): Promise<void> {
  await openPanel(labcoat);
  const finding = document.findings.find(finding => finding.fingerprint === fingerprint);
  if (finding) {
    followInPanel(labcoat, finding);
    await reveal(labcoat, document, finding);
  }
}

function dismiss(told: ITold): void {
  if (told.toast) {
    Notification.dismiss(told.toast);
    told.toast = '';
    told.about = [];
  }
}

function fingerprintsOf(document: TrackedDocument): string[] {
  return document.findings.map(({ fingerprint }) => fingerprint);
}
