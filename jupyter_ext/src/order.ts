import { IRange } from './types';

/** Where something is in a document: the number of its cell (0 in a file), and the line and character in its source. */
export interface IPlace {
  cell: number;
  line: number;
  character: number;
}

/** Where a finding is; `isHere` is false for what no cursor can stand in, such as outputs. */
export interface ITarget {
  cell: number;
  range: IRange;
  isHere: boolean;
}

/** The index of the finding before (-1) or after (1) the cursor, around the end; `last` is where the user came by. */
export function neighbour(targets: readonly ITarget[], cursor: IPlace, last: number, step: 1 | -1): number {
  const count = targets.length;
  if (count === 0) {
    return -1;
  }
  const known = targets[last];
  if (known && isAt(known, cursor)) {
    return (last + step + count) % count;
  }
  const after = targets.findIndex(target => compare(startOf(target), cursor) >= 0);
  const next = after < 0 ? count : after;
  return (step > 0 ? next : next - 1 + count) % count;
}

/** The index of the finding that the cursor is in, else on the line of, else in the cell of; -1 for none. */
export function underCursor(targets: readonly ITarget[], cursor: IPlace): number {
  const inRange = targets.findIndex(target => target.isHere && contains(target, cursor));
  if (inRange >= 0) {
    return inRange;
  }
  const onLine = targets.findIndex(target => target.isHere && isOnLine(target, cursor));
  return onLine >= 0 ? onLine : targets.findIndex(target => target.cell === cursor.cell && cursor.cell > 0);
}

function isAt(target: ITarget, cursor: IPlace): boolean {
  return target.isHere ? contains(target, cursor) : target.cell === cursor.cell || target.cell === 0;
}

function contains(target: ITarget, cursor: IPlace): boolean {
  const end = { ...target.range.end, cell: target.cell };
  return compare(startOf(target), cursor) <= 0 && compare(cursor, end) <= 0;
}

function isOnLine({ cell, range }: ITarget, cursor: IPlace): boolean {
  return cell === cursor.cell && range.start.line <= cursor.line && cursor.line <= range.end.line;
}

/** What is not in a source comes after its cell's source. */
function startOf({ cell, range, isHere }: ITarget): IPlace {
  return isHere ? { ...range.start, cell } : { cell, line: Infinity, character: 0 };
}

function compare(a: IPlace, b: IPlace): number {
  return a.cell - b.cell || (a.line === b.line ? a.character - b.character : a.line < b.line ? -1 : 1);
}
