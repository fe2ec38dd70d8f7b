import { DocumentRegistry } from '@jupyterlab/docregistry';
import { Signal } from '@lumino/signaling';
import { describe, expect, it, vi } from 'vitest';

import { Api } from '../src/api';
import { Cause, TrackedDocument } from '../src/document';
import { Settings } from '../src/settings';
import { IFinding, IReport } from '../src/types';
import { findingWith } from './finding';
import { fileContext, notebookContext, textOf } from './models';

type Answer = (report: IReport) => void;

/** A server whose answers come when the test says so. */
class Server {
  readonly findings: Answer[] = [];
  readonly scans: Answer[] = [];
  readonly api = {
    findings: () => new Promise<IReport>(resolve => this.findings.push(resolve)),
    scan: () => new Promise<IReport>(resolve => this.scans.push(resolve))
  } as unknown as Api;
}

function report(...findings: IFinding[]): IReport {
  const counts = { critical: 0, high: findings.length, medium: 0, low: 0 };
  return { path: 'a', status: 'ok', message: '', counts, total: findings.length, truncated: false, findings };
}

function open(context: DocumentRegistry.Context, server = new Server()): TrackedDocument {
  return new TrackedDocument(context, server.api, new Settings(), path => path);
}

/** A document about which the server has said this. */
async function opened(context: DocumentRegistry.Context, ...findings: IFinding[]): Promise<[TrackedDocument, Server]> {
  const server = new Server();
  const document = open(context, server);
  const refreshed = document.refresh('open');
  server.findings[0](report(...findings));
  await refreshed;
  return [document, server];
}

function cellsOf(context: DocumentRegistry.Context): never[] {
  const { cells } = context.model as never as { cells: { length: number; get(index: number): never } };
  return Array.from({ length: cells.length }, (_, index) => cells.get(index));
}

const CELLS = [
  { source: 'a', id: 'one' },
  { source: 'b', id: 'two' }
];
const OUTPUT = findingWith({ cell: 1, cell_id: 'one', part: 'output', pointer: ['outputs', 0, 'text'], fingerprint: 'o' });

describe('a tracked notebook', () => {
  it('finds the cell of a finding by its id, wherever it was moved', async () => {
    const context = notebookContext(CELLS);
    const [document] = await opened(context, findingWith({ cell: 1, cell_id: 'two' }));
    const [one, two] = cellsOf(context);
    expect(document.sourceFindings(two)).toHaveLength(1);
    expect(document.sourceFindings(one)).toHaveLength(0);
    expect(document.cellNumber(document.findings[0])).toBe(2);
  });

  it.each([
    ['where the file has no ids', notebookContext(CELLS, 4)],
    ['where ids are there twice', notebookContext([CELLS[0], CELLS[0]])]
  ])('finds it by its number %s', async (_, context) => {
    const [document] = await opened(context, findingWith({ cell: 2, cell_id: 'one' }));
    expect(document.cellOf(document.findings[0])).toBe(cellsOf(context)[1]);
  });

  it('leaves the cells of a copy with the same ids alone', async () => {
    const [context, copy] = [notebookContext(CELLS), notebookContext(CELLS)];
    const [document] = await opened(context, findingWith({ cell: 1, cell_id: 'one' }));
    const [other] = await opened(copy);
    expect(document.sourceFindings(cellsOf(copy)[0])).toEqual([]);
    expect(other.sourceFindings(cellsOf(context)[0])).toEqual([]);
  });

  it('shows no finding of a cell that is gone', async () => {
    const [document] = await opened(notebookContext(CELLS), findingWith({ cell: 9, cell_id: 'gone' }));
    expect(document.cellOf(document.findings[0])).toBeNull();
  });

  it('keeps findings of outputs when the sources are looked at again', async () => {
    const [document, server] = await opened(notebookContext(CELLS), findingWith({ cell: 2, cell_id: 'two' }), OUTPUT);
    const rescanned = document.rescan();
    server.scans[0](report());
    await rescanned;
    expect(document.findings).toEqual([OUTPUT]);
    expect(document.cellNumber(OUTPUT)).toBe(1);
  });

  it('lets findings go with a cell that is moved, and hides those of one that is deleted', async () => {
    const context = notebookContext(CELLS);
    const [document] = await opened(context, findingWith({ cell: 1, cell_id: 'one' }), OUTPUT);
    const { models, changed } = (context.model as never as { cells: { models: object[]; changed: Signal<object, void> } }).cells;
    const [one, two] = models;
    Object.assign(one, { isDisposed: true });
    models.splice(0, 2, two);
    changed.emit();
    expect(document.findings).toEqual([]);
    models.push({ ...one, isDisposed: false });
    changed.emit();
    const [, again] = cellsOf(context);
    expect(document.findings.map(finding => [document.cellOf(finding), document.cellNumber(finding)])).toEqual([
      [again, 2],
      [again, 2]
    ]);
    expect(document.sourceFindings(again)).toHaveLength(1);
    expect(document.isAsFound(again)).toBe(true);
  });

  it('puts sources before the outputs of their cell', async () => {
    const [document, server] = await opened(notebookContext(CELLS), OUTPUT);
    const rescanned = document.rescan();
    server.scans[0](report(findingWith({ cell: 2, cell_id: 'two' }), findingWith({ cell: 1, cell_id: 'one' })));
    await rescanned;
    expect(document.findings.map(({ part, cell }) => `${cell} ${part}`)).toEqual(['1 source', '1 output', '2 source']);
  });
});

