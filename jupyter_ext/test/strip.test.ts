import { describe, expect, it } from 'vitest';

import { keepsOutputs } from '../src/strip';
import { notebookContext } from './models';

/** Whether a cell with this metadata keeps its outputs, in a notebook that says so or not. */
function keeps(metadata: object, isKept = false): boolean {
  const { model } = notebookContext([{ source: '', metadata }]);
  const notebook = Object.assign(model, { getMetadata: () => (isKept ? true : undefined) });
  const { cells } = notebook as never as { cells: { get(index: number): never } };
  return keepsOutputs(cells.get(0), notebook as never);
}

describe('keepsOutputs', () => {
  it.each([
    [{}, false],
    [{ tags: ['keep_output'] }, true],
    [{ tags: ['other'] }, false],
    [{ keep_output: true }, true],
    [{ keep_output: false }, false],
    [{ init_cell: true }, true],
    [{ init_cell: false, tags: ['keep_output'] }, false],
    [{ keep_output: false, tags: ['keep_output'] }, true]
  ])('%j: %s', (metadata, isKept) => {
    expect(keeps(metadata)).toBe(isKept);
  });

  it('is what the notebook says, unless the cell says otherwise', () => {
    expect(keeps({}, true)).toBe(true);
    expect(keeps({ keep_output: false }, true)).toBe(false);
  });
});
