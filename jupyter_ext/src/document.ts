import { ICellModel } from '@jupyterlab/cells';
import { CodeEditor } from '@jupyterlab/codeeditor';
import { DocumentRegistry, IDocumentWidget } from '@jupyterlab/docregistry';
import { Debouncer } from '@lumino/polling';
import { ISignal, Signal } from '@lumino/signaling';

import { Api } from './api';
import { cellsOf, hasIds, notebookOf, sourcesOf, unsavedContent } from './content';
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
    context.model.contentChanged.connect(this.onEdited, this);
    context.disposed.connect(this.dispose, this);
  }

  readonly widgets = new Set<IDocumentWidget>();

  /** The last answer about the file; null while there is none. */
  report: IReport | null = null;

  /** The path on the server: a drive's prefix, as that of collaboration, is left out. */
  get path(): string {
    return this.localPath(this.context.path);
  }

  /** The findings that the user wants to see, in the order of their places. */
  get findings(): readonly IFinding[] {
    return this._findings.filter(finding => this.settings.shows(finding));
  }

  /** The cell that a finding is in; null for one about the notebook or a file, and where the cell is gone. */
  cellOf(finding: IFinding): ICellModel | null {
    const cell = this._cells.get(finding);
    return cell && !cell.isDisposed ? cell : null;
  }

  /** The findings in the source that an editor shows. */
  sourceFindings(model: CodeEditor.IModel): IFinding[] {
    if (!notebookOf(this.context)) {
      return this.findings.filter(finding => finding.part === null);
    }
    return this.findings.filter(finding => finding.part === 'source' && this._cells.get(finding) === model);
  }

  /** Ask the server what is in the saved file. Answers that came too late are dropped. */
  async refresh(cause: Cause): Promise<void> {
    const asked = ++this._asked;
    const reason = (this._reason = cause === 'event' ? (this._reason ?? cause) : cause);
    const report = await this.api.findings(this.path).catch(error => failed(this.path, error));
    if (asked !== this._asked || this.context.isDisposed) {
      return;
    }
    this._reason = null;
    this._hasReported = report.total > 0;
    this.report = report;
    this.place(report.findings);
    this._changed.emit(reason);
    if (this.context.model.dirty && this._hasReported) {
      void this._rescans.invoke();
    }
  }

  /** Ask what is in the sources as they are on the screen; findings elsewhere stay. */
  async rescan(): Promise<void> {
    const sources = sourcesOf(this.context);
    const asked = this._asked;
    const rescan = ++this._rescan;
    const content = unsavedContent(this.path, this.context);
    const report = await this.api.scan(content).catch(() => null);
    const isLate = asked !== this._asked || rescan !== this._rescan;
    if (isLate || this.context.isDisposed || report?.status !== 'ok') {
      return;
    }
    if (sources.join('\0') !== sourcesOf(this.context).join('\0')) {
      return void this._rescans.invoke();
    }
    const others = this._findings.filter(finding => !isOfSource(finding));
    const kept = new Map(others.map(finding => [finding, this._cells.get(finding)]));
    this.place(report.findings.filter(isOfSource));
    this._findings.push(...others);
    kept.forEach((cell, finding) => cell && this._cells.set(finding, cell));
    this._findings.sort((a, b) => this.positionOf(a) - this.positionOf(b));
    this._changed.emit('edit');
  }

  /** Forget findings of what is no longer there. */
  drop(gone: readonly IFinding[]): void {
    const before = this._findings.length;
    this._findings = this._findings.filter(finding => !gone.includes(finding));
    if (this._findings.length !== before) {
      this._changed.emit('edit');
    }
  }

  /** The number of a finding's cell among those of now, from 1 on; null outside of cells. */
  cellNumber(finding: IFinding): number | null {
    const notebook = notebookOf(this.context);
    const cell = this.cellOf(finding);
    return notebook && cell ? cellsOf(notebook).indexOf(cell) + 1 : finding.cell;
  }

  /** The user's settings are others. */
  refilter(): void {
    this._changed.emit('settings');
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

  /** Find the cell of every finding: by its id where that is in the file and is no copy, else by its number. */
  private place(findings: IFinding[]): void {
    this._findings = findings;
    this._cells = new Map();
    const notebook = notebookOf(this.context);
    if (!notebook) {
      return;
    }
    const cells = cellsOf(notebook);
    const byId = new Map(cells.map(cell => [cell.id, cell]));
    const isUnique = hasIds(notebook) && byId.size === cells.length;
    for (const finding of findings) {
      const isKnown = isUnique && finding.cell_id && !isMasked(finding.cell_id);
      const found = isKnown ? byId.get(finding.cell_id!) : cells[(finding.cell ?? 0) - 1];
      if (found) {
        this._cells.set(finding, found);
      }
    }
  }

  private positionOf(finding: IFinding): number {
    return (this.cellNumber(finding) ?? 0) * 1e7 + (isOfSource(finding) ? finding.line : 5e6);
  }

  private _asked = 0;
  private _rescan = 0;
  private _reason: Cause | null = null; // of a refresh under way: an event about a save must not hide the save
  private _hasReported = false;
  private _findings: IFinding[] = [];
  private _cells = new Map<IFinding, ICellModel>();
  private _rescans: Debouncer;
  private _changed = new Signal<this, Cause>(this);
}

/** Whether the engine took an id for a key: one that Jupyter made at random looks like one. */
function isMasked(id: string): boolean {
  return /^\*+$/.test(id);
}

/** Whether a finding is in what `unsavedContent` holds. */
function isOfSource(finding: IFinding): boolean {
  return finding.part === null || finding.part === 'source';
}

function failed(path: string, error: Error): IReport {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 };
  return { path, status: 'error', message: error.message, counts, total: 0, truncated: false, findings: [] };
}
