import { IStatusBar } from '@jupyterlab/statusbar';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';

import { TrackedDocument } from './document';
import { make } from './elements';
import { coatIcon } from './icons';
import { CommandIDs, ILabcoat } from './labcoat';
import { severityElement } from './severity';
import { countsOf, countWords, isHindered, totalWords, whyNotChecked, worstOf } from './words';

/** The number of findings in the status bar. */
export function addStatusItem(labcoat: ILabcoat, statusBar: IStatusBar): void {
  const button = make('button', 'labcoat-status');
  button.type = 'button';
  button.addEventListener('click', () => void labcoat.app.commands.execute(CommandIDs.showPanel));
  const shown = new Signal<object, void>(labcoat);
  const update = (): void => {
    const document = labcoat.documents.current;
    if (document) {
      fill(button, labcoat, document);
    }
    shown.emit();
  };
  labcoat.documents.changed.connect(update);
  labcoat.settings.changed.connect(update);
  labcoat.app.shell.currentChanged?.connect(update);
  statusBar.registerStatusItem('labcoat-jupyter:status', {
    item: new Widget({ node: button }),
    align: 'right',
    rank: 5,
    isActive: () => labcoat.documents.current !== null,
    activeStateChanged: shown
  });
}

function fill(button: HTMLElement, labcoat: ILabcoat, document: TrackedDocument): void {
  const worst = worstOf(document.findings);
  const text = make('span', 'jp-StatusBar-TextItem', shortWordsOf(labcoat, document));
  const icon = worst ? severityElement(worst) : coatIcon.element({ tag: 'span' });
  const words = wordsOf(labcoat, document);
  if (button.title !== words) {
    button.title = words;
    button.setAttribute('aria-label', words);
    button.replaceChildren(icon, text);
  }
}

function shortWordsOf({ settings, trans }: ILabcoat, { findings, report }: TrackedDocument): string {
  if (!settings.get('enabled') || !report) {
    return '–';
  }
  const isUnknown = findings.length === 0 && report.status !== 'ok';
  const words = isHindered(report) ? trans.__('not checked') : '–';
  return isUnknown ? words : String(findings.length);
}

function wordsOf({ settings, trans }: ILabcoat, { findings, report }: TrackedDocument): string {
  if (!settings.get('enabled')) {
    return trans.__('labcoat is off');
  }
  if (!report) {
    return trans.__('labcoat: checking…');
  }
  const why = whyNotChecked(trans, report);
  if (why && findings.length === 0) {
    return trans.__('labcoat: not checked: %1', [why.title, why.advice].filter(Boolean).join('. '));
  }
  const total = totalWords(trans, findings.length);
  return trans.__('labcoat: %1', findings.length ? `${total} (${countWords(trans, countsOf(findings))})` : total);
}
