import { ILabcoat } from './labcoat';

/** Open, or reuse, the side panel with a rule's page. */
export async function explain(_labcoat: ILabcoat, _rule: string): Promise<void> {}
