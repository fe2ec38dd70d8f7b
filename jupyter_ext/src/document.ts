import { ICellModel } from '@jupyterlab/cells';
import { CodeEditor } from '@jupyterlab/codeeditor';
import { DocumentRegistry, IDocumentWidget } from '@jupyterlab/docregistry';
import { Debouncer } from '@lumino/polling';
import { ISignal, Signal } from '@lumino/signaling';

import { Api } from './api';
import { areSame, cellsOf, notebookOf, Texts, textsOf, unsavedContent } from './content';
import { findAgain, Homes, homesOf } from './homes';
import { Settings } from './settings';
import { IFinding, IReport } from './types';

/** Why the findings of a document are others than before. */
export type Cause = 'open' | 'save' | 'autosave' | 'event' | 'edit' | 'settings';

const PAUSE = 500; // ms without a key before unsaved sources are looked at again

/** An open notebook or text file, with what labcoat says about it. Views of one file share it. */
export class TrackedDocument {
  constructor(
    readonly context: DocumentRegistry.Context,
    private api: Api,
    private settings: Settings,
    private localPath: (path: string) => string
  ) {
    this._rescans = new Debouncer(() => this.rescan(), PAUSE);
    this._saved = textsOf(context);
    context.model.contentChanged.connect(this.onEdited, this);
    notebookOf(context)?.cells.changed.connect(this.onCells, this);
    context.disposed.connect(this.dispose, this);
  }

  readonly widgets = new Set<IDocumentWidget>();

  /** The last answer about the file; null while there is none. */
  report: IReport | null = null;

  /** The path on the server: a drive's prefix, as that of collaboration, is left out. */
  get path(): string {
    return this.localPath(this.context.path);
  }

  /** The findings that the user wants to see, in the order of their places; not those of cells that are gone. */
  get findings(): readonly IFinding[] {
    const isGone = (finding: IFinding): boolean => this._homes.get(finding)?.cell.isDisposed ?? false;
    return (this._shown ??= this._findings.filter(finding => this.settings.shows(finding) && !isGone(finding)));
  }

  /** The cell that a finding is in; null for one about the notebook or a file, and where the cell is gone. */
  cellOf(finding: IFinding): ICellModel | null {
    const cell = this._homes.get(finding)?.cell;
    return cell && !cell.isDisposed ? cell : null;
  }

  /** The findings in the source that an editor shows. */
  sourceFindings(model: CodeEditor.IModel): readonly IFinding[] {
    this._byEditor ??= grouped(this.findings.filter(isOfSource), finding => this.cellOf(finding) ?? this.context.model);
    return this._byEditor.get(model) ?? [];
  }

  /** Whether the ranges of findings are those in the text that an editor has now. */
  isAsFound(model: CodeEditor.IModel): boolean {
    return this._found.get(model) === model.sharedModel.getSource();
  }

  /** What is on the screen is what is in the file, or is just written into it. */
  noteSaved(): void {
    this._saved = textsOf(this.context);
  }

  /** How often the server was asked about the saved file. */
  get asked(): number {
    return this._asked;
  }

  /** The server has news of the saved file. Where it has been asked already, what it answers may be that. */
  hear(rev: number): void {
    this._heard = rev;
    if (this._answered === this._asked && rev > (this.report?.rev ?? -1)) {
      void this.refresh('event');
    }
  }

  /** Ask the server what is in the saved file. Answers that came too late are dropped. */
  async refresh(cause: Cause): Promise<void> {
    const asked = ++this._asked;
    const reason = (this._reason = cause === 'event' ? (this._reason ?? cause) : cause);
    const report = await this.api.findings(this.path).catch(error => failed(this.path, error));
    if (asked !== this._asked || this.context.isDisposed) {
      return;
    }
    this._answered = asked;
    this._reason = null;
    this._hasReported = report.total > 0;
    this.report = report;
    this._findings = report.findings;
    this._homes = homesOf(report.findings, notebookOf(this.context));
    this._found = reason === 'event' ? new Map() : this._saved; // somebody else may have saved another text
    this.emit(reason);
    this.catchUp(reason === 'event');
    if (this._heard > (report.rev ?? Infinity)) {
      this._heard = 0;
      void this.refresh('event');
    }
  }

