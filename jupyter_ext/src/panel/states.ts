import { TrackedDocument } from '../document';
import { make, makeButton } from '../elements';
import { CommandIDs, ILabcoat } from '../labcoat';
import { whyNotChecked } from '../words';

/** What there is to say beside findings: a title, advice, and a command that helps. */
export interface IState {
  title: string;
  advice: string;
  command?: string;
  label?: string;
}

/** Why there are no findings to show; null if the document was checked and has some. */
export function stateOf({ settings, trans }: ILabcoat, document: TrackedDocument | null): IState | null {
  if (!settings.get('enabled')) {
    const label = trans.__('Turn on');
    return { title: trans.__('labcoat is off'), advice: '', command: CommandIDs.toggle, label };
  }
  if (!document) {
    return {
      title: trans.__('Nothing open'),
      advice: trans.__('Open a notebook or a text file to see what labcoat finds.')
    };
  }
  if (!document.report) {
    return { title: trans.__('Checking…'), advice: '' };
  }
  const why = whyNotChecked(trans, document.report);
  if (why) {
    const label = trans.__('Scan now');
    return { title: trans.__('Not checked: %1', why.title), advice: why.advice, command: CommandIDs.scan, label };
  }
  return document.findings.length
    ? null
    : { title: trans.__('No findings'), advice: trans.__('labcoat looks again at each save.') };
}

export function makeState({ app }: ILabcoat, state: IState): HTMLElement {
  const node = make('div', 'labcoat-state', make('p', 'labcoat-state-title', state.title));
  const { advice, command, label } = state;
  if (advice) {
    node.append(make('p', 'labcoat-state-advice', advice));
  }
  if (command && label) {
    node.append(makeButton('labcoat-text-button', label, () => void app.commands.execute(command)));
  }
  return node;
}

/** What the user should know beside the findings: of the server, of findings that were cut off, of hidden ones. */
export function noticesOf({ settings, trans }: ILabcoat, document: TrackedDocument | null): string[] {
  const report = document?.report;
  if (!report || !settings.get('enabled')) {
    return [];
  }
  const notices = [...(report.notices ?? [])];
  if (report.truncated) {
    notices.push(trans.__('Only the first %1 of %2 findings are shown.', report.findings.length, report.total));
  }
  return notices;
}

/** How many findings of the saved file the user's settings hide. */
export function hiddenBySettings({ settings }: ILabcoat, document: TrackedDocument | null): number {
  return settings.get('enabled')
    ? (document?.report?.findings ?? []).filter(finding => !settings.shows(finding)).length
    : 0;
}
