import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';

import { Cause } from '../src/document';
import { Toasts } from '../src/settings';
import { isWorthTelling, rulesWorstFirst, toastText } from '../src/toast';
import { Severity } from '../src/types';
import { findingWith } from './finding';

const trans = nullTranslator.load('labcoat');

describe('isWorthTelling', () => {
  const table: [Cause, Toasts, Severity, boolean][] = [
    ['save', 'all', 'low', true],
    ['save', 'manual saves', 'low', true],
    ['save', 'off', 'critical', false],
    ['autosave', 'all', 'medium', false],
    ['autosave', 'all', 'high', true],
    ['autosave', 'all', 'critical', true],
    ['autosave', 'manual saves', 'critical', false],
    ['event', 'all', 'medium', false],
    ['event', 'all', 'high', true],
    ['open', 'all', 'critical', false],
    ['edit', 'all', 'critical', false],
    ['settings', 'all', 'critical', false]
  ];
  it.each(table)('%s, notifications "%s", something %s that is new: %s', (cause, toasts, severity, isTold) => {
    expect(isWorthTelling(cause, toasts, [findingWith({ severity })])).toBe(isTold);
  });

  it('tells of nothing where nothing is new', () => {
    expect(isWorthTelling('save', 'all', [])).toBe(false);
  });
});

describe('toastText', () => {
  it('names the document, the numbers and the rules, the worst first', () => {
    const fresh = [findingWith({ rule: 'unpinned', severity: 'medium' }), findingWith()];
    expect(toastText(trans, 'nb.ipynb', fresh)).toBe(
      '2 new findings in nb.ipynb: 1 high, 1 medium (torch-load, unpinned)'
    );
  });

  it('speaks of one finding in the singular', () => {
    expect(toastText(trans, 'nb.ipynb', [findingWith()])).toBe('1 new finding in nb.ipynb: 1 high (torch-load)');
  });

  it('leaves out rules rather than being cut', () => {
    const fresh = Array.from({ length: 30 }, (_, index) => findingWith({ rule: `a-rule-number-${index}` }));
    const text = toastText(trans, 'n'.repeat(300) + '.ipynb', fresh);
    expect(text.length).toBeLessThanOrEqual(140);
    expect(text).toMatch(/^30 new findings in n+…n+\.ipynb: 30 high \(a-rule-number-0, .*…\)$/);
  });

  it('leaves out all rules where one is too long', () => {
    const text = toastText(trans, 'nb.ipynb', [findingWith({ rule: 'r'.repeat(200) })]);
    expect(text).toBe('1 new finding in nb.ipynb: 1 high');
  });
});

it('names a rule once', () => {
  expect(rulesWorstFirst([findingWith(), findingWith({ rule: 'key', severity: 'critical' }), findingWith()])).toEqual([
    'key',
    'torch-load'
  ]);
});
