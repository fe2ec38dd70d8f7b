import { ICodeCellModel } from '@jupyterlab/cells';

import { fixFinding, ignoreFinding, isEditable, isWritable } from './changes';
import { copyAsIssue } from './copy';
import { TrackedDocument } from './document';
import { explain } from './explain';
import { ILabcoat } from './labcoat';
import { clearOutput, isNumberedAsInFile } from './strip';
import { IFinding } from './types';
import { sentence } from './text';

/** What can be done about a finding, in the order of menus; only what is possible for it. */
export interface IAction {
  name: 'fix' | 'clear-output' | 'ignore' | 'explain' | 'copy';
  label: string;
  run: () => Promise<void>;
}

export function actionsOf(labcoat: ILabcoat, document: TrackedDocument, finding: IFinding): IAction[] {
  return [...changesOf(labcoat, document, finding), ...pagesOf(labcoat, document, finding)];
}

function changesOf(labcoat: ILabcoat, document: TrackedDocument, finding: IFinding): IAction[] {
  const { trans } = labcoat;
  const found: IAction[] = [];
  const isText = isEditable(document, finding);
  if (finding.fix && (finding.pointer.length ? isInKnownOutput(document, finding) : isText)) {
    const label = sentence(finding.fix.title) || trans.__('Fix');
    found.push({ name: 'fix', label, run: () => fixFinding(labcoat, document, finding) });
  }
  if (finding.pointer[0] === 'outputs' && document.cellOf(finding) && isWritable(document)) {
    const label = trans.__('Clear this output');
    found.push({ name: 'clear-output', label, run: async () => clearOutput(document, finding) });
  }
  if (finding.ignore && (finding.ignore === 'tag' ? isWritable(document) : isText)) {
    found.push({ name: 'ignore', label: trans.__('Ignore here'), run: () => ignoreFinding(labcoat, document, finding) });
  }
  return found;
}

function pagesOf(labcoat: ILabcoat, document: TrackedDocument, finding: IFinding): IAction[] {
  const { trans } = labcoat;
  return [
    { name: 'explain', label: trans.__('Explain'), run: () => explain(labcoat, finding.rule) },
    { name: 'copy', label: trans.__('Copy as issue'), run: () => copyAsIssue(labcoat, document, finding) }
  ];
}

function isInKnownOutput(document: TrackedDocument, finding: IFinding): boolean {
  const cell = document.cellOf(finding);
  const isOutput = finding.pointer[0] === 'outputs' && cell?.type === 'code';
  return isOutput && isWritable(document) && isNumberedAsInFile(cell as ICodeCellModel);
}
