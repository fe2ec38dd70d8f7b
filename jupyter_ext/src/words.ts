import { TranslationBundle } from '@jupyterlab/translation';

import { Counts, IFinding, IReport, SEVERITIES, Severity } from './types';

/** The severities from the worst on. */
export const WORST_FIRST: readonly Severity[] = [...SEVERITIES].reverse();

export function countsOf(findings: readonly IFinding[]): Counts {
  const counts: Counts = { critical: 0, high: 0, medium: 0, low: 0 };
  findings.forEach(finding => counts[finding.severity]++);
  return counts;
}

export function worstOf(findings: readonly IFinding[]): Severity | null {
  const counts = countsOf(findings);
  return WORST_FIRST.find(severity => counts[severity] > 0) ?? null;
}

export function severityWord(trans: TranslationBundle, severity: Severity): string {
  const words: Record<Severity, string> = {
    critical: trans.__('Critical'),
    high: trans.__('High'),
    medium: trans.__('Medium'),
    low: trans.__('Low')
  };
  return words[severity];
}

/** For example "1 high, 2 medium". */
export function countWords(trans: TranslationBundle, counts: Counts): string {
  return WORST_FIRST.filter(severity => counts[severity] > 0)
    .map(severity => `${counts[severity]} ${severityWord(trans, severity).toLowerCase()}`)
    .join(', ');
}

export function totalWords(trans: TranslationBundle, total: number): string {
  return total === 0 ? trans.__('No findings') : trans._n('%1 finding', '%1 findings', total);
}

/** For example "cell 3, line 2" or "cell 3, output". */
export function placeWords(trans: TranslationBundle, finding: IFinding, cell: number | null): string {
  const parts = {
    output: trans.__('output'),
    metadata: trans.__('metadata'),
    attachment: trans.__('attachment'),
    source: trans.__('line %1', finding.line)
  };
  const part = parts[finding.part ?? 'source'];
  return cell === null ? part : trans.__('cell %1, %2', cell, part);
}

/** Whether something is to be mended before a document can be checked: the settings, the server, the file. */
export function isHindered({ status }: IReport): boolean {
  return !['ok', 'off', 'excluded'].includes(status);
}

/** Why a document was not checked, and what can be done about it; null if it was. */
export function whyNotChecked(trans: TranslationBundle, report: IReport): { title: string; advice: string } | null {
  const because = report.message;
  switch (report.status) {
    case 'ok':
      return null;
    case 'off':
      return { title: trans.__('Off on this server'), advice: trans.__('Its LabcoatApp.enabled is False.') };
    case 'excluded':
      return { title: trans.__('Excluded'), advice: because };
    case 'too-large':
      return { title: trans.__('Too large'), advice: because || trans.__('LabcoatApp.max_bytes sets the limit.') };
    case 'unreadable':
      return { title: trans.__('Not readable'), advice: because };
    case 'timeout':
      return {
        title: trans.__('It took too long'),
        advice: because || trans.__('LabcoatApp.scan_timeout sets the limit. Clear large outputs, or scan again.')
      };
    case 'config-error':
      return { title: trans.__('The configuration has an error'), advice: because };
    case 'no-answer':
      return {
        title: trans.__('The server does not answer'),
        advice: trans.__('labcoat is installed for the browser, but not enabled on the Jupyter server.')
      };
    default:
      return {
        title: trans.__('The scan failed'),
        advice: because || trans.__('Scan again, or look at the server’s log.')
      };
  }
}
