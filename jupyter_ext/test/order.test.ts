import { describe, expect, it } from 'vitest';

import { ITarget, neighbour, underCursor } from '../src/order';

function target(cell: number, line: number, from: number, to: number, isHere = true): ITarget {
  return { cell, range: { start: { line, character: from }, end: { line, character: to } }, isHere };
}

const TARGETS = [
  target(1, 0, 4, 9),
  target(1, 0, 4, 9),
  target(1, 2, 0, 3),
  target(2, 0, 0, 5, false),
  target(4, 1, 2, 6)
];

function at(cell: number, line: number, character: number): { cell: number; line: number; character: number } {
  return { cell, line, character };
}

describe('neighbour', () => {
  it.each([
    ['the first after the cursor', at(1, 0, 0), 1, 0],
    ['the last before the cursor', at(1, 1, 0), -1, 1],
    ['what is in an output comes after its source', at(2, 9, 0), 1, 3],
    ['from the end to the start', at(9, 0, 0), 1, 0],
    ['from the start to the end', at(1, 0, 0), -1, 4]
  ] as const)('%s', (_, cursor, step, index) => {
    expect(neighbour(TARGETS, cursor, -1, step)).toBe(index);
  });

  it('goes on from one finding to another at the same place', () => {
    expect(neighbour(TARGETS, at(1, 0, 9), 0, 1)).toBe(1);
    expect(neighbour(TARGETS, at(1, 0, 9), 1, 1)).toBe(2);
  });

  it('goes on from an output while the user stays in its cell', () => {
    expect(neighbour(TARGETS, at(2, 0, 0), 3, 1)).toBe(4);
    expect(neighbour(TARGETS, at(1, 0, 0), 3, 1)).toBe(0);
  });

  it('has nowhere to go without findings', () => {
    expect(neighbour([], at(1, 0, 0), -1, 1)).toBe(-1);
  });
});

describe('underCursor', () => {
  it.each([
    ['in the range', at(1, 2, 3), 2],
    ['on the line', at(4, 1, 40), 4],
    ['in the cell', at(2, 7, 0), 3],
    ['nowhere', at(3, 0, 0), -1]
  ] as const)('%s', (_, cursor, index) => {
    expect(underCursor(TARGETS, cursor)).toBe(index);
  });

  it('takes no other line of a file', () => {
    expect(underCursor([target(0, 5, 0, 3)], at(0, 1, 0))).toBe(-1);
  });
});
