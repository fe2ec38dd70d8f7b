import { JupyterFrontEnd } from '@jupyterlab/application';
import { DocumentRegistry, IDocumentWidget } from '@jupyterlab/docregistry';
import { Signal } from '@lumino/signaling';
import { describe, expect, it, vi } from 'vitest';

import { Api } from '../src/api';
import { Cause } from '../src/document';
import { Documents } from '../src/documents';
import { Settings } from '../src/settings';
import { IReport } from '../src/types';
import { fileContext, notebookContext } from './models';

const SCHEMA = 'https://labcoat.readthedocs.io/events/findings/v1';
const COUNTS = { critical: 0, high: 0, medium: 0, low: 0 };

/** The signals of an application, and the paths that the server was asked about. */
class World {
  readonly commandExecuted = new Signal<object, object>(this);
  readonly stream = new Signal<object, object>(this);
  readonly asked: string[] = [];
  readonly causes: Cause[] = [];
  readonly app = {
    commands: { commandExecuted: this.commandExecuted },
    serviceManager: { events: { stream: this.stream }, contents: { localPath: (path: string) => path.replace('RTC:', '') } },
    shell: { currentWidget: null }
  } as unknown as JupyterFrontEnd;
  readonly documents = new Documents(this.app, this as unknown as Api, new Settings());

  constructor() {
    this.documents.changed.connect((_, { cause }) => void this.causes.push(cause));
  }

  async findings(path: string): Promise<IReport> {
    this.asked.push(path);
    return { path, rev: 5, status: 'ok', message: '', counts: COUNTS, total: 0, truncated: false, findings: [] };
  }

  async open(context: DocumentRegistry.Context): Promise<DocumentRegistry.Context> {
    const names = ['saveState', 'pathChanged', 'fileChanged'];
    Object.assign(context, { ready: Promise.resolve() }, Object.fromEntries(names.map(name => [name, new Signal(context)])));
    const widget = { context, isDisposed: false };
    await this.documents.track(Object.assign(widget, { disposed: new Signal(widget) }) as unknown as IDocumentWidget);
    await vi.waitFor(() => expect([...this.documents].every(({ report }) => report !== null)).toBe(true));
    this.causes.length = this.asked.length = 0;
    return context;
  }

  save(context: DocumentRegistry.Context, command = ''): void {
    const state = context.saveState as Signal<object, DocumentRegistry.SaveState>;
    if (command) {
      this.commandExecuted.emit({ id: command });
    }
    state.emit('started');
    state.emit('completed');
  }
}

describe('Documents', () => {
  it.each([
    ['docmanager:save', 'save'],
    ['', 'autosave'],
    ['notebook:run-cell', 'autosave']
  ])('after the command %j know a save as %s', async (command, cause) => {
    const world = new World();
    const context = await world.open(fileContext('x'));
    world.save(context, command);
    await vi.waitFor(() => expect(world.causes).toEqual([cause]));
    expect(world.asked).toEqual(['a.py']);
  });

  it('take an autosave long after a command that saved nothing for what it is', async () => {
    const world = new World();
    const context = await world.open(fileContext('x'));
    const now = vi.spyOn(Date, 'now').mockReturnValue(1_000_000);
    world.commandExecuted.emit({ id: 'docmanager:save' });
    now.mockReturnValue(1_060_000);
    world.save(context);
    now.mockRestore();
    await vi.waitFor(() => expect(world.causes).toEqual(['autosave']));
  });

  it('take an autosave after a save for what it is', async () => {
    const world = new World();
    const context = await world.open(fileContext('x'));
    world.save(context, 'docmanager:save');
    await vi.waitFor(() => expect(world.causes).toEqual(['save']));
    world.save(context);
    await vi.waitFor(() => expect(world.causes).toEqual(['save', 'autosave']));
  });

  it('ask again when the server has news of an open file', async () => {
    const world = new World();
    await world.open(fileContext('x'));
    for (const [path, rev] of [['b.py', 9], ['a.py', 5], ['a.py', 4]]) {
      world.stream.emit({ schema_id: SCHEMA, path, rev });
    }
    world.stream.emit({ schema_id: 'of another extension', path: 'a.py', rev: 9 });
    expect(world.asked).toEqual([]);
    world.stream.emit({ schema_id: SCHEMA, path: 'a.py', rev: 6 });
    expect(world.asked).toEqual(['a.py']);
  });

  it('ask without the prefix of a drive, under a new name too', async () => {
    const world = new World();
    const context = await world.open(fileContext('x'));
    Object.assign(context, { path: 'RTC:new.py' });
    (context.pathChanged as Signal<object, string>).emit('RTC:new.py');
    expect(world.asked).toEqual(['new.py']);
  });

  it('know the document of an editor, and forget those that are closed', async () => {
    const world = new World();
    const notebook = await world.open(notebookContext([{ source: 'a' }]));
    const copy = await world.open(notebookContext([{ source: 'a' }]));
    const [first, second] = [notebook, copy].map(context => (context.model as never as { cells: { get(i: number): never } }).cells.get(0));
    expect(world.documents.of(first)?.context).toBe(notebook);
    expect(world.documents.of(second)?.context).toBe(copy);
    (notebook.disposed as Signal<object, void>).emit();
    expect(world.documents.of(first)).toBeNull();
    expect([...world.documents]).toHaveLength(1);
  });
});
