import { Cell } from '@jupyterlab/cells';
import { PanelLayout, Widget } from '@lumino/widgets';

import { actionsOf, IAction } from './actions';
import { TrackedDocument } from './document';
import { make, makeButton } from './elements';
import { CommandIDs, ILabcoat } from './labcoat';
import { severityElement, severityWord } from './severity';
import { IFinding } from './types';

const CLASS = 'labcoat-output-banner';
const ACTIONS: ReadonlyArray<IAction['name']> = ['fix', 'clear-output', 'ignore', 'explain'];
const ROWS = 3;

/** A line above a cell's outputs for each rule and output that has findings. Shows no text of the outputs. */
export class Banner extends Widget {
  constructor(private labcoat: ILabcoat) {
    super();
    this.addClass(CLASS);
    this.node.setAttribute('role', 'note');
    this.node.setAttribute('aria-label', labcoat.trans.__('labcoat: findings in the outputs of this cell'));
    this.node.dataset.lmSuppressShortcuts = 'true'; // Enter is for the buttons, not for the cell
  }

  /** Findings of one cell. What is shown already stays as it is, and so does the focus. */
  list(document: TrackedDocument, findings: readonly IFinding[]): void {
    const groups = groupsOf(findings);
    const now = JSON.stringify(groups.map(group => group.map(({ fingerprint, pointer }) => [fingerprint, pointer])));
    this._groups = groups;
    if (now !== this._shown) {
      this._shown = now;
      const rows = groups.slice(0, ROWS).map((group, index) => rowOf(this.labcoat, document, group, () => this._groups[index]));
      const rest = findings.length - groups.slice(0, ROWS).flat().length;
      this.node.replaceChildren(...rows, ...(rest > 0 ? [restOf(this.labcoat, rest)] : []));
    }
  }

  /** Stand between the cell's input and its outputs, as soon as there is such a place. */
  insertInto(cell: Cell): void {
    const layout = cell.layout as PanelLayout;
    const index = layout.widgets.findIndex(widget => widget.hasClass('jp-Cell-outputWrapper'));
    if (this.parent !== cell && index >= 0) {
      layout.insertWidget(index, this);
    }
  }

  private _groups: IFinding[][] = [];
  private _shown = '';
}

export function bannerIn(cell: Cell): HTMLElement | null {
  return cell.node.querySelector<HTMLElement>(`:scope > .${CLASS}`);
}

function groupsOf(findings: readonly IFinding[]): IFinding[][] {
  const groups = new Map<string, IFinding[]>();
  for (const finding of findings) {
    const key = `${finding.pointer[1]} ${finding.rule}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

/** `latest`: the findings as they are at a click, which may be those of a later scan. */
function rowOf(labcoat: ILabcoat, document: TrackedDocument, group: readonly IFinding[], latest: () => readonly IFinding[]): HTMLElement {
  const [first] = group;
  const act = async (name: string): Promise<void> => {
    const acted = name === 'fix' ? [...latest()].reverse() : latest().slice(0, 1); // those before a change stay where they are
    for (const finding of acted) {
      await actionsOf(labcoat, document, finding).find(action => action.name === name)?.run();
    }
  };
  const redactAll = group.length > 1 && labcoat.trans.__('Redact all %1', group.length);
  const word = make('span', 'labcoat-severity', severityElement(first.severity), severityWord(labcoat.trans, first.severity));
  const text = make('span', 'labcoat-banner-text', wordsOf(labcoat, group));
  const buttons = actionsOf(labcoat, document, first)
    .filter(({ name }) => ACTIONS.includes(name))
    .map(({ name, label }) => buttonOf(name, (name === 'fix' && redactAll) || label, () => void act(name)));
  return make('div', `labcoat-banner-row labcoat-${first.severity}`, word, text, make('span', 'labcoat-banner-buttons', ...buttons));
}

function restOf({ app, trans }: ILabcoat, rest: number): HTMLElement {
  const text = make('span', 'labcoat-banner-text', trans._n('and %1 more', 'and %1 more', rest));
  const show = buttonOf('all', trans.__('Show all'), () => void app.commands.execute(CommandIDs.showPanel));
  return make('div', 'labcoat-banner-row', text, show);
}

function buttonOf(name: string, label: string, onClick: () => void): HTMLElement {
  const button = makeButton(`labcoat-button labcoat-button-${name}`, label, onClick);
  button.addEventListener('mousedown', event => event.preventDefault()); // the focus stays where it is
  return button;
}

function wordsOf({ trans }: ILabcoat, group: readonly IFinding[]): string {
  const { length } = group;
  const kind = kindOf(group[0]);
  return group[0].is_key
    ? trans._n('%1 key in this output: %2', '%1 keys in this output: %2', length, kind)
    : trans._n('%1 finding in this output: %2', '%1 findings in this output: %2', length, kind);
}

/** What a message says before it comes to the text, such as "Hugging Face user access token". */
function kindOf({ message, rule }: IFinding): string {
  return message.split('`')[0].trim() || rule;
}
