import { TrackedDocument } from './document';
import { ILabcoat } from './labcoat';
import { IFinding } from './types';

/** What can be done about a finding, in the order of menus; only what is possible for it. */
export interface IAction {
  name: 'fix' | 'clear-output' | 'ignore' | 'explain' | 'copy';
  label: string;
  run: () => Promise<void>;
}

export function actionsOf(_labcoat: ILabcoat, _document: TrackedDocument, _finding: IFinding): IAction[] {
  return [];
}

/** Clear all outputs of a notebook, but of cells that are marked to keep theirs. */
export function stripOutputs(_document: TrackedDocument): void {}
