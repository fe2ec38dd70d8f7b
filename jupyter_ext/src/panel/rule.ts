import { Message } from '@lumino/messaging';
import { PanelLayout, Widget } from '@lumino/widgets';

import { IRulePage } from '../api';
import { make, makeButton } from '../elements';
import { ILabcoat } from '../labcoat';

const PAGES = 'https://labcoat.readthedocs.io/rules/';

/** The page of a rule, with a way back. */
export class RuleView extends Widget {
  constructor(
    private labcoat: ILabcoat,
    onBack: () => void
  ) {
    super({ node: make('section', 'labcoat-rule') });
    const { trans } = labcoat;
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('About the rule'));
    const layout = (this.layout = new PanelLayout());
    this._back = makeButton('labcoat-text-button', '‹ ' + trans.__('Findings'), onBack);
    this._link.target = '_blank';
    this._link.rel = 'noopener noreferrer';
    this._link.textContent = trans.__('Open on the web');
    layout.addWidget(new Widget({ node: make('header', 'labcoat-rule-header', this._back, this._link) }));
  }

  /** The Markdown goes through the sanitiser, as that of an untrusted notebook does. */
  async showPage({ name, markdown }: IRulePage): Promise<void> {
    this._link.href = this.urlOf(name);
    const body = await this.render(markdown);
    const layout = this.layout as PanelLayout;
    layout.widgets.slice(1).forEach(old => old.dispose());
    body.addClass('labcoat-rule-body');
    layout.addWidget(body);
    body.node.scrollTop = 0;
  }

  protected override onActivateRequest(_message: Message): void {
    this._back.focus();
  }

  private async render(markdown: string): Promise<Widget> {
    const { rendermime } = this.labcoat;
    if (!rendermime) {
      return new Widget({ node: make('pre', '', markdown) });
    }
    const renderer = rendermime.createRenderer('text/markdown');
    await renderer.renderModel(rendermime.createModel({ data: { 'text/markdown': markdown }, trusted: false }));
    return renderer;
  }

  /** The address that a finding of the rule gives, which is that of the installed version. */
  private urlOf(name: string): string {
    const findings = [...this.labcoat.documents].flatMap(document => document.report?.findings ?? []);
    return findings.find(({ rule }) => rule === name)?.url ?? PAGES + encodeURIComponent(name) + '/';
  }

  private _back: HTMLButtonElement;
  private _link = make('a', 'labcoat-rule-link');
}
