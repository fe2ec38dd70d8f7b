import { JupyterFrontEnd } from '@jupyterlab/application';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { TranslationBundle } from '@jupyterlab/translation';

import { Api } from './api';
import { Documents } from './documents';
import { Settings } from './settings';

/** What the parts of the extension share. */
export interface ILabcoat {
  app: JupyterFrontEnd;
  api: Api;
  documents: Documents;
  settings: Settings;
  trans: TranslationBundle;
  rendermime: IRenderMimeRegistry | null;
}

export const CommandIDs = {
  showPanel: 'labcoat:show-panel',
  scan: 'labcoat:scan',
  toggle: 'labcoat:toggle',
  next: 'labcoat:next-finding',
  previous: 'labcoat:previous-finding',
  fix: 'labcoat:fix',
  ignore: 'labcoat:ignore',
  explain: 'labcoat:explain',
  copy: 'labcoat:copy-as-issue',
  reveal: 'labcoat:reveal',
  clearOutput: 'labcoat:clear-output',
  stripOutputs: 'labcoat:strip-outputs',
  ignoreRule: 'labcoat:ignore-rule'
} as const;
