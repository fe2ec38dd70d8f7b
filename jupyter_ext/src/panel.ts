import { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import { Panel } from '@lumino/widgets';

import { IRulePage } from './api';
import { coatIcon } from './icons';
import { CommandIDs, ILabcoat } from './labcoat';
import { FindingsView } from './panel/findings';
import { RuleView } from './panel/rule';
import { IFinding } from './types';

const ID = 'labcoat-panel';

/** What both shells can do, and only theirs: LabShell and NotebookShell. */
type SideShell = JupyterFrontEnd.IShell & { expandRight?: (id?: string) => void; collapseRight?: () => void };

/** The findings, or the page of a rule in their place. They are made when they are first seen. */
class LabcoatPanel extends Panel {
  constructor(private labcoat: ILabcoat) {
    super();
    this.id = ID;
    this.addClass('labcoat-panel');
    this.title.icon = coatIcon;
    this.title.caption = labcoat.trans.__('labcoat: findings');
  }

  async showPage(page: IRulePage): Promise<void> {
    const { findings, rule } = this.views;
    await rule.showPage(page);
    findings.hide();
    rule.show();
  }

  showFindings(): void {
    const { findings, rule } = this.views;
    rule.hide();
    findings.show();
    findings.activate();
  }

  follow(finding: IFinding): void {
    if (this._views?.findings.isVisible) {
      this._views.findings.follow(finding);
    }
  }

  protected override onBeforeShow(): void {
    void this.views;
  }

  protected override onAfterShow(): void {
    this.onVisible();
  }

  protected override onAfterHide(): void {
    this.onVisible();
  }

  protected override onActivateRequest(): void {
    const { findings, rule } = this.views;
    (rule.isHidden ? findings : rule).activate();
  }

  private onVisible(): void {
    this.labcoat.app.commands.notifyCommandChanged(CommandIDs.showPanel);
  }

  private get views(): { findings: FindingsView; rule: RuleView } {
    if (!this._views) {
      const findings = new FindingsView(this.labcoat);
      const rule = new RuleView(this.labcoat, () => this.showFindings());
      rule.hide();
      [findings, rule].forEach(view => this.addWidget(view));
      this._views = { findings, rule };
    }
    return this._views;
  }

  private _views: { findings: FindingsView; rule: RuleView } | null = null;
}

/** The panel on the right: findings of the current document. */
export function addPanel(labcoat: ILabcoat, restorer: ILayoutRestorer | null): void {
  const panel = new LabcoatPanel(labcoat);
  labcoat.app.shell.add(panel, 'right', { rank: 850, type: 'labcoat' });
  restorer?.add(panel, ID);
}

export function isPanelOpen(labcoat: ILabcoat): boolean {
  return panelOf(labcoat)?.isVisible ?? false;
}

/** Open the panel, with the findings unless a page is given. */
export async function openPanel(labcoat: ILabcoat, page?: IRulePage): Promise<void> {
  const panel = panelOf(labcoat);
  if (!panel) {
    return;
  }
  const shell: SideShell = labcoat.app.shell;
  if (!panel.isVisible) {
    shell.expandRight?.(ID);
  }
  if (page) {
    await panel.showPage(page);
  } else {
    panel.showFindings();
  }
  shell.activateById(ID);
}

export function closePanel(labcoat: ILabcoat): void {
  const shell: SideShell = labcoat.app.shell;
  shell.collapseRight?.();
}

/** An open panel shows which finding the user went to. */
export function followInPanel(labcoat: ILabcoat, finding: IFinding): void {
  panelOf(labcoat)?.follow(finding);
}

function panelOf(labcoat: ILabcoat): LabcoatPanel | null {
  for (const widget of labcoat.app.shell.widgets('right')) {
    if (widget instanceof LabcoatPanel) {
      return widget;
    }
  }
  return null;
}
