import { Extension } from '@codemirror/state';
import { BlockInfo, EditorView, gutter, GutterMarker } from '@codemirror/view';

import { ILabcoat } from './labcoat';
import { pinCards } from './pinned';
import { severityElement } from './severity';
import { setShown, Shown, shownBetween, shownField } from './shown';
import { severityWord } from './words';

/** A mark beside each line with a finding. It lies over the padding of the text, which so never moves. */
export function findingsGutter(labcoat: ILabcoat): Extension {
  return gutter({
    class: 'labcoat-gutter',
    lineMarker: (view, line) => markOf(labcoat, view, line),
    lineMarkerChange: ({ docChanged, state, transactions }) =>
      (docChanged && state.field(shownField).size > 0) ||
      transactions.some(({ effects }) => effects.some(effect => effect.is(setShown))),
    domEventHandlers: { mousedown: (view, line, event) => onClick(labcoat, view, line, event) }
  });
}

class LineMark extends GutterMarker {
  constructor(
    private labcoat: ILabcoat,
    private shown: Shown[]
  ) {
    super();
  }

  override eq(other: LineMark): boolean {
    return this.label === other.label;
  }

  override toDOM(): HTMLElement {
    const mark = severityElement(this.shown[0].finding.severity);
    mark.classList.add('labcoat-gutter-mark');
    mark.removeAttribute('aria-hidden');
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', this.label);
    mark.title = this.label;
    return mark;
  }

  /** One line for each finding. */
  get label(): string {
    const { trans } = this.labcoat;
    const lines = this.shown.map(({ finding }) =>
      trans.__('%1: %2 (%3)', severityWord(trans, finding.severity), finding.message, finding.rule)
    );
    return lines.join('\n');
  }
}

function markOf(labcoat: ILabcoat, view: EditorView, line: BlockInfo): LineMark | null {
  const shown = labcoat.settings.get('gutter') ? shownIn(view, line) : [];
  return shown.length ? new LineMark(labcoat, shown) : null;
}

function shownIn(view: EditorView, line: BlockInfo): Shown[] {
  return view.state.field(shownField).size ? shownBetween(view.state, line.from, line.to) : [];
}

function onClick(labcoat: ILabcoat, view: EditorView, line: BlockInfo, event: Event): boolean {
  const isMark = (event.target as Element).closest('.labcoat-gutter-mark') !== null;
  if (isMark) {
    event.preventDefault();
    pinCards(labcoat, view, line.from, shownIn(view, line), false);
  }
  return isMark;
}
