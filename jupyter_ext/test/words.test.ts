import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';

import { badgeOf, signOf } from '../src/badge';
import { IReport, Status } from '../src/types';
import { isHindered, placeWords, whyNotChecked } from '../src/words';
import { findingWith } from './finding';

const trans = nullTranslator.load('labcoat');
const COUNTS = { critical: 0, high: 1, medium: 0, low: 2 };

function reportWith(status: Status, message = ''): IReport {
  return { path: 'a', status, message, counts: COUNTS, total: 0, truncated: false, findings: [] };
}

describe('placeWords', () => {
  it.each([
    [findingWith(), 3, 'cell 3, line 2'],
    [findingWith({ part: 'output' }), 3, 'cell 3, output'],
    [findingWith({ part: 'metadata' }), null, 'metadata'],
    [findingWith({ part: null }), null, 'line 2']
  ])('%#', (finding, cell, words) => {
    expect(placeWords(trans, finding, cell)).toBe(words);
  });
});

describe('whyNotChecked', () => {
  it('says nothing of what was checked', () => {
    expect(whyNotChecked(trans, reportWith('ok'))).toBeNull();
  });

  it.each(['off', 'too-large', 'timeout', 'error'] as const)('says what to do: %s', status => {
    expect(whyNotChecked(trans, reportWith(status))?.advice).toMatch(/LabcoatApp|Scan again/);
  });

  it.each(['excluded', 'too-large', 'unreadable', 'timeout', 'config-error', 'error'] as const)(
    'gives the words of the server: %s',
    status => {
      expect(whyNotChecked(trans, reportWith(status, 'line 3 is wrong'))?.advice).toBe('line 3 is wrong');
    }
  );
});

describe('badgeOf', () => {
  const known = { counts: COUNTS, rules: ['a', 'b'] };

  it('shows the worst and the numbers', () => {
    const badge = badgeOf(trans, known, { minSeverity: 'low', ignoredRules: [] });
    expect(badge).toEqual({ worst: 'high', total: 3, words: 'labcoat: 3 findings (1 high, 2 low)' });
  });

  it('leaves out what is less severe than the user wants to see', () => {
    const badge = badgeOf(trans, known, { minSeverity: 'medium', ignoredRules: ['a'] });
    expect(badge?.words).toBe('labcoat: 1 finding (1 high)');
    expect(badgeOf(trans, known, { minSeverity: 'critical', ignoredRules: [] })).toBeNull();
  });

  it('goes when all rules are muted', () => {
    expect(badgeOf(trans, known, { minSeverity: 'low', ignoredRules: ['b', 'a'] })).toBeNull();
  });
});

describe('signOf', () => {
  const badge = { worst: 'medium', total: 2, words: '' } as const;

  it('is the number of findings, also of an older scan', () => {
    expect(signOf(badge, reportWith('ok'))).toEqual({ worst: 'medium', text: '2' });
    expect(signOf(badge, reportWith('config-error'))).toEqual({ worst: 'medium', text: '2' });
  });

  it.each(['too-large', 'unreadable', 'timeout', 'config-error', 'error'] as const)('tells of what hinders: %s', status => {
    expect(isHindered(reportWith(status))).toBe(true);
    expect(signOf(null, reportWith(status))?.text).toBe('!');
  });

  it.each(['ok', 'off', 'excluded'] as const)('is none where all is as it is wanted: %s', status => {
    expect(signOf(null, reportWith(status))).toBeNull();
  });

  it('is none before the first answer', () => {
    expect(signOf(null, null)).toBeNull();
  });
});
