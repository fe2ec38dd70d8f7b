import { make, makeButton } from '../elements';
import { ILabcoat } from '../labcoat';
import { IFinding } from '../types';
import { IEntry, groupByCell, IGroup } from './groups';
import { IItemAction, makeActions, makeItem } from './item';

const CHUNK = 200; // items that are made at once

export interface IListEvents {
  onOpen: (entry: IEntry) => void;
  actionsOf: (entry: IEntry) => IItemAction[];
  onAction: (entry: IEntry, name: string) => void;
}

/** The findings by cell. What has not changed keeps its element; focus and the scroll position stay. */
export class FindingsList {
  constructor(
    private labcoat: ILabcoat,
    private events: IListEvents
  ) {
    this.node.addEventListener('keydown', event => this.onKey(event));
  }

  readonly node = make('div', 'labcoat-list');

  show(entries: readonly IEntry[], isWithFile: boolean): void {
    this._isWithFile = isWithFile;
    this._entries = entries;
    const now = JSON.stringify(entries.slice(0, this._limit)) + entries.length + isWithFile;
    if (now !== this._shown) {
      this._shown = now;
      this.render();
    }
    this.activate(this._active);
  }

  /** Another document: from the top, with nothing chosen. */
  reset(): void {
    this._limit = CHUNK;
    this._active = '';
    this.node.scrollTop = 0;
  }

  /** Choose a finding: its actions are shown, and the Tab key leads to it. */
  activate(key: string): void {
    const chosen = this.items.find(item => item.dataset.key === key);
    this._active = chosen ? key : '';
    for (const item of this.items) {
      item.classList.toggle('labcoat-mod-active', item === chosen);
      openOf(item).tabIndex = item === (chosen ?? this.items[0]) ? 0 : -1;
      openOf(item).setAttribute('aria-current', String(item === chosen));
      if (item !== chosen) {
        item.querySelector('.labcoat-item-actions')?.remove();
      }
    }
    this.showActions(chosen);
  }

  /** Choose the finding that the user went to by other ways, and let it be seen; the focus stays where it is. */
  follow(finding: IFinding): void {
    const entry = this._entries.find(entry => entry.finding.fingerprint === finding.fingerprint);
    if (entry) {
      this.activate(entry.key);
      this.items.find(item => item.dataset.key === entry.key)?.scrollIntoView({ block: 'nearest' });
    }
  }

  private showActions(item: HTMLElement | undefined): void {
    const entry = this.entryOf(item?.dataset.key);
    const actions = entry ? this.events.actionsOf(entry) : [];
    const names = actions.map(({ label }) => label).join('\n');
    const old = item?.querySelector<HTMLElement>('.labcoat-item-actions');
    if (!item || old?.dataset.names === names) {
      return;
    }
    const made = makeActions(actions, name => this.act(item.dataset.key, name));
    made.dataset.names = names;
    old?.remove();
    item.append(made);
  }

  private render(): void {
    const focused = document.activeElement as HTMLElement | null;
    const index = this.items.findIndex(item => item.contains(focused));
    const key = this.items[index]?.dataset.key;
    const { scrollTop } = this.node;
    const shown = this._entries.slice(0, this._limit);
    this.node.replaceChildren(...groupByCell(shown).map(group => this.makeGroup(group)));
    if (shown.length < this._entries.length) {
      this.node.append(this.makeMore(this._entries.length - shown.length));
    }
    this.node.scrollTop = scrollTop;
    if (index >= 0) {
      this.focus(
        this.items.find(item => item.dataset.key === key) ?? this.items[Math.min(index, this.items.length - 1)]
      );
    }
  }

  private makeGroup({ cell, entries }: IGroup): HTMLElement {
    const { trans } = this.labcoat;
    const nowhere = this._isWithFile ? trans.__('File') : trans.__('Notebook');
    const title = make('h3', 'labcoat-group-title', cell === null ? nowhere : trans.__('Cell %1', cell));
    const items = entries.map(entry => makeItem(this.labcoat, entry, () => this.open(entry.key)));
    return make('section', 'labcoat-group', title, make('ul', 'labcoat-items', ...items));
  }

  private makeMore(count: number): HTMLElement {
    const label = this.labcoat.trans._n('Show %1 more', 'Show %1 more', Math.min(count, CHUNK));
    return makeButton('labcoat-more', label, () => {
      this._limit += CHUNK;
      const first = this.items.length;
      this.show(this._entries, this._isWithFile);
      this.focus(this.items[first]);
    });
  }

  private open(key: string): void {
    this.activate(key);
    const entry = this.entryOf(key);
    if (entry) {
      this.events.onOpen(entry);
    }
  }

  private act(key: string | undefined, name: string): void {
    const entry = this.entryOf(key);
    if (entry) {
      this.events.onAction(entry, name);
    }
  }

  private entryOf(key: string | undefined): IEntry | undefined {
    return this._entries.find(entry => entry.key === key);
  }

  private onKey(event: KeyboardEvent): void {
    const items = this.items;
    const at = items.findIndex(item => item.contains(event.target as Node));
    const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
    const target = items[targets[event.key]];
    if (at < 0 || !target) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.activate(target.dataset.key ?? '');
    this.focus(target);
    target.scrollIntoView({ block: 'nearest' });
  }

  private focus(item: HTMLElement | undefined): void {
    if (item) {
      openOf(item).focus({ preventScroll: true });
    }
  }

  private get items(): HTMLElement[] {
    return Array.from(this.node.querySelectorAll<HTMLElement>('.labcoat-item'));
  }

  private _entries: readonly IEntry[] = [];
  private _isWithFile = false;
  private _limit = CHUNK;
  private _active = '';
  private _shown = '';
}

function openOf(item: HTMLElement): HTMLElement {
  return item.querySelector<HTMLElement>('.labcoat-item-open') as HTMLElement;
}
