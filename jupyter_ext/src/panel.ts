import { ILayoutRestorer } from '@jupyterlab/application';

import { ILabcoat } from './labcoat';

/** The panel on the right: findings of the current document. */
export function addPanel(_labcoat: ILabcoat, _restorer: ILayoutRestorer | null): void {}
