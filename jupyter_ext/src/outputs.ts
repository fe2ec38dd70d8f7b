import { Cell, CodeCell, ICellModel, MarkdownCell } from '@jupyterlab/cells';
import { Notebook } from '@jupyterlab/notebook';

import { notebookOf } from './content';
import { TrackedDocument } from './document';
import { ILabcoat } from './labcoat';
import { watchRendered } from './rendered';
import { IFinding } from './types';
import { IWatch, watchCell } from './watch';

type Marked = CodeCell | MarkdownCell;

/** Mark secrets in rendered outputs, with a banner above them, and in rendered Markdown. */
export function watchOutputs(labcoat: ILabcoat): void {
  const watches = new Map<Marked, IWatch>();
  const end = (cell: Cell): void => {
    watches.get(cell as Marked)?.dispose();
    watches.delete(cell as Marked);
  };
  const begin = (document: TrackedDocument, cell: Marked): IWatch => {
    const watch = cell instanceof CodeCell ? watchCell(labcoat, document, cell) : watchRendered(labcoat, document, cell);
    watches.set(cell, watch);
    cell.disposed.connect(end);
    return watch;
  };
  labcoat.documents.changed.connect((_, { document }) => {
    const wanted = wantedIn(document);
    const isOver = ([cell, watch]: [Marked, IWatch]): boolean => watch.document === document && !wanted.has(cell);
    [...watches].filter(isOver).forEach(([cell]) => end(cell));
    wanted.forEach((findings, cell) => (watches.get(cell) ?? begin(document, cell)).show(findings));
  });
}

/** The cells of all views that have findings in what they show: outputs, or rendered text. */
function wantedIn(document: TrackedDocument): Map<Marked, IFinding[]> {
  const byModel = new Map<ICellModel | null, IFinding[]>();
  for (const finding of document.findings.filter(each => isInOutput(each) || each.part === 'source')) {
    const model = document.cellOf(finding);
    if (isInOutput(finding) || model?.type === 'markdown') {
      byModel.set(model, [...(byModel.get(model) ?? []), finding]);
    }
  }
  const views = notebookOf(document.context) && byModel.size > 0 ? [...document.widgets] : [];
  const cells = views.flatMap(view => (view.isDisposed ? [] : (view.content as Notebook).widgets));
  const isWanted = (cell: Cell): cell is Marked =>
    (cell instanceof CodeCell || cell instanceof MarkdownCell) && byModel.has(cell.model);
  return new Map(cells.filter(isWanted).map(cell => [cell, byModel.get(cell.model)!]));
}

function isInOutput({ pointer }: IFinding): boolean {
  return pointer[0] === 'outputs';
}