describe('a tracked document', () => {
  const IN_FILE = findingWith({ part: null, cell: null });

  it('drops an answer that a later question has overtaken', async () => {
    const server = new Server();
    const document = open(fileContext('x'), server);
    const asked = [document.refresh('open'), document.refresh('save')];
    server.findings[1](report());
    server.findings[0](report(IN_FILE));
    await Promise.all(asked);
    expect(document.findings).toEqual([]);
  });

  it('drops what was found in a text that a save has overtaken', async () => {
    const [document, server] = await opened(fileContext('x'), IN_FILE);
    const rescanned = document.rescan();
    const saved = document.refresh('save');
    server.findings[1](report());
    await saved;
    server.scans[0](report(IN_FILE));
    await rescanned;
    expect(document.findings).toEqual([]);
  });

  it('looks again at what is not saved when it is told of the saved file', async () => {
    const context = fileContext('x');
    const server = new Server();
    const document = open(context, server);
    const saved = document.refresh('save');
    textOf(context).updateSource(0, 0, 'typed');
    server.findings[0](report(IN_FILE));
    await saved;
    expect(document.isAsFound(context.model as never)).toBe(false);
    await vi.waitFor(() => expect(server.scans).toHaveLength(1), 3000);
    server.scans[0](report());
    await vi.waitFor(() => expect(document.findings).toEqual([]));
  });

  it('asks no second time for what it waits for, unless the answer is older than what it heard', async () => {
    const server = new Server();
    const document = open(fileContext('x'), server);
    const asked = document.refresh('save');
    document.hear(7);
    expect(server.findings).toHaveLength(1);
    server.findings[0]({ ...report(), rev: 6 });
    await asked;
    expect(server.findings).toHaveLength(2);
    server.findings[1]({ ...report(), rev: 7 });
    await vi.waitFor(() => expect(document.report!.rev).toBe(7));
    document.hear(7);
    expect(server.findings).toHaveLength(2);
  });

  it('knows which text the ranges are of', async () => {
    const context = fileContext('x');
    const [document, server] = await opened(context, IN_FILE);
    const editor = context.model as never;
    expect(document.isAsFound(editor)).toBe(true);
    textOf(context).updateSource(0, 0, 'typed');
    expect(document.isAsFound(editor)).toBe(false);
    const rescanned = document.rescan();
    server.scans[0](report(IN_FILE));
    await rescanned;
    expect(document.isAsFound(editor)).toBe(true);
  });

  it('takes no places that are of another text, but looks again', async () => {
    const context = fileContext('x');
    const [document, server] = await opened(context, IN_FILE);
    const rescanned = document.rescan();
    textOf(context).updateSource(0, 0, 'typed');
    server.scans[0](report());
    await rescanned;
    expect(document.findings).toEqual([IN_FILE]);
    await vi.waitFor(() => expect(server.scans).toHaveLength(2), 3000);
  });

  it('looks again when the user stops typing, if there was something', async () => {
    const [document, server] = await opened(fileContext('x'), IN_FILE);
    for (let count = 0; count < 5; count++) {
      (document.context.model.contentChanged as Signal<DocumentRegistry.IModel, void>).emit();
    }
    await vi.waitFor(() => expect(server.scans).toHaveLength(1), 3000);
  });

  it('says so when it drops findings, and only then', async () => {
    const [document] = await opened(fileContext('x'), IN_FILE, findingWith({ part: null, cell: null, fingerprint: 'b' }));
    const causes: Cause[] = [];
    document.changed.connect((_, cause) => void causes.push(cause));
    document.drop([findingWith()]);
    expect(causes).toEqual([]);
    document.drop([IN_FILE]);
    expect(causes).toEqual(['edit']);
    expect(document.findings.map(({ fingerprint }) => fingerprint)).toEqual(['b']);
  });

  it('reports that the server cannot be asked', async () => {
    const api = { findings: () => Promise.reject(new Error('no server')) } as unknown as Api;
    const document = new TrackedDocument(fileContext('x'), api, new Settings(), path => path);
    await document.refresh('open');
    expect(document.report).toMatchObject({ status: 'error', message: 'no server', total: 0 });
  });

  it('tells a server without labcoat from a file that it does not know', async () => {
    const statusAfter = async (message: string): Promise<string> => {
      const api = { findings: () => Promise.reject(new Error(message)) } as unknown as Api;
      const document = new TrackedDocument(fileContext('x'), api, new Settings(), path => path);
      await document.refresh('open');
      return document.report!.status;
    };
    expect(await statusAfter('Invalid response: 404 Not Found')).toBe('no-answer');
    expect(await statusAfter('No such file')).toBe('error');
  });
});
