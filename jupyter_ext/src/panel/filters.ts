import { make } from '../elements';
import { ILabcoat } from '../labcoat';
import { IFinding, Severity } from '../types';
import { severityWord, WORST_FIRST } from '../words';
import { IFilter, rulesOf } from './groups';
import { setText } from './header';

/** The choice of severity and rule, and how many findings it leaves. */
export class Filters {
  constructor(
    private labcoat: ILabcoat,
    onChange: () => void
  ) {
    this._severity.setAttribute('aria-label', labcoat.trans.__('Severity'));
    this._rule.setAttribute('aria-label', labcoat.trans.__('Rule'));
    this._shown.setAttribute('role', 'status');
    this.node.append(this._severity, this._rule, this._shown);
    this.node.addEventListener('change', onChange);
    setOptions(this._severity, this.severities());
  }

  readonly node = make('div', 'labcoat-filters');

  get filter(): IFilter {
    return { severity: this._severity.value as Severity | '', rule: this._rule.value };
  }

  clear(): void {
    this._severity.value = '';
    this._rule.value = '';
  }

  /** Offer the rules of these findings; a chosen one that has gone is given up. */
  offer(findings: readonly IFinding[]): void {
    const { trans } = this.labcoat;
    const rules = rulesOf(findings).map(([rule, count]): [string, string] => [rule, `${rule} (${count})`]);
    setOptions(this._rule, [['', trans.__('All rules')], ...rules]);
    this.node.hidden = findings.length < 2;
  }

  tell(shown: number, total: number): void {
    setText(this._shown, shown < total ? this.labcoat.trans.__('%1 of %2 shown', shown, total) : '');
  }

  private severities(): [string, string][] {
    const { trans } = this.labcoat;
    const all: [string, string] = ['', trans.__('All severities')];
    const label = (severity: Severity): string =>
      severity === 'critical' ? severityWord(trans, severity) : trans.__('%1 and worse', severityWord(trans, severity));
    return [all, ...WORST_FIRST.slice(0, -1).map((severity): [string, string] => [severity, label(severity)])];
  }

  private _severity = make('select', 'labcoat-select');
  private _rule = make('select', 'labcoat-select');
  private _shown = make('span', 'labcoat-filters-shown');
}

/** Options are only touched when they are others, so that an open list stays open. */
function setOptions(select: HTMLSelectElement, options: [string, string][]): void {
  const made = JSON.stringify(options);
  if (select.dataset.options === made) {
    return;
  }
  const { value } = select;
  select.dataset.options = made;
  select.replaceChildren(
    ...options.map(([name, label]) => {
      const option = make('option', '', label);
      option.value = name;
      return option;
    })
  );
  select.value = options.some(([name]) => name === value) ? value : '';
}
