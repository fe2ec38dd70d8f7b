import { EditorView } from '@codemirror/view';
import { Cell, CodeCell, ICellModel, MarkdownCell } from '@jupyterlab/cells';
import { CodeEditor } from '@jupyterlab/codeeditor';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import { IDocumentWidget } from '@jupyterlab/docregistry';
import { FileEditor } from '@jupyterlab/fileeditor';
import { Notebook, NotebookActions } from '@jupyterlab/notebook';

import { begin, IAttempt } from './attempt';
import { bannerIn } from './banner';
import { notebookOf } from './content';
import { TrackedDocument } from './document';
import { ILabcoat } from './labcoat';
import { ISpan, spanIn } from './places';
import { flash, isVisible, scrollTo } from './scrolling';
import { shownField } from './shown';
import { IFinding } from './types';
import { markedRange } from './watch';

/** Show a finding: scroll to its cell, also to a far one that is not yet attached, and select its range. */
export async function reveal(labcoat: ILabcoat, document: TrackedDocument, finding: IFinding): Promise<void> {
  const widget = viewOf(labcoat, document);
  if (!widget) {
    return;
  }
  const attempt = begin(widget.node);
  labcoat.app.shell.activateById(widget.id);
  try {
    await showIn(labcoat, document, widget, finding, attempt);
  } finally {
    attempt.end();
  }
}

async function showIn(
  labcoat: ILabcoat,
  document: TrackedDocument,
  widget: IDocumentWidget,
  finding: IFinding,
  attempt: IAttempt
): Promise<void> {
  const model = document.cellOf(finding);
  if (!notebookOf(document.context)) {
    await showInFile(widget.content as FileEditor, finding, attempt);
  } else if (model) {
    await showInCell(labcoat, widget.content as Notebook, model, finding, attempt);
  } else if (finding.cell === null && (await attempt.until(() => widget.isVisible))) {
    flash(widget.content.node); // it is about the whole notebook
  }
}

/** The view that the user works in, else the first one. */
function viewOf({ app }: ILabcoat, document: TrackedDocument): IDocumentWidget | undefined {
  const widgets = [...document.widgets];
  return widgets.find(widget => widget === app.shell.currentWidget) ?? widgets[0];
}

async function showInFile(file: FileEditor, finding: IFinding, attempt: IAttempt): Promise<void> {
  if (await attempt.until(() => file.isVisible)) {
    select(file.editor, finding);
  }
}

async function showInCell(
  labcoat: ILabcoat,
  notebook: Notebook,
  model: ICellModel,
  finding: IFinding,
  attempt: IAttempt
): Promise<void> {
  const cellNow = (): Cell | undefined => notebook.widgets.find(cell => cell.model === model);
  if (!(await attempt.until(() => notebook.isVisible && cellNow() !== undefined))) {
    return;
  }
  unfold(notebook, cellNow()!, finding);
  if (!(await bringIntoView(notebook, cellNow, attempt))) {
    return;
  }
  const cell = cellNow()!;
  notebook.deselectAll();
  notebook.activeCellIndex = notebook.widgets.indexOf(cell);
  if (finding.part === 'source') {
    await showInSource(notebook, cell, finding, attempt);
  } else {
    const hasBanner = finding.pointer[0] === 'outputs' && labcoat.settings.get('outputs');
    await (hasBanner && attempt.until(() => bannerIn(cell) !== null));
    showAside(cell, finding);
  }
}

/** Open what hides a finding: headings above, its input or its output. */
function unfold(notebook: Notebook, cell: Cell, finding: IFinding): void {
  if (cell.isHidden) {
    NotebookActions.expandParent(cell, notebook);
  }
  if (finding.part === 'source') {
    cell.inputHidden = false;
  } else if (cell instanceof CodeCell && finding.pointer[0] === 'outputs') {
    cell.outputHidden = false;
  }
}

/** Scroll until the cell can be seen: cells are attached when there is time, and their heights are estimated before. */
async function bringIntoView(notebook: Notebook, cellNow: () => Cell | undefined, attempt: IAttempt): Promise<boolean> {
  const isThere = (): boolean => Boolean(cellNow()?.isAttached && cellNow()!.inViewport && !cellNow()!.isPlaceholder());
  let attached = 0;
  const scroll = (): void => {
    const { length } = notebook.widgets.filter(cell => cell.isAttached);
    if (length > attached) {
      attached = length;
      attempt.goOn();
    }
    const index = notebook.widgets.indexOf(cellNow()!);
    if (index >= 0 && (isThere() || notebook.notebookConfig.windowingMode === 'full')) {
      notebook.scrollToItem(index, 'smart').catch(() => undefined); // another scroll took its place
    } else {
      notebook.update(); // which attaches some more
    }
  };
  return attempt.until(() => isThere() && isVisible(cellNow()!.node, notebook.outerNode ?? notebook.node), scroll);
}

async function showInSource(notebook: Notebook, cell: Cell, finding: IFinding, attempt: IAttempt): Promise<void> {
  if (cell instanceof MarkdownCell) {
    cell.rendered = false;
    if (!(await attempt.until(() => cell.isDisposed || Boolean(cell.editor?.host.isConnected))) || cell.rendered) {
      return flash(cell.node); // it may not be edited, and so shows no source
    }
  }
  if (cell.editor) {
    notebook.mode = 'edit';
    select(cell.editor, finding);
  }
}

/** Show what has no place in an editor: the marked text and the banner of an output, else the cell itself. */
function showAside(cell: Cell, finding: IFinding): void {
  const shown = bannerIn(cell) ?? cell.node;
  scrollTo(shown, () => shown.getBoundingClientRect());
  const range = cell instanceof CodeCell && finding.part === 'output' ? markedRange(cell, finding) : null;
  if (range) {
    scrollTo(range.startContainer, () => range.getBoundingClientRect());
  }
  flash(shown);
}

function select(editor: CodeEditor.IEditor, finding: IFinding): void {
  const view = (editor as CodeMirrorEditor).editor;
  const { from, to } = spanNow(view, finding);
  view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'nearest', yMargin: 40 }) });
  view.focus();
}

/** Where the finding is marked, which follows what is typed; else where it was found. */
function spanNow(view: EditorView, finding: IFinding): ISpan {
  const shown = view.state.field(shownField, false)?.iter();
  for (; shown?.value; shown.next()) {
    if (shown.value.finding.fingerprint === finding.fingerprint) {
      return { from: shown.from, to: shown.to };
    }
  }
  return spanIn(view.state.doc, finding.range);
}
