import { TranslationBundle } from '@jupyterlab/translation';

import { TrackedDocument } from './document';
import { sentence } from './text';
import { IFinding } from './types';
import { placeWords, severityWord } from './words';

/** A finding as Markdown for an issue tracker. The excerpt has no secrets: the server has masked them. */
export function issueOf(trans: TranslationBundle, document: TrackedDocument, finding: IFinding): string {
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
