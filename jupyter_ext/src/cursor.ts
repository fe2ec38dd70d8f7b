import { CodeEditor } from '@jupyterlab/codeeditor';
import { Widget } from '@lumino/widgets';

import { notebookOf } from './content';
import { TrackedDocument } from './document';
import { ILabcoat } from './labcoat';
import { IPlace, ITarget, neighbour, underCursor } from './order';
import { IFinding } from './types';

/** The part of `Notebook` and of `FileEditor` that tells where the cursor is. */
type Content = Widget & {
  activeCellIndex?: number;
  activeCell?: { editor: CodeEditor.IEditor | null } | null;
  editor?: CodeEditor.IEditor;
};

const lastSeen = new WeakMap<TrackedDocument, string>();

/** The finding before or after the cursor; from one to the next also where no cursor can stand. */
export function neighbourOf(labcoat: ILabcoat, document: TrackedDocument, step: 1 | -1): IFinding | null {
  const { findings } = document;
  const last = findings.findIndex(finding => finding.fingerprint === lastSeen.get(document));
  const index = neighbour(targetsOf(document), cursorOf(labcoat, document), last, step);
  return findings[index] ?? null;
}

/** Remember where the user went, for the step from there. */
export function remember(document: TrackedDocument, finding: IFinding): void {
  lastSeen.set(document, finding.fingerprint);
}

export function findingAtCursor(labcoat: ILabcoat, document: TrackedDocument): IFinding | null {
  return document.findings[underCursor(targetsOf(document), cursorOf(labcoat, document))] ?? null;
}

function targetsOf(document: TrackedDocument): ITarget[] {
  const isNotebook = notebookOf(document.context) !== null;
  return document.findings.map(finding => ({
    cell: document.cellNumber(finding) ?? 0,
    range: finding.range,
    isHere: finding.part === 'source' || (!isNotebook && finding.part === null)
  }));
}

function cursorOf({ app }: ILabcoat, document: TrackedDocument): IPlace {
  const widgets = [...document.widgets];
  const widget = widgets.find(widget => widget === app.shell.currentWidget) ?? widgets[0];
  const content = widget?.content as Content | undefined;
  const editor = content?.activeCell?.editor ?? content?.editor;
  const { line, column } = editor?.getCursorPosition() ?? { line: 0, column: 0 };
  return { cell: (content?.activeCellIndex ?? -1) + 1, line, character: column };
}
