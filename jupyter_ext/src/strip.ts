import { ICellModel, ICodeCellModel } from '@jupyterlab/cells';
import { INotebookModel } from '@jupyterlab/notebook';

import { cellsOf, notebookOf } from './content';
import { TrackedDocument } from './document';
import { IFinding } from './types';

/** Remove the output that a finding is in; all of its cell's where they are numbered in another way than in the file. */
export function clearOutput(document: TrackedDocument, finding: IFinding): void {
  const cell = document.cellOf(finding) as ICodeCellModel | null;
  if (!cell) {
    return;
  }
  const index = finding.pointer[1] as number;
  const found = document.findings.filter(other => document.cellOf(other) === cell && isInOutput(other));
  if (!isOneOfMany(cell, index)) {
    clear(cell);
    return document.drop(found);
  }
  const gone = found.filter(other => other.pointer[1] === index);
  cell.outputs.fromJSON(cell.outputs.toJSON().filter((_, at) => at !== index));
  found.forEach(other => moveUp(other, index));
  document.drop(gone);
}

/** Clear outputs and counts as `labcoat strip-outputs` does: what a cell is marked to keep stays. */
export function stripAll(document: TrackedDocument): void {
  const notebook = notebookOf(document.context);
  if (!notebook) {
    return;
  }
  const cells = cellsOf(notebook).filter(cell => cell.type === 'code' && !keepsOutputs(cell, notebook));
  notebook.sharedModel.transact(() => cells.forEach(cell => clear(cell as ICodeCellModel)), false);
  const stripped = new Set(cells);
  document.drop(document.findings.filter(each => isInOutput(each) && stripped.has(document.cellOf(each)!)));
}

/** As `keeps_outputs` in hooks/labcoat/strip_outputs/cells.py; a cell that contradicts itself keeps its outputs. */
export function keepsOutputs(cell: ICellModel, notebook: INotebookModel): boolean {
  const { init_cell, keep_output, tags } = cell.metadata;
  if (init_cell !== undefined) {
    return Boolean(init_cell);
  }
  const isTagged = Array.isArray(tags) && tags.includes('keep_output');
  return isTagged || Boolean(keep_output ?? notebook.getMetadata('keep_output'));
}

/** Streams are joined when a notebook is opened: then the numbers of outputs are not those of the file. */
export function isNumberedAsInFile(cell: ICodeCellModel): boolean {
  return cell.outputs.length === cell.sharedModel.getOutputs().length;
}

function isOneOfMany(cell: ICodeCellModel, index: number): boolean {
  return cell.outputs.length > 1 && index < cell.outputs.length && isNumberedAsInFile(cell);
}

function clear(cell: ICodeCellModel): void {
  cell.sharedModel.transact(() => cell.clearExecution(), false);
}

function moveUp(finding: IFinding, index: number): void {
  const [outputs, at, ...rest] = finding.pointer;
  if ((at as number) > index) {
    finding.pointer = [outputs, (at as number) - 1, ...rest];
  }
}

function isInOutput(finding: IFinding): boolean {
  return finding.pointer[0] === 'outputs';
}
