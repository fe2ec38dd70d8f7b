import { Clipboard, Notification } from '@jupyterlab/apputils';

import { TrackedDocument } from './document';
import { ILabcoat } from './labcoat';
import { severityWord } from './severity';
import { sentence } from './text';
import { IFinding } from './types';
import { placeWords } from './words';

const SHOWN = 3000; // ms that the confirmation stays

/** Copy a finding as Markdown for an issue tracker. The excerpt has no secrets: the server has masked them. */
export async function copyAsIssue(labcoat: ILabcoat, document: TrackedDocument, finding: IFinding): Promise<void> {
  await copy(issueOf(labcoat, document, finding));
  Notification.success(labcoat.trans.__('Copied'), { autoClose: SHOWN });
}

export function issueOf(labcoat: ILabcoat, document: TrackedDocument, finding: IFinding): string {
  const { trans } = labcoat;
  const fence = fenceFor(finding.excerpt);
  const lines = [
    `### ${finding.rule}: ${finding.message}`,
    `- ${trans.__('Severity')}: ${severityWord(trans, finding.severity)}`,
    `- ${trans.__('Place')}: \`${finding.path}\`, ${placeWords(trans, finding, document.cellNumber(finding))}`,
    '',
    ...(finding.excerpt ? [fence, finding.excerpt, fence, ''] : []),
    ...(finding.help ? [`${trans.__('What to do')}: ${sentence(finding.help)}`, ''] : []),
    `${trans.__('Why')}: ${finding.url}`
  ];
  return lines.join('\n') + '\n';
}

/** Longer than any row of backticks in the text. */
function fenceFor(text: string): string {
  const rows = text.match(/`+/g) ?? [];
  return '`'.repeat(Math.max(3, ...rows.map(row => row.length + 1)));
}

/** Pages that are not served over https, or from this machine, have no `navigator.clipboard`. */
async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    Clipboard.copyToSystem(text);
  }
}
