import { actionsOf } from './actions';
import { TrackedDocument } from './document';
import { ILabcoat } from './labcoat';
import { severityElement, severityWord } from './severity';
import { IFinding } from './types';

/** What a card is about: the finding may be replaced by the same one of a later scan. */
export interface ISubject {
  document: TrackedDocument;
  finding: IFinding;
}

/** A finding with all that can be done about it. `isFixed`: the text cannot be changed. */
export function cardOf(labcoat: ILabcoat, subject: ISubject, close: () => void, isFixed = false): HTMLElement {
  const { trans } = labcoat;
  const { finding } = subject;
  const card = element('div', 'labcoat-card');
  card.setAttribute('role', 'group');
  card.setAttribute('aria-label', trans.__('%1: %2', severityWord(trans, finding.severity), finding.rule));
  card.append(headOf(labcoat, finding), textOf('labcoat-card-message', finding.message));
  if (finding.help) {
    card.append(textOf('labcoat-card-help', finding.help));
  }
  card.append(buttonsOf(labcoat, subject, close, isFixed));
  return card;
}

function headOf({ trans }: ILabcoat, finding: IFinding): HTMLElement {
  const head = element('div', 'labcoat-card-head');
  const word = element('span', `labcoat-severity labcoat-${finding.severity}`);
  word.append(severityElement(finding.severity), severityWord(trans, finding.severity));
  const link = element('a', 'labcoat-card-rule') as HTMLAnchorElement;
  Object.assign(link, { href: finding.url, target: '_blank', rel: 'noopener noreferrer' });
  link.textContent = finding.rule;
  link.title = trans.__('Why: read about this rule');
  head.append(word, link);
  return head;
}

/** The buttons ask for the action again when they are clicked: the finding may be that of a later scan. */
function buttonsOf(labcoat: ILabcoat, subject: ISubject, close: () => void, isFixed: boolean): HTMLElement {
  const row = element('div', 'labcoat-card-actions');
  const actions = actionsOf(labcoat, subject.document, subject.finding);
  for (const { name, label } of actions.filter(({ name }) => !isFixed || !['fix', 'ignore'].includes(name))) {
    const button = element('button', `labcoat-button labcoat-button-${name}`) as HTMLButtonElement;
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('mousedown', event => event.preventDefault()); // the focus stays where it is
    button.addEventListener('click', () => {
      const now = actionsOf(labcoat, subject.document, subject.finding);
      close();
      void now.find(action => action.name === name)?.run();
    });
    row.append(button);
  }
  return row;
}

/** A paragraph; what is between backticks is code. */
export function textOf(className: string, text: string): HTMLElement {
  const paragraph = element('p', className);
  text.split('`').forEach((part, index) => {
    if (index % 2) {
      paragraph.append(element('code', 'labcoat-code', part));
    } else {
      paragraph.append(part);
    }
  });
  return paragraph;
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
