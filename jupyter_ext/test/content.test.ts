import { describe, expect, it } from 'vitest';

import { textsOf, unsavedContent } from '../src/content';
import { fileContext, notebookContext, textOf } from './models';

const OUTPUT = { output_type: 'stream', name: 'stdout', text: 'shown' };

describe('unsavedContent', () => {
  it('sends sources, tags and the language, but no outputs and no other metadata', () => {
    const metadata = { tags: ['t'], collapsed: true };
    const context = notebookContext([
      { source: 'a', id: 'first', metadata, outputs: [OUTPUT] },
      { source: '# b', id: 'second', type: 'markdown' }
    ]);
    expect(unsavedContent('p/a.ipynb', context)).toEqual({
      path: 'p/a.ipynb',
      type: 'notebook',
      content: {
        cells: [
          { cell_type: 'code', id: 'first', metadata: { tags: ['t'] }, source: 'a', outputs: [], execution_count: null },
          { cell_type: 'markdown', id: 'second', metadata: {}, source: '# b' }
        ],
        metadata: { kernelspec: { name: 'python3' }, language_info: undefined },
        nbformat: 4,
        nbformat_minor: 5
      }
    });
  });

  it('sends no ids where the file has none', () => {
    const { content } = unsavedContent('a.ipynb', notebookContext([{ source: 'a' }], 4));
    expect(JSON.stringify(content)).not.toContain('"id"');
  });

  it('sends what is typed', () => {
    const context = notebookContext([{ source: 'a' }]);
    textOf(context).updateSource(0, 1, 'typed');
    expect(JSON.stringify(unsavedContent('a.ipynb', context).content)).toContain('typed');
    expect([...textsOf(context).values()]).toEqual(['typed']);
  });

  it('sends a file as its text', () => {
    expect(unsavedContent('a.py', fileContext('x = 1\n'))).toEqual({ path: 'a.py', type: 'file', content: 'x = 1\n' });
  });
});
