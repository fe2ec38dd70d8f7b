import { DocumentRegistry } from '@jupyterlab/docregistry';

import { cellsOf, notebookOf } from './content';
import { spanOf } from './places';
import { IEdit, ITag } from './types';

/** A text to put in the place of another. Offsets are of UTF-16 units. */
export interface IReplacement {
  from: number;
  to: number;
  text: string;
}

/** What holds a text: the shared model of a cell or a file. */
export interface ISource {
  getSource(): string;
  updateSource(start: number, end: number, value?: string): void;
  transact(change: () => void): void;
}

/** The edits of one text in the order in which they can be made: the last one first. */
export function replacements(source: string, edits: readonly IEdit[]): IReplacement[] {
  const found = edits.map(({ range, text }) => ({ ...spanOf(source, range), text }));
  return found.sort((a, b) => b.from - a.from || b.to - a.to);
}

/** Change a text in one step, that one undo takes back. */
export function edit(source: ISource, edits: readonly IEdit[]): void {
  const changes = replacements(source.getSource(), edits);
  endUndoStep(source);
  source.transact(() => changes.forEach(({ from, to, text }) => source.updateSource(from, to, text)));
  endUndoStep(source);
}

/** Change the cells, or the text, that edits are of. */
export function applyEdits(context: DocumentRegistry.Context, edits: readonly IEdit[]): void {
  for (const [number, own] of byCell(edits)) {
    const source = sourceAt(context, number);
    if (source) {
      edit(source, own);
    }
  }
}

/** Add tags to cells that do not have them. */
export function applyTags(context: DocumentRegistry.Context, tags: readonly ITag[]): void {
  const notebook = notebookOf(context);
  for (const { cell, tag } of notebook ? tags : []) {
    const model = cellsOf(notebook!)[cell - 1];
    const present: string[] = model?.getMetadata('tags') ?? [];
    if (model && !present.includes(tag)) {
      model.setMetadata('tags', [...present, tag]);
    }
  }
}

function byCell(edits: readonly IEdit[]): Map<number | null, IEdit[]> {
  const found = new Map<number | null, IEdit[]>();
  edits.forEach(each => found.set(each.cell, [...(found.get(each.cell) ?? []), each]));
  return found;
}

function sourceAt(context: DocumentRegistry.Context, number: number | null): ISource | undefined {
  const notebook = notebookOf(context);
  const model = notebook ? cellsOf(notebook)[(number ?? 0) - 1] : context.model;
  return model?.sharedModel as unknown as ISource | undefined;
}

/** Keep the change apart from what was typed right before, or is right after. */
function endUndoStep(source: ISource): void {
  (source as { undoManager?: { stopCapturing(): void } | null }).undoManager?.stopCapturing();
}