  /** Ask what is in the sources as they are on the screen; findings elsewhere stay. */
  async rescan(): Promise<void> {
    const texts = textsOf(this.context);
    const asked = this._asked;
    const rescan = ++this._rescan;
    const content = unsavedContent(this.path, this.context);
    const report = await this.api.scan(content).catch(() => null);
    const isLate = asked !== this._asked || rescan !== this._rescan;
    if (isLate || this.context.isDisposed || report?.status !== 'ok') {
      return;
    }
    if (!areSame(texts, textsOf(this.context))) {
      return void this._rescans.invoke();
    }
    const found = report.findings.filter(isOfSource);
    const others = this._findings.filter(finding => !isOfSource(finding));
    const kept = [...this._homes].filter(([finding]) => !isOfSource(finding));
    this._homes = new Map([...homesOf(found, notebookOf(this.context)), ...kept]);
    this._found = texts;
    this._findings = [...found, ...others].sort((a, b) => this.positionOf(a) - this.positionOf(b));
    this.emit('edit');
  }

  /** Forget findings of what is no longer there. */
  drop(gone: readonly IFinding[]): void {
    const before = this._findings.length;
    this._findings = this._findings.filter(finding => !gone.includes(finding));
    if (this._findings.length !== before) {
      this.emit('edit');
    }
  }

  /** The number of a finding's cell among those of now, from 1 on; null outside of cells. */
  cellNumber(finding: IFinding): number | null {
    const notebook = notebookOf(this.context);
    const cell = notebook && this.cellOf(finding);
    this._numbers ??= new Map(notebook ? cellsOf(notebook).map((each, index) => [each, index + 1]) : []);
    return cell ? this._numbers.get(cell)! : finding.cell;
  }

  /** The user's settings are others. */
  refilter(): void {
    this.emit('settings');
    this.catchUp();
  }

  /** Look again where ranges are not those in the text of now. */
  catchUp(isAtOnce = false): void {
    if (this._hasReported && !areSame(this._found, textsOf(this.context))) {
      void (isAtOnce ? this.rescan() : this._rescans.invoke());
    }
  }

  get changed(): ISignal<this, Cause> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._rescans.isDisposed;
  }

  dispose(): void {
    if (!this.isDisposed) {
      this._rescans.dispose();
      Signal.clearData(this);
    }
  }

  private onEdited(): void {
    if (this._hasReported && this.settings.get('enabled') && this.settings.get('rescanWhileTyping')) {
      void this._rescans.invoke();
    }
  }

  private onCells(): void {
    this._numbers = null;
    findAgain(this._homes, notebookOf(this.context)!, (from, to) => this._found.set(to, this._found.get(from)!));
    if (this._findings.length) {
      this.emit('edit');
    }
  }

  private emit(cause: Cause): void {
    this._shown = this._byEditor = null;
    this._changed.emit(cause);
  }

  private positionOf(finding: IFinding): number {
    return (this.cellNumber(finding) ?? 0) * 1e7 + (isOfSource(finding) ? finding.line : 5e6);
  }

  private _asked = 0;
  private _answered = 0;
  private _heard = 0;
  private _rescan = 0;
  private _reason: Cause | null = null; // of a refresh under way: an event about a save must not hide the save
  private _hasReported = false;
  private _findings: IFinding[] = [];
  private _shown: IFinding[] | null = null; // what follows from the others, until they change
  private _byEditor: Map<unknown, IFinding[]> | null = null;
  private _numbers: Map<ICellModel, number> | null = null;
  private _homes: Homes = new Map();
  private _saved: Texts;
  private _found: Texts = new Map(); // what the ranges of findings are of
  private _rescans: Debouncer;
  private _changed = new Signal<this, Cause>(this);
}

/** Whether a finding is in what `unsavedContent` holds. */
function isOfSource(finding: IFinding): boolean {
  return finding.part === null || finding.part === 'source';
}

function grouped(findings: readonly IFinding[], keyOf: (finding: IFinding) => unknown): Map<unknown, IFinding[]> {
  const groups = new Map<unknown, IFinding[]>();
  findings.forEach(finding => groups.set(keyOf(finding), [...(groups.get(keyOf(finding)) ?? []), finding]));
  return groups;
}

function failed(path: string, error: Error): IReport {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 };
  const isMissing = error.message.startsWith('Invalid response: 404'); // of labcoat a 404 has words
  return { path, status: isMissing ? 'no-answer' : 'error', message: error.message, counts, total: 0, truncated: false, findings: [] };
}
