import { describe, expect, it } from 'vitest';

import { IRange } from '../src/types';
import { changeAt, moved } from '../src/values';

function range(line: number, character: number, endLine: number, endCharacter: number): IRange {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

describe('changeAt', () => {
  it('changes the text at the end of the way, and nothing else', () => {
    const cell = { outputs: [{ text: 'a' }, { data: { 'text/plain': ['x\n', 'y'], 'text/html': 'x' } }] };
    changeAt(cell, ['outputs', 1, 'data', 'text/plain'], text => text.toUpperCase());
    expect(cell).toEqual({ outputs: [{ text: 'a' }, { data: { 'text/plain': 'X\nY', 'text/html': 'x' } }] });
  });
});

describe('moved', () => {
  const GONE = range(1, 4, 1, 40);

  it.each([
    ['before on the line', range(1, 0, 1, 3), range(1, 0, 1, 3)],
    ['after on the line', range(1, 50, 1, 60), range(1, 22, 1, 32)],
    ['a line before', range(0, 50, 0, 60), range(0, 50, 0, 60)],
    ['a line after', range(2, 5, 2, 6), range(2, 5, 2, 6)],
    ['from the line to the next', range(1, 50, 2, 3), range(1, 22, 2, 3)]
  ])('%s', (_, before, after) => {
    expect(moved(before, GONE, 'REDACTED')).toEqual(after);
  });

  it('takes away the lines that a longer text had', () => {
    const gone = range(1, 4, 3, 10);
    expect(moved(range(3, 12, 3, 15), gone, 'REDACTED')).toEqual(range(1, 14, 1, 17));
    expect(moved(range(5, 2, 5, 3), gone, 'REDACTED')).toEqual(range(3, 2, 3, 3));
  });
});
