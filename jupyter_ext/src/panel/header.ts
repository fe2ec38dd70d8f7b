import { refreshIcon, caretDownIcon, caretUpIcon, LabIcon } from '@jupyterlab/ui-components';

import { TrackedDocument } from '../document';
import { make, makeButton } from '../elements';
import { CommandIDs, ILabcoat } from '../labcoat';
import { countsOf, countWords, totalWords } from '../words';

/** The name of the document, how many findings it has, and buttons for all of it. */
export class Header {
  constructor(private labcoat: ILabcoat) {
    const { trans } = labcoat;
    this._count.setAttribute('aria-live', 'polite');
    const buttons = make(
      'div',
      'labcoat-panel-buttons',
      this.makeButton(caretUpIcon, trans.__('Previous finding'), CommandIDs.previous),
      this.makeButton(caretDownIcon, trans.__('Next finding'), CommandIDs.next),
      this.makeButton(refreshIcon, trans.__('Scan now'), CommandIDs.scan)
    );
    this.node.append(make('div', 'labcoat-panel-title', this._name, this._count), buttons);
  }

  readonly node = make('header', 'labcoat-panel-header');

  show(document: TrackedDocument | null): void {
    setText(this._name, document?.path.split('/').pop() ?? '');
    setText(this._count, document?.report && this.labcoat.settings.get('enabled') ? this.words(document) : '');
    this._name.title = document?.path ?? '';
  }

  private words({ findings, report }: TrackedDocument): string {
    const { trans } = this.labcoat;
    if (report?.status !== 'ok' && findings.length === 0) {
      return trans.__('Not checked');
    }
    const total = totalWords(trans, findings.length);
    return findings.length ? `${total}: ${countWords(trans, countsOf(findings))}` : total;
  }

  private makeButton(icon: LabIcon, label: string, command: string): HTMLButtonElement {
    const button = makeButton('labcoat-icon-button', '', () => void this.labcoat.app.commands.execute(command));
    icon.element({ container: button });
    button.title = label;
    button.setAttribute('aria-label', label);
    return button;
  }

  private _name = make('span', 'labcoat-panel-name');
  private _count = make('span', 'labcoat-panel-count');
}

/** A text is only set where it is another one: else it is read out again. */
export function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
