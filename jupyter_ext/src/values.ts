import { ICodeCellModel } from '@jupyterlab/cells';
import { IOutput } from '@jupyterlab/nbformat';

import { cellsOf, notebookOf } from './content';
import { TrackedDocument } from './document';
import { spanOf } from './places';
import { IPosition, IRange, IValueEdit, Pointer } from './types';

type Holder = Record<string | number, unknown>;

/** Change texts inside of outputs. Findings that follow in the same text move with it. */
export function applyValues(document: TrackedDocument, edits: readonly IValueEdit[]): void {
  const notebook = notebookOf(document.context);
  for (const edit of notebook ? [...edits].reverse() : []) {
    const cell = cellsOf(notebook!)[(edit.cell ?? 0) - 1] as ICodeCellModel | undefined;
    if (cell?.type === 'code' && edit.pointer[0] === 'outputs') {
      const outputs = cell.outputs.toJSON();
      changeAt({ outputs }, edit.pointer, text => changed(text, edit));
      cell.outputs.fromJSON(outputs as IOutput[]);
      moveFindings(document, cell, edit);
    }
  }
}

/** Change the text at the end of a way; a list of lines becomes one text. */
export function changeAt(root: object, pointer: Pointer, change: (text: string) => string): void {
  const last = pointer[pointer.length - 1];
  const holder = pointer.slice(0, -1).reduce((value, key) => value[key] as Holder, root as Holder);
  const value = holder[last];
  holder[last] = change(Array.isArray(value) ? value.join('') : String(value));
}

/** Where a range is after a text of one line has taken the place of a range that ends before it. */
export function moved(range: IRange, gone: IRange, text: string): IRange {
  const move = ({ line, character }: IPosition): IPosition => {
    const isOnLine = line === gone.end.line;
    const shift = gone.start.character + text.length - gone.end.character;
    return { line: line - (gone.end.line - gone.start.line), character: character + (isOnLine ? shift : 0) };
  };
  const isBefore =
    range.start.line < gone.end.line ||
    (range.start.line === gone.end.line && range.start.character < gone.end.character);
  return isBefore ? range : { start: move(range.start), end: move(range.end) };
}

function changed(text: string, { range, text: put }: IValueEdit): string {
  const { from, to } = spanOf(text, range);
  return text.slice(0, from) + put + text.slice(to);
}

function moveFindings(document: TrackedDocument, cell: ICodeCellModel, { pointer, range, text }: IValueEdit): void {
  const isThere = (other: Pointer): boolean => other.join('\0') === pointer.join('\0');
  for (const finding of document.findings) {
    if (document.cellOf(finding) === cell && isThere(finding.pointer)) {
      finding.range = moved(finding.range, range, text);
    }
  }
}
