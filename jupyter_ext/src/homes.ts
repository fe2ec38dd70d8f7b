import { ICellModel } from '@jupyterlab/cells';
import { INotebookModel } from '@jupyterlab/notebook';

import { cellsOf, hasIds } from './content';
import { IFinding } from './types';

interface IHome {
  cell: ICellModel;
  id: string;
}

/** The cells that findings are in. */
export type Homes = Map<IFinding, IHome>;

/** Find the cell of every finding: by its id where that is in the file and is no copy, else by its number. */
export function homesOf(findings: readonly IFinding[], notebook: INotebookModel | null): Homes {
  const homes: Homes = new Map();
  const cells = notebook ? cellsOf(notebook) : [];
  const byId = new Map(cells.map(cell => [cell.id, cell]));
  const isUnique = notebook !== null && hasIds(notebook) && byId.size === cells.length;
  for (const finding of findings) {
    const isKnown = isUnique && finding.cell_id && !isMasked(finding.cell_id);
    const cell = isKnown ? byId.get(finding.cell_id!) : cells[(finding.cell ?? 0) - 1];
    if (cell) {
      homes.set(finding, { cell, id: cell.id });
    }
  }
  return homes;
}

/** A cell that was moved, or brought back, is another model with the id of before: its findings go there. */
export function findAgain(homes: Homes, notebook: INotebookModel, onMoved: (from: ICellModel, to: ICellModel) => void): void {
  const lost = [...homes.values()].filter(({ cell }) => cell.isDisposed);
  const byId = new Map(lost.length ? cellsOf(notebook).map(cell => [cell.id, cell]) : []);
  for (const home of lost) {
    const cell = byId.get(home.id);
    if (cell) {
      onMoved(home.cell, cell);
      home.cell = cell;
    }
  }
}

/** Whether the engine took an id for a key: one that Jupyter made at random looks like one. */
function isMasked(id: string): boolean {
  return /^\*+$/.test(id);
}
