import { Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';

import { spanIn, spanOf } from '../src/places';
import { IRange } from '../src/types';

const TEXT = 'x = "🎉🎉"; k = 1\nsecond\n\nlast';

function range(line: number, character: number, endLine: number, endCharacter: number): IRange {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

function marked(text: string, place: IRange): string {
  const { from, to } = spanOf(text, place);
  return text.slice(from, to);
}

describe('spanOf', () => {
  it.each([
    ['after emoji, which are two units each', range(0, 12, 0, 13), 'k'],
    ['an emoji itself', range(0, 5, 0, 7), '🎉'],
    ['over lines', range(0, 16, 1, 3), '1\nsec'],
    ['the last line', range(3, 0, 3, 4), 'last'],
    ['past the end of a line', range(1, 3, 1, 99), 'ond'],
    ['past the end of the text', range(3, 2, 9, 0), 'st'],
    ['an empty line', range(2, 0, 2, 5), ''],
    ['an end before its start', range(1, 3, 1, 1), ''],
    ['negative numbers', range(0, -4, 0, 1), 'x']
  ])('%s', (_, place, expected) => {
    expect(marked(TEXT, place)).toBe(expected);
  });

  it.each(['\n', '\r\n', '\r'])('knows %j as a line break', lineBreak => {
    expect(marked(['a', 'bcd', 'e'].join(lineBreak), range(1, 1, 1, 3))).toBe('cd');
    expect(marked(['a', 'bcd', 'e'].join(lineBreak), range(2, 0, 2, 9))).toBe('e');
  });

  it('has one line in an empty text', () => {
    expect(spanOf('', range(0, 0, 4, 2))).toEqual({ from: 0, to: 0 });
  });
});

describe('spanIn', () => {
  it('finds the same text in an editor, whatever ends the lines of the file', () => {
    const lines = ['α🎉', 'token = "k"', ''];
    const doc = Text.of(lines);
    for (const lineBreak of ['\n', '\r\n', '\r']) {
      const { from, to } = spanIn(doc, range(1, 9, 1, 10));
      expect(doc.sliceString(from, to)).toBe('k');
      expect(marked(lines.join(lineBreak), range(1, 9, 1, 10))).toBe('k');
    }
  });
});
