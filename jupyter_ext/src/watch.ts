import { CodeCell, ICodeCellModel } from '@jupyterlab/cells';
import { Debouncer } from '@lumino/polling';

import { Banner } from './banner';
import { TrackedDocument } from './document';
import { ILabcoat } from './labcoat';
import { markTexts, rangesOf } from './outputmarks';
import { shownForms, textOf, valueAt } from './outputtext';
import { IFinding } from './types';

export const PAUSE = 100; // ms without a change of what is shown before it is looked at again

/** What looks after what one cell shows in one view. */
export interface IWatch {
  readonly document: TrackedDocument;
  show(findings: readonly IFinding[]): void;
  dispose(): void;
}

/** The text of a finding, or where there is none to tell the output that it is in. Kept in memory only. */
interface IKnown {
  text: string;
  output: string;
}

const known = new WeakMap<IFinding, IKnown>();

/** Keep marks and a banner for a cell's findings, and drop those whose text is no longer in its outputs. */
export function watchCell(labcoat: ILabcoat, document: TrackedDocument, cell: CodeCell): IWatch {
  const model = cell.model as ICodeCellModel;
  const area = cell.outputArea;
  const banner = new Banner(labcoat);
  let shown: readonly IFinding[] = [];
  const paint = (): void => markTexts(area.node, labcoat.settings.get('outputs') ? textsOf(shown) : []);
  const painting = new Debouncer(paint, PAUSE);
  const checking = new Debouncer(() => document.drop(goneFrom(model, shown)), PAUSE);
  const observer = new MutationObserver(() => void painting.invoke());
  const check = (): void => void checking.invoke();
  model.outputs.changed.connect(check);
  observer.observe(area.node, { childList: true, subtree: true, characterData: true });
  void cell.ready.then(() => banner.isDisposed || banner.insertInto(cell));
  return {
    document,
    show: findings => {
      shown = findings;
      learn(model, shown);
      banner.setHidden(!labcoat.settings.get('outputs'));
      banner.list(document, shown);
      paint();
    },
    dispose: () => {
      observer.disconnect();
      model.outputs?.changed.disconnect(check);
      [painting, checking, banner].forEach(each => each.dispose());
      markTexts(area.node, []);
    }
  };
}

/** Where the text of a finding is on the screen; null where it cannot be seen or marked. */
export function markedRange(cell: CodeCell, finding: IFinding): Range | null {
  const { widgets, node, model } = cell.outputArea;
  const index = finding.pointer[1] as number;
  const isNumberedAlike = model.length === (cell.model as ICodeCellModel).sharedModel.getOutputs().length;
  const texts = textsOf([finding]);
  const [found] = texts.length > 0 ? rangesOf((isNumberedAlike && widgets[index]?.node) || node, texts) : [];
  if (!found) {
    return null;
  }
  const range = globalThis.document.createRange();
  range.setStart(found.startContainer, found.startOffset);
  range.setEnd(found.endContainer, found.endOffset);
  return range;
}

function learn(model: ICodeCellModel, findings: readonly IFinding[]): void {
  const unknown = findings.filter(finding => !known.has(finding));
  const outputs = unknown.length > 0 ? model.sharedModel.getOutputs() : [];
  for (const finding of unknown) {
    const text = textOf(outputs, finding);
    known.set(finding, { text, output: text ? '' : outputOf(outputs, finding) });
  }
}

/** The forms of the keys among the findings; the longest first, as one may begin like another. */
function textsOf(findings: readonly IFinding[]): string[] {
  const keys = findings.filter(finding => finding.is_key && known.get(finding)?.text);
  const forms = keys.flatMap(finding => shownForms(known.get(finding)!.text, finding.pointer));
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function goneFrom(model: ICodeCellModel, findings: readonly IFinding[]): IFinding[] {
  if (model.isDisposed) {
    return [];
  }
  const outputs = model.sharedModel.getOutputs();
  return findings.filter(finding => !isStillIn(outputs, finding));
}

/** Outputs before that of a finding may be gone: then it is in one with another number. */
function isStillIn(outputs: readonly unknown[], finding: IFinding): boolean {
  const { text, output } = known.get(finding)!;
  if (!text) {
    return outputOf(outputs, finding) === output;
  }
  const [part, at, ...rest] = finding.pointer;
  const found = [at as number, ...outputs.keys()].find(index => valueAt(outputs, [part, index, ...rest])?.includes(text));
  finding.pointer = found === undefined ? finding.pointer : [part, found, ...rest];
  return found !== undefined;
}

function outputOf(outputs: readonly unknown[], finding: IFinding): string {
  return JSON.stringify(outputs[finding.pointer[1] as number]) ?? '';
}
