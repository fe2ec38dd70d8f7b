import { IFinding } from '../src/types';

/** A finding in the third cell of a notebook, but for what is given. */
export function findingWith(parts: Partial<IFinding> = {}): IFinding {
  return {
    path: 'nb.ipynb',
    rule: 'torch-load',
    family: 'unsafe-load',
    severity: 'high',
    message: '`torch.load` runs code',
    help: '',
    cell: 3,
    cell_id: null,
    part: 'source',
    line: 2,
    column: 1,
    excerpt: '',
    fingerprint: 'a',
    url: '',
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } },
    pointer: [],
    fix: null,
    ignore: null,
    is_key: false,
    ...parts
  };
}
