import { actionsOf } from './actions';
import { TrackedDocument } from './document';
import { make, makeButton, withCode } from './elements';
import { ILabcoat } from './labcoat';
import { severityElement } from './severity';
import { sentence } from './text';
import { IFinding } from './types';
import { severityWord } from './words';

/** What a card is about: the finding may be replaced by the same one of a later scan. */
export interface ISubject {
  document: TrackedDocument;
  finding: IFinding;
}

/** A finding with all that can be done about it. `isFixed`: the text cannot be changed. */
export function cardOf(labcoat: ILabcoat, subject: ISubject, close: () => void, isFixed = false): HTMLElement {
  const { trans } = labcoat;
  const { finding } = subject;
  const message = make('p', 'labcoat-card-message', ...withCode(sentence(finding.message)));
  const help = make('p', 'labcoat-card-help', ...withCode(sentence(finding.help)));
  const buttons = make('div', 'labcoat-card-actions', ...buttonsOf(labcoat, subject, close, isFixed));
  const card = make('div', 'labcoat-card', headOf(labcoat, finding), message, ...(finding.help ? [help] : []), buttons);
  card.setAttribute('role', 'group');
  card.setAttribute('aria-label', trans.__('%1: %2', severityWord(trans, finding.severity), finding.rule));
  return card;
}

function headOf({ trans }: ILabcoat, { severity, rule, url }: IFinding): HTMLElement {
  const icon = severityElement(severity);
  const word = make('span', `labcoat-severity labcoat-${severity}`, icon, severityWord(trans, severity));
  const link = make('a', 'labcoat-card-rule', rule);
  Object.assign(link, { href: url, target: '_blank', rel: 'noopener noreferrer' });
  link.title = trans.__('Why: read about this rule');
  return make('div', 'labcoat-card-head', word, link);
}

/** The buttons ask for the action again when they are clicked: the finding may be that of a later scan. */
function buttonsOf(labcoat: ILabcoat, subject: ISubject, close: () => void, isFixed: boolean): HTMLElement[] {
  const actions = actionsOf(labcoat, subject.document, subject.finding);
  const possible = actions.filter(({ name }) => !isFixed || !['fix', 'ignore'].includes(name));
  return possible.map(({ name, label }) => {
    const button = makeButton(`labcoat-button labcoat-button-${name}`, label, () => {
      const now = actionsOf(labcoat, subject.document, subject.finding);
      close();
      void now.find(action => action.name === name)?.run();
    });
    button.addEventListener('mousedown', event => event.preventDefault()); // the focus stays where it is
    return button;
  });
}
