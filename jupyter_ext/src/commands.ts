import { ICommandPalette } from '@jupyterlab/apputils';

import { ILabcoat } from './labcoat';

/** Commands for the palette, the toolbar, toasts and the panel. */
export function addCommands(_labcoat: ILabcoat, _palette: ICommandPalette | null): void {}
