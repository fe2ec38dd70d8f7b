import { IPosition, IRange } from './types';

/** The part of CodeMirror's `Text` that places need. Lines count from 1. */
export interface ILines {
  lines: number;
  line(number: number): { from: number; to: number };
}

export interface ISpan {
  from: number;
  to: number;
}

const BREAK = /\r\n|\r|\n/g;

/** Where a range is in an editor: what lies outside of the text is moved to its nearest end. */
export function spanIn(doc: ILines, range: IRange): ISpan {
  const from = placeIn(doc, range.start);
  return { from, to: Math.max(from, placeIn(doc, range.end)) };
}

/** Where a range is in a string whose lines end with \n, \r\n or \r. */
export function spanOf(text: string, range: IRange): ISpan {
  return spanIn(linesOf(text), range);
}

function placeIn(doc: ILines, position: IPosition): number {
  if (position.line >= doc.lines) {
    return doc.line(doc.lines).to;
  }
  const { from, to } = doc.line(Math.max(position.line, 0) + 1);
  return Math.min(from + Math.max(position.character, 0), to);
}

function linesOf(text: string): ILines {
  const found: ISpan[] = [];
  let from = 0;
  for (const match of text.matchAll(BREAK)) {
    found.push({ from, to: match.index! });
    from = match.index! + match[0].length;
  }
  found.push({ from, to: text.length });
  return { lines: found.length, line: number => found[number - 1] };
}
