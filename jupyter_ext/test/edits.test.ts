import { describe, expect, it } from 'vitest';

import { applyEdits, applyTags, replacements } from '../src/edits';
import { IEdit } from '../src/types';
import { fileContext, notebookContext, textOf } from './models';

function editAt(cell: number | null, line: number, from: number, to: number, text: string): IEdit {
  const range = { start: { line, character: from }, end: { line, character: to } };
  return { cell, cell_id: null, range, text };
}

describe('replacements', () => {
  it('come from the last to the first, with offsets in UTF-16', () => {
    const edits = [editAt(1, 0, 0, 0, 'import os\n'), editAt(1, 0, 5, 7, 'b')];
    expect(replacements('"🎉" + x', edits)).toEqual([
      { from: 5, to: 7, text: 'b' },
      { from: 0, to: 0, text: 'import os\n' }
    ]);
  });
});

describe('applyEdits', () => {
  const EDITS = [editAt(2, 0, 0, 0, 'import os\n'), editAt(2, 1, 9, 12, 'os.environ["K"]')];

  it('changes only the cell that is meant', () => {
    const context = notebookContext([{ source: 'one' }, { source: '# 🎉\n"🎉"; k = "a"' }, { source: 'three' }]);
    applyEdits(context, EDITS);
    expect([0, 1, 2].map(index => textOf(context, index).getSource())).toEqual([
      'one',
      'import os\n# 🎉\n"🎉"; k =os.environ["K"]"',
      'three'
    ]);
  });

  it('is taken back by one undo, without what was typed right before', () => {
    const context = fileContext('a = 1\nb = 2');
    const text = textOf(context);
    text.updateSource(0, 0, '# typed\n');
    applyEdits(context, [editAt(null, 1, 4, 5, 'x'), editAt(null, 2, 4, 5, 'y')]);
    expect(text.getSource()).toBe('# typed\na = x\nb = y');
    text.undo();
    expect(text.getSource()).toBe('# typed\na = 1\nb = 2');
  });

  it('is one undo in a cell as well', () => {
    const context = notebookContext([{ source: '' }]);
    const text = textOf(context);
    text.updateSource(0, 0, 'a = 1\nb = 2');
    applyEdits(context, [editAt(1, 0, 4, 5, 'x'), editAt(1, 1, 4, 5, 'y')]);
    text.undo();
    expect(text.getSource()).toBe('a = 1\nb = 2');
  });

  it('does nothing for a cell that is not there', () => {
    const context = notebookContext([{ source: 'one' }]);
    applyEdits(context, [editAt(7, 0, 0, 1, 'x')]);
    expect(textOf(context).getSource()).toBe('one');
  });
});

describe('applyTags', () => {
  const TAG = { cell: 2, cell_id: null, tag: 'labcoat:ignore=torch-load' };

  it('adds a tag once and keeps the others', () => {
    const context = notebookContext([{ source: '' }, { source: '', metadata: { tags: ['mine'] } }]);
    applyTags(context, [TAG]);
    applyTags(context, [TAG]);
    const { cells } = context.model as never as { cells: { get(index: number): { metadata: object } } };
    expect(cells.get(1).metadata).toEqual({ tags: ['mine', TAG.tag] });
    expect(cells.get(0).metadata).toEqual({});
  });
});
