import { ICellModel } from '@jupyterlab/cells';
import { DocumentRegistry } from '@jupyterlab/docregistry';
import { INotebookModel } from '@jupyterlab/notebook';

import { IContent } from './types';

/** The notebook of a context; null for a text file. */
export function notebookOf(context: DocumentRegistry.Context): INotebookModel | null {
  const model = context.model as DocumentRegistry.IModel & Partial<INotebookModel>;
  return model.cells ? (model as unknown as INotebookModel) : null;
}

export function cellsOf(notebook: INotebookModel): ICellModel[] {
  return Array.from({ length: notebook.cells.length }, (_, index) => notebook.cells.get(index));
}

/** What is on the screen and not yet saved: sources, tags and the language. Outputs stay here. */
export function unsavedContent(path: string, context: DocumentRegistry.Context): IContent {
  const notebook = notebookOf(context);
  if (!notebook) {
    return { path, type: 'file', content: context.model.toString() };
  }
  const { kernelspec, language_info } = notebook.metadata;
  const content = {
    cells: cellsOf(notebook).map(cell => cellContent(cell, notebook)),
    metadata: { kernelspec, language_info },
    nbformat: notebook.nbformat,
    nbformat_minor: notebook.nbformatMinor
  };
  return { path, type: 'notebook', content };
}

/** What is in each editor of a document, in their order. */
export type Texts = Map<unknown, string>;

/** The sources of the cells, or the text of the file: to see later whether they are the same. */
export function textsOf(context: DocumentRegistry.Context): Texts {
  const notebook = notebookOf(context);
  return notebook
    ? new Map(cellsOf(notebook).map(cell => [cell, cell.sharedModel.getSource()]))
    : new Map([[context.model, context.model.toString()]]);
}

export function areSame(one: Texts, other: Texts): boolean {
  const others = [...other.values()];
  return one.size === other.size && [...one.values()].every((text, index) => text === others[index]);
}

function cellContent(cell: ICellModel, notebook: INotebookModel): object {
  const tags = cell.getMetadata('tags');
  return {
    cell_type: cell.type,
    ...(hasIds(notebook) ? { id: cell.id } : {}),
    metadata: tags ? { tags } : {},
    source: cell.sharedModel.getSource(),
    ...(cell.type === 'code' ? { outputs: [], execution_count: null } : {})
  };
}

/** Whether the saved file has the ids of its cells: nbformat 4.5 and later. */
export function hasIds(notebook: INotebookModel): boolean {
  return notebook.nbformat > 4 || (notebook.nbformat === 4 && notebook.nbformatMinor >= 5);
}
