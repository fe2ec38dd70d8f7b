import { IYText, YFile, YNotebook } from '@jupyter/ydoc';
import { DocumentRegistry } from '@jupyterlab/docregistry';
import { Signal } from '@lumino/signaling';

type Cell = { source: string; type?: string; metadata?: object; outputs?: object[]; id?: string };

/** A cell over a real shared model: the part of `CellModel` that is used here, whose module needs a browser. */
function cellOver(shared: ReturnType<YNotebook['getCell']>): object {
  return {
    id: shared.id,
    type: shared.cell_type,
    sharedModel: shared,
    isDisposed: false,
    get metadata() {
      return shared.getMetadata();
    },
    getMetadata: (key: string) => shared.getMetadata(key),
    setMetadata: (key: string, value: never) => shared.setMetadata(key, value)
  };
}

/** The context of a notebook with these cells. */
export function notebookContext(cells: Cell[], minor = 5): DocumentRegistry.Context {
  const shared = new YNotebook();
  cells.forEach(({ source, type = 'code', metadata = {}, outputs = [], id }) =>
    shared.addCell({ cell_type: type, source, metadata, ...(type === 'code' ? { outputs } : {}), ...(id ? { id } : {}) } as never)
  );
  const models = shared.cells.map(cellOver);
  const model = {
    cells: {
      get length(): number {
        return models.length;
      },
      get: (index: number) => models[index],
      models, // a test moves and removes them, and says so
      changed: new Signal<object, void>(models)
    },
    metadata: { kernelspec: { name: 'python3' }, other: 'stays here' },
    getMetadata: () => undefined,
    nbformat: 4,
    nbformatMinor: minor,
    sharedModel: shared
  };
  return contextOf(model, 'a.ipynb');
}

/** The context of a text file. */
export function fileContext(text: string): DocumentRegistry.Context {
  const shared = new YFile();
  shared.setSource(text);
  shared.clearUndoHistory();
  return contextOf({ sharedModel: shared, toString: () => shared.getSource() }, 'a.py');
}

/** What can be changed and undone: a cell's text, or a file's. */
export function textOf(context: DocumentRegistry.Context, cell = 0): IYText & { getSource(): string; undo(): void } {
  const { cells, sharedModel } = context.model as never as { cells?: { get(index: number): { sharedModel: never } }; sharedModel: never };
  return cells ? cells.get(cell).sharedModel : sharedModel;
}

function contextOf(own: object, path: string): DocumentRegistry.Context {
  const model = Object.assign(own, { dirty: false, readOnly: false });
  const contentChanged = new Signal<object, void>(model);
  const context = { model: Object.assign(model, { contentChanged }), path, isDisposed: false, contentsModel: { writable: true } };
  return Object.assign(context, { disposed: new Signal<object, void>(context) }) as unknown as DocumentRegistry.Context;
}
