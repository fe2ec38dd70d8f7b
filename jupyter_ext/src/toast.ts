import { TranslationBundle } from '@jupyterlab/translation';

import { Cause } from './document';
import { Toasts } from './settings';
import { IFinding, SEVERITIES } from './types';
import { countsOf, countWords } from './words';

const MOST = 140; // characters: Jupyter cuts what is longer
const NAME = 40;

/** Whether new findings are told: of a save that the user asked for, and severe ones of any save. */
export function isWorthTelling(cause: Cause, toasts: Toasts, fresh: readonly IFinding[]): boolean {
  if (toasts === 'off' || fresh.length === 0) {
    return false;
  }
  const isOther = cause === 'autosave' || cause === 'event';
  return cause === 'save' || (isOther && toasts === 'all' && fresh.some(isSevere));
}

/** For example "2 new findings in nb.ipynb: 1 high, 1 medium (torch-load, unpinned-requirement)". */
export function toastText(trans: TranslationBundle, name: string, fresh: readonly IFinding[]): string {
  const counts = countWords(trans, countsOf(fresh));
  const text = trans._n('%1 new finding in %2: %3', '%1 new findings in %2: %3', fresh.length, short(name), counts);
  const rules = rulesWorstFirst(fresh);
  for (let shown = rules.length; shown > 0; shown--) {
    const more = shown < rules.length ? ', …' : '';
    const whole = `${text} (${rules.slice(0, shown).join(', ')}${more})`;
    if (whole.length <= MOST) {
      return whole;
    }
  }
  return text.slice(0, MOST);
}

export function rulesWorstFirst(findings: readonly IFinding[]): string[] {
  const rank = ({ severity }: IFinding): number => SEVERITIES.indexOf(severity);
  return [...new Set([...findings].sort((a, b) => rank(b) - rank(a)).map(({ rule }) => rule))];
}

export function isSevere({ severity }: IFinding): boolean {
  return severity === 'high' || severity === 'critical';
}

function short(name: string): string {
  return name.length <= NAME ? name : `${name.slice(0, NAME / 2 - 1)}…${name.slice(-NAME / 2)}`;
}
