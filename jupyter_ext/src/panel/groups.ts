import { IFinding, SEVERITIES, Severity } from '../types';

/** What the user wants to see in the panel; '' is everything. */
export interface IFilter {
  severity: Severity | '';
  rule: string;
}

export interface IEntry {
  key: string;
  finding: IFinding;
  cell: number | null;
}

export interface IGroup {
  cell: number | null;
  entries: IEntry[];
}

/** Findings with the numbers of their cells, and keys that stay the same when they are found again. */
export function entriesOf(findings: readonly IFinding[], cellNumber: (finding: IFinding) => number | null): IEntry[] {
  const seen = new Map<string, number>();
  return findings.map(finding => {
    const count = seen.get(finding.fingerprint) ?? 0;
    seen.set(finding.fingerprint, count + 1);
    return { key: `${finding.fingerprint}.${count}`, finding, cell: cellNumber(finding) };
  });
}

export function passes(filter: IFilter, finding: IFinding): boolean {
  const isSevere = !filter.severity || SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(filter.severity);
  return isSevere && (!filter.rule || finding.rule === filter.rule);
}

/** In the order of cells; what is in none comes first. */
export function groupByCell(entries: readonly IEntry[]): IGroup[] {
  const groups = new Map<number | null, IEntry[]>();
  for (const entry of entries) {
    const members = groups.get(entry.cell) ?? [];
    groups.set(entry.cell, members);
    members.push(entry);
  }
  return [...groups]
    .map(([cell, members]) => ({ cell, entries: members }))
    .sort((a, b) => (a.cell ?? 0) - (b.cell ?? 0));
}

/** The rules of findings by name, with their numbers. */
export function rulesOf(findings: readonly IFinding[]): [string, number][] {
  const counts = new Map<string, number>();
  findings.forEach(({ rule }) => counts.set(rule, (counts.get(rule) ?? 0) + 1));
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}
