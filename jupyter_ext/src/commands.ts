import { ICommandPalette } from '@jupyterlab/apputils';
import { caretDownIcon, caretUpIcon, refreshIcon } from '@jupyterlab/ui-components';
import { CommandRegistry } from '@lumino/commands';
import { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { actionsOf, IAction } from './actions';
import { notebookOf } from './content';
import { findingAtCursor, neighbourOf, remember } from './cursor';
import { TrackedDocument } from './document';
import { explain } from './explain';
import { coatIcon } from './icons';
import { CommandIDs, ILabcoat } from './labcoat';
import { closePanel, followInPanel, isPanelOpen, openPanel } from './panel';
import { perform } from './perform';
import { reveal } from './reveal';
import { stripAll } from './strip';
import { IFinding } from './types';

type Args = ReadonlyPartialJSONObject;
type Command = CommandRegistry.ICommandOptions;

interface ITarget {
  document: TrackedDocument;
  finding: IFinding;
}

const ARGS = {
  type: 'object',
  properties: {
    fingerprint: { type: 'string', description: 'The finding; by default that at the cursor' },
    rule: { type: 'string', description: 'The rule; by default that of the finding' }
  }
};

/** Commands for the palette, the toolbar, toasts and the panel. */
export function addCommands(labcoat: ILabcoat, palette: ICommandPalette | null): void {
  const all = {
    ...panelCommands(labcoat),
    ...documentCommands(labcoat),
    ...findingCommands(labcoat),
    ...ruleCommands(labcoat)
  };
  for (const [command, options] of Object.entries(all)) {
    labcoat.app.commands.addCommand(command, { describedBy: { args: ARGS }, ...options });
    palette?.addItem({ command, category: 'labcoat' });
  }
  labcoat.settings.changed.connect(() => labcoat.app.commands.notifyCommandChanged(CommandIDs.toggle));
}

function panelCommands(labcoat: ILabcoat): Record<string, Command> {
  const { settings, trans } = labcoat;
  return {
    [CommandIDs.showPanel]: {
      label: trans.__('labcoat Findings'),
      caption: trans.__('Show or hide what labcoat finds in this document'),
      icon: coatIcon,
      isToggled: () => isPanelOpen(labcoat),
      execute: () => (isPanelOpen(labcoat) ? closePanel(labcoat) : openPanel(labcoat))
    },
    [CommandIDs.toggle]: {
      label: trans.__('Warn with labcoat'),
      caption: trans.__('Turn labcoat on or off'),
      isToggled: () => settings.get('enabled'),
      execute: () => perform(() => settings.set('enabled', !settings.get('enabled')))
    }
  };
}

function documentCommands(labcoat: ILabcoat): Record<string, Command> {
  const { documents, settings, trans } = labcoat;
  const current = (): TrackedDocument | null => documents.current;
  return {
    [CommandIDs.scan]: {
      label: trans.__('Scan Document with labcoat'),
      caption: trans.__('Look at the current document again'),
      icon: refreshIcon,
      isEnabled: () => current() !== null && settings.get('enabled'),
      execute: () => perform(() => scan(current()))
    },
    [CommandIDs.next]: stepCommand(labcoat, 1, { label: trans.__('Next Finding'), icon: caretDownIcon }),
    [CommandIDs.previous]: stepCommand(labcoat, -1, { label: trans.__('Previous Finding'), icon: caretUpIcon }),
    [CommandIDs.stripOutputs]: {
      label: trans.__('Strip All Outputs'),
      caption: trans.__('Clear all outputs of the notebook, but of cells that are marked to keep theirs'),
      isEnabled: () => isNotebook(current()),
      execute: () => perform(() => isNotebook(current()) && stripAll(current()!))
    }
  };
}

function stepCommand(labcoat: ILabcoat, step: 1 | -1, options: Partial<Command>): Command {
  const { documents } = labcoat;
  const go = async (): Promise<void> => {
    const document = documents.current;
    const finding = document && neighbourOf(labcoat, document, step);
    await show(labcoat, finding ? { document, finding } : null);
  };
  return { ...options, isEnabled: () => !!documents.current?.findings.length, execute: () => perform(go) };
}

function findingCommands(labcoat: ILabcoat): Record<string, Command> {
  const { trans } = labcoat;
  return {
    [CommandIDs.reveal]: {
      label: trans.__('Show Finding'),
      isEnabled: args => targetOf(labcoat, args) !== null,
      execute: args => perform(() => show(labcoat, targetOf(labcoat, args)))
    },
    [CommandIDs.fix]: actionCommand(labcoat, 'fix', trans.__('Fix Finding')),
    [CommandIDs.clearOutput]: actionCommand(labcoat, 'clear-output', trans.__('Clear Output with Finding')),
    [CommandIDs.ignore]: actionCommand(labcoat, 'ignore', trans.__('Ignore Finding Here')),
    [CommandIDs.copy]: actionCommand(labcoat, 'copy', trans.__('Copy Finding as Issue'))
  };
}

function ruleCommands(labcoat: ILabcoat): Record<string, Command> {
  const { settings, trans } = labcoat;
  const ruleOf = (args: Args): string | undefined => (args.rule as string) ?? targetOf(labcoat, args)?.finding.rule;
  const command = (label: string, work: (rule: string) => Promise<void>): Command => ({
    label,
    isEnabled: args => ruleOf(args) !== undefined,
    execute: args => {
      const rule = ruleOf(args);
      return perform(() => rule && work(rule));
    }
  });
  return {
    [CommandIDs.explain]: command(trans.__('Explain Rule of Finding'), rule => explain(labcoat, rule)),
    [CommandIDs.ignoreRule]: command(trans.__('Do Not Warn About Rule of Finding'), rule => settings.ignoreRule(rule))
  };
}

function actionCommand(labcoat: ILabcoat, name: IAction['name'], label: string): Command {
  const find = (args: Args): IAction | undefined => {
    const target = targetOf(labcoat, args);
    return target
      ? actionsOf(labcoat, target.document, target.finding).find(action => action.name === name)
      : undefined;
  };
  return { label, isEnabled: args => find(args) !== undefined, execute: args => perform(() => find(args)?.run()) };
}

/** The finding with the fingerprint, else that at the cursor. */
function targetOf(labcoat: ILabcoat, { fingerprint }: Args): ITarget | null {
  const document = labcoat.documents.current;
  if (fingerprint === undefined) {
    const finding = document && findingAtCursor(labcoat, document);
    return finding ? { document, finding } : null;
  }
  const searched = document ? [document, ...labcoat.documents] : [...labcoat.documents];
  const found = searched.map(document => ({
    document,
    finding: document.findings.find(f => f.fingerprint === fingerprint)
  }));
  return (found.find(({ finding }) => finding) as ITarget | undefined) ?? null;
}

async function show(labcoat: ILabcoat, target: ITarget | null): Promise<void> {
  if (target) {
    remember(target.document, target.finding);
    followInPanel(labcoat, target.finding);
    await reveal(labcoat, target.document, target.finding);
  }
}

/** The saved file, and what is on the screen where that is another text. */
async function scan(document: TrackedDocument | null): Promise<void> {
  await document?.refresh('open');
  if (document?.context.model.dirty) {
    await document.rescan();
  }
}

function isNotebook(document: TrackedDocument | null): boolean {
  return document !== null && notebookOf(document.context) !== null;
}
