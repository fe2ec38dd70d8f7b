import { MarkdownCell } from '@jupyterlab/cells';
import { Debouncer } from '@lumino/polling';

import { TrackedDocument } from './document';
import { ILabcoat } from './labcoat';
import { markTexts } from './outputmarks';
import { shownForms, textOf } from './outputtext';
import { IFinding } from './types';
import { IWatch, PAUSE } from './watch';

/** Mark the keys among a text cell's findings where its Markdown is shown. */
export function watchRendered({ settings }: ILabcoat, document: TrackedDocument, cell: MarkdownCell): IWatch {
  const { node } = cell.renderer;
  let shown: readonly IFinding[] = [];
  const paint = (): void => {
    const source = cell.isDisposed ? '' : cell.model.sharedModel.getSource();
    const texts = shown.filter(({ is_key }) => is_key).map(finding => textOf(source, finding));
    const forms = texts.flatMap(text => shownForms(text, ['text/markdown']));
    markTexts(node, settings.get('marks') ? forms.sort((a, b) => b.length - a.length) : []);
  };
  const painting = new Debouncer(paint, PAUSE);
  const observer = new MutationObserver(() => void painting.invoke());
  observer.observe(node, { childList: true, subtree: true });
  return {
    document,
    show: findings => {
      shown = findings;
      paint();
    },
    dispose: () => {
      observer.disconnect();
      painting.dispose();
      markTexts(node, []);
    }
  };
}
