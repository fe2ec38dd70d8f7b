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

/** The findings, or the page of a rule in their place. */
class LabcoatPanel extends Panel {
  constructor(labcoat: ILabcoat) {
    super();
    this.id = ID;
    this.addClass('labcoat-panel');
    this.title.icon = coatIcon;
    this.title.caption = labcoat.trans.__('labcoat: findings');
    this._findings = new FindingsView(labcoat);
    this._rule = new RuleView(labcoat, () => this.showFindings());
    this._rule.hide();
    this.addWidget(this._findings);
    this.addWidget(this._rule);
    this._onVisible = () => labcoat.app.commands.notifyCommandChanged(CommandIDs.showPanel);
  }

  async showPage(page: IRulePage): Promise<void> {
    await this._rule.showPage(page);
    this._findings.hide();
    this._rule.show();
  }

  showFindings(): void {
    this._rule.hide();
    this._findings.show();
    this._findings.activate();
  }

  follow(finding: IFinding): void {
    if (this._findings.isVisible) {
      this._findings.follow(finding);
    }
  }

  protected override onAfterShow(): void {
    this._onVisible();
  }

  protected override onAfterHide(): void {
    this._onVisible();
  }

  protected override onActivateRequest(): void {
    (this._rule.isHidden ? this._findings : this._rule).activate();
  }

  private _findings: FindingsView;
  private _rule: RuleView;
  private _onVisible: () => void;
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
