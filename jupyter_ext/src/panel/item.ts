import { make, makeButton, withCode } from '../elements';
import { ILabcoat } from '../labcoat';
import { severityElement } from '../severity';
import { sentence } from '../text';
import { placeWords, severityWord } from '../words';
import { IEntry } from './groups';

export interface IItemAction {
  name: string;
  label: string;
}

/** One finding as a list item: a button that opens it, and below it what can be done. */
export function makeItem({ trans }: ILabcoat, { key, finding, cell }: IEntry, onOpen: () => void): HTMLLIElement {
  const severity = make('span', 'labcoat-item-severity', severityWord(trans, finding.severity));
  const rule = make('span', 'labcoat-item-rule', finding.rule);
  const place = make('span', 'labcoat-item-place', placeWords(trans, finding, cell));
  const message = make('span', 'labcoat-item-message', ...withCode(sentence(finding.message)));
  const facts = make('span', 'labcoat-item-facts', severity, rule, place);
  const text = make('span', 'labcoat-item-text', message, facts);
  if (finding.excerpt) {
    text.append(make('code', 'labcoat-item-excerpt', finding.excerpt));
  }
  const button = makeButton('labcoat-item-open', '', onOpen);
  button.append(severityElement(finding.severity), text);
  const item = make('li', 'labcoat-item', button);
  item.dataset.key = key;
  return item;
}

/** The buttons say which action was chosen: what it does is looked up then, for the finding of the last scan. */
export function makeActions(actions: IItemAction[], onAction: (name: string) => void): HTMLElement {
  const buttons = actions.map(({ name, label }) => {
    const button = makeButton('labcoat-item-action', label, () => onAction(name));
    button.dataset.action = name;
    return button;
  });
  return make('div', 'labcoat-item-actions', ...buttons);
}
