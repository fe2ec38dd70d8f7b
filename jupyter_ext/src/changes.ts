import { Notification } from '@jupyterlab/apputils';
import { ICellModel } from '@jupyterlab/cells';

import { cellsOf, notebookOf, textsOf, unsavedContent } from './content';
import { TrackedDocument } from './document';
import { applyEdits, applyTags } from './edits';
import { ILabcoat } from './labcoat';
import { IContent, IEdits, IFinding } from './types';
import { applyValues } from './values';

const TRIES = 2; // how often the server is asked while the text goes on changing
const SHOWN = 8000; // ms that a message stays

type Change = 'fix' | 'ignore';

/** Whether a document may be changed at all. */
export function isWritable({ context }: TrackedDocument): boolean {
  return !context.model.readOnly && context.contentsModel?.writable !== false;
}

/** Whether the text that a finding is in may be changed. */
export function isEditable(document: TrackedDocument, finding: IFinding): boolean {
  const cell = document.cellOf(finding);
  return isWritable(document) && (!cell || isOpenToEdits(cell));
}

export function fixFinding(labcoat: ILabcoat, document: TrackedDocument, finding: IFinding): Promise<void> {
  return change(labcoat, document, finding, 'fix');
}

/** Ignore a finding with a comment, or a tag of its cell. */
export function ignoreFinding(labcoat: ILabcoat, document: TrackedDocument, finding: IFinding): Promise<void> {
  return change(labcoat, document, finding, 'ignore');
}

/** Ask the server for the change, and make it if the text is still the one that was asked about. */
async function change(labcoat: ILabcoat, document: TrackedDocument, finding: IFinding, action: Change): Promise<void> {
  try {
    for (let count = 0; count < TRIES; count++) {
      const before = stateOf(document, finding);
      const edits = await ask(labcoat, document, finding, action);
      if (document.context.isDisposed) {
        return;
      }
      if (stateOf(document, finding) === before) {
        return await make(labcoat, document, finding, edits);
      }
    }
    tell(labcoat.trans.__('Nothing was changed: the text changed meanwhile.'));
  } catch (error) {
    tell(labcoat.trans.__('Nothing was changed: %1', (error as Error).message));
  }
}

function ask(labcoat: ILabcoat, document: TrackedDocument, finding: IFinding, action: Change): Promise<IEdits> {
  const { fingerprint, rule, fix } = finding;
  const kernel = action === 'fix' && fix?.pins ? kernelOf(document) : undefined;
  const content = contentOf(document, finding);
  return labcoat.api.edits({ ...content, fingerprint, rule, action, ...(kernel ? { kernel } : {}) });
}

async function make(labcoat: ILabcoat, document: TrackedDocument, finding: IFinding, edits: IEdits): Promise<void> {
  if (edits.status !== 'ok') {
    tell(edits.message || labcoat.trans.__('This is not there any more.'));
  } else if (!cellsIn(document, edits).every(isOpenToEdits)) {
    tell(labcoat.trans.__('Nothing was changed: a cell cannot be edited.'));
  } else {
    applyEdits(document.context, edits.edits);
    applyTags(document.context, edits.tags);
    applyValues(document, edits.values);
    document.drop(edits.tags.length ? sameIn(document, finding) : edits.values.length ? [finding] : []);
  }
  await document.rescan();
}

/** What a tag of a finding's cell silences. */
function sameIn(document: TrackedDocument, { cell, rule }: IFinding): IFinding[] {
  return document.findings.filter(other => other.cell === cell && other.rule === rule);
}

function cellsIn({ context }: TrackedDocument, { edits }: IEdits): ICellModel[] {
  const notebook = notebookOf(context);
  const cells = notebook ? cellsOf(notebook) : [];
  return edits.flatMap(({ cell }) => cells[(cell ?? 0) - 1] ?? []);
}

/** JupyterLab counts \r\n as one character in an editor but as two in its model: it garbles such cells when edited. */
function isOpenToEdits(cell: ICellModel): boolean {
  return cell.getMetadata('editable') !== false && !cell.sharedModel.getSource().includes('\r');
}

/** The name of the kernel that a notebook has, or would be started with. */
function kernelOf(document: TrackedDocument): string | undefined {
  const { session, kernelPreference } = document.context.sessionContext;
  return session?.kernel?.name ?? kernelPreference.name;
}

/** What the change depends on: the sources, or all of the notebook where the finding is in an output. */
function stateOf({ context }: TrackedDocument, finding: IFinding): string {
  return isInSource(finding) ? [...textsOf(context).values()].join('\0') : JSON.stringify(context.model.toJSON());
}

function contentOf({ path, context }: TrackedDocument, finding: IFinding): IContent {
  return isInSource(finding)
    ? unsavedContent(path, context)
    : { path, type: 'notebook', content: context.model.toJSON() };
}

function isInSource({ pointer }: IFinding): boolean {
  return pointer.length === 0;
}

function tell(message: string): void {
  Notification.warning(message, { autoClose: SHOWN });
}
