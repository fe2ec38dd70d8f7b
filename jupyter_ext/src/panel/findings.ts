import { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { actionsOf, IAction } from '../actions';
import { notebookOf } from '../content';
import { TrackedDocument } from '../document';
import { make, makeButton } from '../elements';
import { ILabcoat } from '../labcoat';
import { perform } from '../perform';
import { reveal } from '../reveal';
import { IFinding } from '../types';
import { Filters } from './filters';
import { entriesOf, IEntry, passes } from './groups';
import { Header, setText } from './header';
import { FindingsList } from './list';
import { hiddenBySettings, makeState, noticesOf, stateOf } from './states';

const HIDE = 'ignore-rule';

/** The findings of the current document. */
export class FindingsView extends Widget {
  constructor(private labcoat: ILabcoat) {
    super({ node: make('section', 'labcoat-findings') });
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', labcoat.trans.__('Findings'));
    this._header = new Header(labcoat);
    this._filters = new Filters(labcoat, () => this.render());
    this._list = new FindingsList(labcoat, {
      onOpen: entry => this.open(entry),
      actionsOf: entry => [
        ...this.actionsOf(entry),
        { name: HIDE, label: labcoat.trans.__('Do not warn about this rule') }
      ],
      onAction: (entry, name) => void perform(() => this.act(entry, name))
    });
    this.node.append(this._header.node, this._notices, this._filters.node, this._state, this._list.node, this._hidden);
    this.makeHidden();
    labcoat.documents.changed.connect(this.update, this);
    labcoat.settings.changed.connect(this.update, this);
    labcoat.app.shell.currentChanged?.connect(this.update, this);
  }

  follow(finding: IFinding): void {
    this.render();
    this._list.follow(finding);
  }

  protected override onUpdateRequest(_message: Message): void {
    if (this.isVisible) {
      this.render();
    }
  }

  protected override onAfterShow(_message: Message): void {
    this.update();
  }

  protected override onActivateRequest(_message: Message): void {
    const target = this.node.querySelector<HTMLElement>('.labcoat-item-open[tabindex="0"], .labcoat-text-button');
    target?.focus();
  }

  private render(): void {
    const document = this.labcoat.documents.current;
    if (document !== this._document) {
      this._document = document;
      this._filters.clear();
      this._list.reset();
    }
    this._header.show(document);
    this.showNotices(document);
    this.showState(document);
    this.showFindings(document);
    const hidden = hiddenBySettings(this.labcoat, document);
    this._hidden.hidden = hidden === 0;
    setText(
      this._hiddenText,
      this.labcoat.trans._n('%1 hidden by your settings', '%1 hidden by your settings', hidden)
    );
  }

  private showFindings(document: TrackedDocument | null): void {
    const findings = document?.findings ?? [];
    this._filters.offer(findings);
    const { filter } = this._filters;
    const shown = findings.filter(finding => passes(filter, finding));
    this._filters.tell(shown.length, findings.length);
    const isFile = document !== null && notebookOf(document.context) === null;
    this._list.show(
      entriesOf(shown, finding => document?.cellNumber(finding) ?? null),
      isFile
    );
  }

  private showState(document: TrackedDocument | null): void {
    const state = stateOf(this.labcoat, document);
    const now = JSON.stringify(state);
    if (now !== this._state.dataset.state) {
      this._state.dataset.state = now;
      this._state.replaceChildren(...(state ? [makeState(this.labcoat, state)] : []));
    }
  }

  private showNotices(document: TrackedDocument | null): void {
    const notices = noticesOf(this.labcoat, document);
    if (notices.join('\n') !== this._notices.textContent) {
      this._notices.replaceChildren(...notices.map(notice => make('p', 'labcoat-notice', notice)));
    }
    this._notices.hidden = notices.length === 0;
  }

  private open({ finding }: IEntry): void {
    const document = this._document;
    if (document) {
      void perform(() => reveal(this.labcoat, document, finding));
    }
  }

  private actionsOf({ finding }: IEntry): IAction[] {
    return this._document ? actionsOf(this.labcoat, this._document, finding) : [];
  }

  private act(entry: IEntry, name: string): Promise<void> | undefined {
    if (name === HIDE) {
      return this.labcoat.settings.ignoreRule(entry.finding.rule);
    }
    return this.actionsOf(entry)
      .find(action => action.name === name)
      ?.run();
  }

  private makeHidden(): void {
    const { app, trans } = this.labcoat;
    const open = (): unknown => app.commands.execute('settingeditor:open', { query: 'labcoat' });
    const button = makeButton('labcoat-text-button', trans.__('Settings'), () => void perform(open));
    this._hidden.append(this._hiddenText, button);
  }

  private _document: TrackedDocument | null = null;
  private _header: Header;
  private _filters: Filters;
  private _list: FindingsList;
  private _notices = make('div', 'labcoat-notices');
  private _state = make('div');
  private _hidden = make('footer', 'labcoat-hidden');
  private _hiddenText = make('span');
}
