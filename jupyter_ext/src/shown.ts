import { EditorState, Range, RangeSet, RangeValue, StateEffect, StateField } from '@codemirror/state';

import { TrackedDocument } from './document';
import { ISpan } from './places';
import { IFinding, SEVERITIES } from './types';

/** A finding where it stands in an editor now. It goes when the last character of its text is deleted. */
export class Shown extends RangeValue {
  constructor(
    readonly document: TrackedDocument,
    public finding: IFinding
  ) {
    super();
  }

  override startSide = 1;
  override endSide = -1;
}

export const setShown = StateEffect.define<readonly Range<Shown>[]>();

/** The findings of an editor, that move with its text. */
export const shownField = StateField.define<RangeSet<Shown>>({
  create: () => RangeSet.empty,
  update: (shown, transaction) => {
    const set = transaction.effects.find(effect => effect.is(setShown));
    return set ? RangeSet.of(set.value as Range<Shown>[], true) : shown.map(transaction.changes);
  }
});

/** The findings that touch a part of an editor's text, the most severe first. */
export function shownBetween(state: EditorState, from: number, to: number): Shown[] {
  const found: Shown[] = [];
  state.field(shownField).between(from, to, (_from, _to, shown) => void found.push(shown));
  return found.sort((a, b) => rankOf(b) - rankOf(a));
}

/** Whether an editor shows the same findings at the same places. */
export function isShown(state: EditorState, wanted: readonly Range<Shown>[]): boolean {
  return keysOf(RangeSet.of(wanted as Range<Shown>[], true)) === keysOf(state.field(shownField));
}

/** Let what is shown stand for the findings of a later scan, which are the same. */
export function renew(state: EditorState, wanted: readonly Range<Shown>[]): void {
  const later = new Map(wanted.map(({ value }) => [keyOf(value), value.finding]));
  state.field(shownField).between(0, state.doc.length, (_from, _to, shown) => {
    shown.finding = later.get(keyOf(shown)) ?? shown.finding;
  });
}

/** Where findings stand now. */
export function spansOf(state: EditorState): Map<string, ISpan> {
  const spans = new Map<string, ISpan>();
  state.field(shownField).between(0, state.doc.length, (from, to, shown) => void spans.set(keyOf(shown), { from, to }));
  return spans;
}

function keysOf(set: RangeSet<Shown>): string {
  const keys: string[] = [];
  for (const cursor = set.iter(); cursor.value; cursor.next()) {
    keys.push(`${cursor.from} ${cursor.to} ${keyOf(cursor.value)}`);
  }
  return keys.sort().join('\n');
}

export function keyOf({ finding }: Shown): string {
  return `${finding.fingerprint} ${finding.rule} ${finding.severity} ${finding.message}`;
}

function rankOf({ finding }: Shown): number {
  return SEVERITIES.indexOf(finding.severity);
}
