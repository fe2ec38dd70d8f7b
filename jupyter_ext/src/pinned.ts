import { Extension, Prec, StateEffect, StateField } from '@codemirror/state';
import { EditorView, keymap, showTooltip, Tooltip, TooltipView } from '@codemirror/view';

import { cardOf } from './card';
import { make } from './elements';
import { ILabcoat } from './labcoat';
import { setShown, Shown, shownBetween } from './shown';

const pin = StateEffect.define<Tooltip | null>();

/** A card that stays until it is closed, for the keyboard and for the gutter. */
const pinnedField = StateField.define<Tooltip | null>({
  create: () => null,
  update: (pinned, transaction) => {
    const set = transaction.effects.find(effect => effect.is(pin));
    const isOld = transaction.docChanged || transaction.effects.some(effect => effect.is(setShown));
    return set ? set.value : isOld ? null : pinned;
  },
  provide: field => showTooltip.from(field)
});

/** Cards on Ctrl+. (Cmd+. on a Mac) at a finding; Escape closes them. */
export function pinnedCards(labcoat: ILabcoat): Extension {
  const keys = keymap.of([{ key: 'Mod-.', run: view => pinAtCursor(labcoat, view) }]);
  const handlers = EditorView.domEventHandlers({
    mousedown: (_, view) => void unpin(view),
    keydown: (event, view) => event.key === 'Escape' && unpin(view)
  });
  return [pinnedField, Prec.high([keys, handlers])];
}

/** Show the cards of findings at a place. */
export function pinCards(labcoat: ILabcoat, view: EditorView, pos: number, shown: Shown[], isFocused: boolean): void {
  const create = (): TooltipView => {
    const dom = pinnedElement(labcoat, view, shown);
    const focus = (): void => dom.querySelector('button')?.focus();
    return { dom, mount: () => void (isFocused && setTimeout(focus)) }; // after the notebook has seen the focus go
  };
  view.dispatch({ effects: pin.of({ pos, above: false, create }) });
}

function pinAtCursor(labcoat: ILabcoat, view: EditorView): boolean {
  const { head } = view.state.selection.main;
  const shown = shownBetween(view.state, head, head);
  if (shown.length) {
    pinCards(labcoat, view, head, shown, true);
  }
  return shown.length > 0;
}

function unpin(view: EditorView): boolean {
  const isPinned = view.state.field(pinnedField) !== null;
  if (isPinned) {
    view.dispatch({ effects: pin.of(null) });
  }
  return isPinned;
}

function pinnedElement(labcoat: ILabcoat, view: EditorView, shown: Shown[]): HTMLElement {
  const element = make('div', 'labcoat-cards');
  const close = (): void => {
    const hadFocus = element.contains(document.activeElement);
    unpin(view);
    if (hadFocus) {
      view.focus();
    }
  };
  element.append(...shown.map(each => cardOf(labcoat, each, close, view.state.readOnly)));
  element.addEventListener('keydown', event => {
    event.stopPropagation(); // keys of the notebook are not for the card
    if (event.key === 'Escape') {
      close();
    }
  });
  return element;
}
