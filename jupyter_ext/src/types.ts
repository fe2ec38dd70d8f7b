/** What the server answers: see `labcoat_jupyter/worker`. Lines and characters count from 0, characters in UTF-16. */

export type Severity = 'low' | 'medium' | 'high' | 'critical';

export const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

export interface IPosition {
  line: number;
  character: number;
}

export interface IRange {
  start: IPosition;
  end: IPosition;
}

export type Pointer = ReadonlyArray<string | number>;

/** One finding of `labcoat check`, and where its text is: in a cell's source, or at `pointer` from the cell on. */
export interface IFinding {
  path: string;
  rule: string;
  family: string;
  severity: Severity;
  message: string;
  help: string;
  cell: number | null;
  cell_id: string | null;
  part: 'source' | 'output' | 'metadata' | 'attachment' | null;
  line: number;
  column: number;
  excerpt: string;
  fingerprint: string;
  url: string;
  range: IRange;
  pointer: Pointer;
  fix: { title: string; safe: boolean; pins: boolean } | null;
  ignore: 'comment' | 'tag' | null;
  is_key: boolean;
}

export type Counts = Record<Severity, number>;

/** Those of the server; `no-answer` where there is none. */
export type Status =
  'ok' | 'off' | 'excluded' | 'too-large' | 'unreadable' | 'timeout' | 'config-error' | 'error' | 'no-answer';

/** What is known about a file. `rev` grows with every scan of a saved one. */
export interface IReport {
  path: string;
  rev?: number;
  status: Status;
  message: string;
  notices?: string[];
  counts: Counts;
  total: number;
  truncated: boolean;
  findings: IFinding[];
}

/** What an event says: never a text. */
export interface IFindingsEvent {
  path: string;
  rev: number;
  status: Status;
  total: number;
  counts: Counts;
  rules: string[];
  worst: Severity | '';
}

export interface IEdit {
  cell: number | null;
  cell_id: string | null;
  range: IRange;
  text: string;
}

/** A change inside of an output or of metadata, at `pointer` from the cell on. */
export interface IValueEdit extends IEdit {
  pointer: Pointer;
}

export interface ITag {
  cell: number;
  cell_id: string | null;
  tag: string;
}

/** The changes that a fix, or an ignore, makes to the content that was sent. */
export interface IEdits {
  status: 'ok' | 'gone' | 'none';
  message: string;
  title: string;
  edits: IEdit[];
  tags: ITag[];
  values: IValueEdit[];
}

/** Content that is sent to be scanned: a notebook without outputs, or a text. */
export interface IContent {
  path: string;
  type: 'notebook' | 'file';
  content: unknown;
}
