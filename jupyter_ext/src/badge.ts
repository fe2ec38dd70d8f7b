import { TranslationBundle } from '@jupyterlab/translation';

import { ISettings } from './settings';
import { Counts, IReport, SEVERITIES, Severity } from './types';
import { countWords, isHindered, totalWords, WORST_FIRST } from './words';

/** What is known about a file, open or not: an event says no more. */
export interface IKnown {
  counts: Counts;
  rules: readonly string[];
}

export interface IBadge {
  worst: Severity;
  total: number;
  words: string;
}

/** What stands on a button: the number of findings, or `!` where the file could not be checked. */
export interface ISign {
  worst: Severity;
  text: string;
}

export function signOf(badge: IBadge | null, report: IReport | null): ISign | null {
  const hindered: ISign | null = report && isHindered(report) ? { worst: 'high', text: '!' } : null;
  return badge ? { worst: badge.worst, text: String(badge.total) } : hindered;
}

/** The badge of a file; null if nothing in it is to be shown. */
export function badgeOf(
  trans: TranslationBundle,
  { counts, rules }: IKnown,
  { minSeverity, ignoredRules }: Pick<ISettings, 'minSeverity' | 'ignoredRules'>
): IBadge | null {
  const least = SEVERITIES.indexOf(minSeverity);
  const shown = WORST_FIRST.filter(severity => counts[severity] > 0 && SEVERITIES.indexOf(severity) >= least);
  if (shown.length === 0 || rules.every(rule => ignoredRules.includes(rule))) {
    return null;
  }
  const left: Counts = { critical: 0, high: 0, medium: 0, low: 0 };
  shown.forEach(severity => (left[severity] = counts[severity]));
  const total = shown.reduce((sum, severity) => sum + counts[severity], 0);
  return { worst: shown[0], total, words: `labcoat: ${totalWords(trans, total)} (${countWords(trans, left)})` };
}
