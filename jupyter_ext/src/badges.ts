import { IFileBrowserFactory } from '@jupyterlab/filebrowser';

import { ILabcoat } from './labcoat';

/** Mark tabs, and entries of the file list, of files that still have findings. */
export function showBadges(_labcoat: ILabcoat, _browsers: IFileBrowserFactory | null): void {}
