import { ILabcoat } from './labcoat';
import { openPanel } from './panel';

/** Open, or reuse, the side panel with a rule's page. */
export async function explain(labcoat: ILabcoat, rule: string): Promise<void> {
  await openPanel(labcoat, await labcoat.api.rule(rule));
}
