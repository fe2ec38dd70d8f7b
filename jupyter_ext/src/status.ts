import { IStatusBar } from '@jupyterlab/statusbar';

import { ILabcoat } from './labcoat';

/** The number of findings in the status bar. */
export function addStatusItem(_labcoat: ILabcoat, _statusBar: IStatusBar): void {}
