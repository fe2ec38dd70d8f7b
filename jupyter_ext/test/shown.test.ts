import { EditorState, Range, TransactionSpec } from '@codemirror/state';
import { describe, expect, it } from 'vitest';

import { TrackedDocument } from '../src/document';
import { isShown, renew, setShown, Shown, shownBetween, shownField } from '../src/shown';
import { IFinding } from '../src/types';
import { findingWith } from './finding';

const TEXT = 'token = "secret"\nx = 1';
const document = {} as TrackedDocument;

function at(from: number, to: number, parts: Partial<IFinding> = {}): Range<Shown> {
  return new Shown(document, findingWith(parts)).range(from, to);
}

function showing(...ranges: Range<Shown>[]): EditorState {
  const state = EditorState.create({ doc: TEXT, extensions: [shownField] });
  return state.update({ effects: setShown.of(ranges) }).state;
}

function texts(state: EditorState): string[] {
  const found: string[] = [];
  state.field(shownField).between(0, state.doc.length, (from, to) => void found.push(state.sliceDoc(from, to)));
  return found;
}

describe('what is shown', () => {
  it.each<[string, TransactionSpec, string[]]>([
    ['moves with what is typed before it', { changes: { from: 0, insert: '🎉\n' } }, ['secret']],
    ['does not grow at its end', { changes: { from: 15, insert: 'more' } }, ['secret']],
    ['does not grow at its start', { changes: { from: 9, insert: 'more' } }, ['secret']],
    ['shrinks', { changes: { from: 9, to: 12 } }, ['ret']],
    ['goes with its text', { changes: { from: 9, to: 15 } }, []],
    ['goes with its line', { changes: { from: 0, to: 17 } }, []]
  ])('%s', (_, change, expected) => {
    expect(texts(showing(at(9, 15)).update(change).state)).toEqual(expected);
  });

  it('is the same where it has moved to', () => {
    const state = showing(at(9, 15)).update({ changes: { from: 0, insert: '  ' } }).state;
    expect(isShown(state, [at(11, 17)])).toBe(true);
    expect(isShown(state, [at(9, 15)])).toBe(false);
    expect(isShown(state, [at(11, 17, { severity: 'low' })])).toBe(false);
    expect(isShown(state, [])).toBe(false);
  });

  it('stands for the finding of a later scan', () => {
    const state = showing(at(9, 15));
    const later = at(9, 15);
    renew(state, [later]);
    expect(shownBetween(state, 0, 20)[0].finding).toBe(later.value.finding);
  });

  it('comes with the worst first, in any order', () => {
    const state = showing(at(17, 18, { severity: 'low' }), at(9, 15, { severity: 'medium' }), at(0, 5, { severity: 'critical' }));
    expect(shownBetween(state, 0, 22).map(({ finding }) => finding.severity)).toEqual(['critical', 'medium', 'low']);
    expect(shownBetween(state, 16, 22)).toHaveLength(1);
  });
});
