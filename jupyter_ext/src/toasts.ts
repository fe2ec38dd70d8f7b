import { ILabcoat } from './labcoat';

/** One toast when the number of findings rises. */
export function watchForToasts(_labcoat: ILabcoat): void {}
