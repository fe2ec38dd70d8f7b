import { describe, expect, it } from 'vitest';

import { entriesOf, groupByCell, passes, rulesOf } from '../src/panel/groups';
import { findingWith } from './finding';

describe('entriesOf', () => {
  it('gives findings with one fingerprint different keys', () => {
    const entries = entriesOf([findingWith(), findingWith(), findingWith({ fingerprint: 'b' })], () => 1);
    expect(entries.map(({ key }) => key)).toEqual(['a.0', 'a.1', 'b.0']);
  });
});

describe('groupByCell', () => {
  it('sorts by cell, with what is in none first', () => {
    const findings = [3, 11, 2, 3, null].map(cell => findingWith({ cell }));
    const groups = groupByCell(entriesOf(findings, ({ cell }) => cell));
    expect(groups.map(({ cell, entries }) => [cell, entries.length])).toEqual([
      [null, 1],
      [2, 1],
      [3, 2],
      [11, 1]
    ]);
  });

  it('follows cells that were moved', () => {
    expect(groupByCell(entriesOf([findingWith()], () => 7))[0].cell).toBe(7);
  });
});

describe('passes', () => {
  it.each([
    ['', '', true],
    ['high', '', true],
    ['critical', '', false],
    ['medium', 'torch-load', true],
    ['', 'another', false]
  ] as const)('severity "%s", rule "%s": %s', (severity, rule, isShown) => {
    expect(passes({ severity, rule }, findingWith())).toBe(isShown);
  });
});

it('counts the findings of each rule', () => {
  const findings = [findingWith(), findingWith({ rule: 'key' }), findingWith()];
  expect(rulesOf(findings)).toEqual([
    ['key', 1],
    ['torch-load', 2]
  ]);
});
