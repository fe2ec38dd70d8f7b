import { CodeCell, ICellModel } from '@jupyterlab/cells';
import { Notebook } from '@jupyterlab/notebook';

import { notebookOf } from './content';
import { TrackedDocument } from './document';
import { ILabcoat } from './labcoat';
import { IFinding } from './types';
import { IWatch, watchCell } from './watch';

/** Mark secrets in rendered outputs, with a banner above them. */
export function watchOutputs(labcoat: ILabcoat): void {
  const watches = new Map<CodeCell, IWatch>();
  const end = (cell: CodeCell): void => {
    watches.get(cell)?.dispose();
    watches.delete(cell);
  };
  const begin = (document: TrackedDocument, cell: CodeCell): IWatch => {
    const watch = watchCell(labcoat, document, cell);
    watches.set(cell, watch);
    cell.disposed.connect(end);
    return watch;
  };
  labcoat.documents.changed.connect((_, { document }) => {
    const wanted = wantedIn(document);
    const isOver = ([cell, watch]: [CodeCell, IWatch]): boolean => watch.document === document && !wanted.has(cell);
    [...watches].filter(isOver).forEach(([cell]) => end(cell));
    wanted.forEach((findings, cell) => (watches.get(cell) ?? begin(document, cell)).show(findings));
  });
}

/** The cells of all views that have findings in their outputs. */
function wantedIn(document: TrackedDocument): Map<CodeCell, IFinding[]> {
  const byModel = new Map<ICellModel | null, IFinding[]>();
  for (const finding of document.findings.filter(each => each.pointer[0] === 'outputs')) {
    const model = document.cellOf(finding);
    byModel.set(model, [...(byModel.get(model) ?? []), finding]);
  }
  const views = notebookOf(document.context) && byModel.size > 0 ? [...document.widgets] : [];
  const cells = views.flatMap(view => (view.isDisposed ? [] : (view.content as Notebook).widgets));
  const isWanted = (cell: unknown): cell is CodeCell => cell instanceof CodeCell && byModel.has(cell.model);
  return new Map(cells.filter(isWanted).map(cell => [cell, byModel.get(cell.model)!]));
}
