import { Extension } from '@codemirror/state';
import { CodeEditor } from '@jupyterlab/codeeditor';

import { ILabcoat } from './labcoat';

/** Squiggles, gutter marks and hover cards for the findings in what an editor shows. */
export function editorMarks(_labcoat: ILabcoat, _model: CodeEditor.IModel): Extension {
  return [];
}
