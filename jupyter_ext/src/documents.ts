import { JupyterFrontEnd } from '@jupyterlab/application';
import { CodeEditor } from '@jupyterlab/codeeditor';
import { DocumentRegistry, IDocumentWidget } from '@jupyterlab/docregistry';
import { ISignal, Signal } from '@lumino/signaling';

import { Api } from './api';
import { cellsOf, notebookOf } from './content';
import { Cause, TrackedDocument } from './document';
import { Settings } from './settings';
import { IFindingsEvent } from './types';

const SCHEMA = 'https://labcoat.readthedocs.io/events/findings/v1';
const SOON = 10000; // ms from a command to the save that it begins, where another one is under way
const SAVE_COMMANDS = ['docmanager:save', 'docmanager:save-as', 'docmanager:save-all'];

export interface IDocumentChange {
  document: TrackedDocument;
  cause: Cause;
}

/** The open documents, each asked about when it is opened, saved or renamed, and when the server says it has news. */
export class Documents {
  constructor(
    private app: JupyterFrontEnd,
    private api: Api,
    private settings: Settings
  ) {
    app.commands.commandExecuted.connect((_, { id }) => {
      this._askedAt = SAVE_COMMANDS.includes(id) ? Date.now() : this._askedAt;
    });
    app.serviceManager.events.stream.connect((_, event) => {
      if (event.schema_id === SCHEMA) {
        this.onEvent(event as unknown as IFindingsEvent);
      }
    });
    settings.changed.connect(() => this.onSettings());
  }

  /** Look after a document for as long as it is open. */
  async track(widget: IDocumentWidget): Promise<void> {
    const context = widget.context as DocumentRegistry.Context;
    await context.ready;
    if (context.isDisposed || widget.isDisposed) {
      return;
    }
    const document = this._documents.get(context) ?? this.add(context);
    document.widgets.add(widget);
    widget.disposed.connect(() => document.widgets.delete(widget));
    this._changed.emit({ document, cause: 'open' });
    document.catchUp();
  }

  [Symbol.iterator](): IterableIterator<TrackedDocument> {
    return this._documents.values();
  }

  /** The document that the user works in, or last worked in. */
  get current(): TrackedDocument | null {
    const widget = this.app.shell.currentWidget;
    this._last = [...this].find(document => document.widgets.has(widget as IDocumentWidget)) ?? this._last;
    return this._last;
  }

  /** The document that an editor shows a part of. */
  of(model: CodeEditor.IModel): TrackedDocument | null {
    const known = this._ofModel.get(model);
    if (known && !known.isDisposed) {
      return known;
    }
    const found = [...this].find(document => shows(document.context, model)) ?? null;
    if (found) {
      this._ofModel.set(model, found);
    }
    return found;
  }

  /** Which document has other findings than before, and why. */
  get changed(): ISignal<this, IDocumentChange> {
    return this._changed;
  }

  /** What the server says about any file, open or not. */
  get news(): ISignal<this, IFindingsEvent> {
    return this._news;
  }

  private add(context: DocumentRegistry.Context): TrackedDocument {
    const { contents } = this.app.serviceManager;
    const document = new TrackedDocument(context, this.api, this.settings, path => contents.localPath(path));
    this._documents.set(context, document);
    document.changed.connect((_, cause) => this._changed.emit({ document, cause }));
    context.saveState.connect((_, state) => this.onSave(document, state));
    context.pathChanged.connect(() => void document.refresh('open'));
    context.fileChanged.connect(() => this.onFile(document));
    context.disposed.connect(() => {
      this._documents.delete(context);
      this._last = this._last === document ? null : this._last;
      this._changed.emit({ document, cause: 'edit' });
    });
    this._last = document;
    if (this.settings.get('enabled')) {
      void document.refresh('open');
    }
    return document;
  }

  /** The first save after a command that saves is the user's; any other one is an autosave. */
  private onSave(document: TrackedDocument, state: DocumentRegistry.SaveState): void {
    if (state === 'started') {
      document.noteSaved();
      this._asked.set(document, Date.now() - this._askedAt < SOON);
      this._askedAt = 0;
    } else if (state.startsWith('completed') && this.settings.get('enabled')) {
      void document.refresh(this._asked.get(document) ? 'save' : 'autosave');
    }
  }

  /** A file that was read again, as after a revert; after a save the answer is on its way, or an event tells of it. */
  private onFile(document: TrackedDocument): void {
    const { asked, context } = document;
    setTimeout(() => {
      const isOver = asked !== document.asked || document.isDisposed || context.model.collaborative;
      if (!isOver && this.settings.get('enabled')) {
        document.noteSaved();
        void document.refresh('open');
      }
    });
  }

  /** What was saved while labcoat was off is not known: it is asked for when it is turned on. */
  private onSettings(): void {
    const wasOn = this._isOn;
    this._isOn = this.settings.get('enabled');
    for (const document of this) {
      if (this._isOn && !wasOn) {
        void document.refresh('open');
      } else {
        document.refilter();
      }
    }
  }

  private onEvent(event: IFindingsEvent): void {
    this._news.emit(event);
    for (const document of this) {
      if (document.path === event.path && this.settings.get('enabled')) {
        document.hear(event.rev);
      }
    }
  }

  private _documents = new Map<DocumentRegistry.Context, TrackedDocument>();
  private _ofModel = new WeakMap<CodeEditor.IModel, TrackedDocument>();
  private _asked = new WeakMap<TrackedDocument, boolean>();
  private _askedAt = 0;
  private _isOn = true;
  private _last: TrackedDocument | null = null;
  private _changed = new Signal<this, IDocumentChange>(this);
  private _news = new Signal<this, IFindingsEvent>(this);
}

function shows(context: DocumentRegistry.Context, model: CodeEditor.IModel): boolean {
  const notebook = notebookOf(context);
  const models: unknown[] = notebook ? cellsOf(notebook) : [context.model];
  return models.includes(model);
}
