import { Title, Widget } from '@lumino/widgets';

import { IBadge, ISign } from './badge';
import { CommandIDs } from './labcoat';

const MARK = /\s*labcoat-mod-findings(\s+labcoat-(critical|high|medium|low))?/g;
const badges = new WeakMap<Title<Widget>, IBadge | null>();
const signs = new WeakMap<Widget, ISign | null>();

/** Mark the tab of a document, and say why in its caption; null takes the mark away. */
export function markTab(title: Title<Widget>, badge: IBadge | null): void {
  if (!badges.has(title)) {
    if (!badge) {
      return;
    }
    title.changed.connect(renew); // Jupyter writes the caption anew at times
  }
  const before = badges.get(title);
  badges.set(title, badge);
  apply(title, before?.words);
}

function renew(title: Title<Widget>): void {
  apply(title);
}

/** What is the same is not set, so that this ends after the change that it makes. */
function apply(title: Title<Widget>, old?: string): void {
  const badge = badges.get(title);
  const caption = title.caption
    .split('\n')
    .filter(line => line !== old && line !== badge?.words)
    .join('\n');
  title.caption = badge ? `${caption.trimEnd()}\n${badge.words}` : caption;
  const className = title.className.replace(MARK, '');
  title.className = badge ? `${className} labcoat-mod-findings labcoat-${badge.worst}` : className;
}

/** Put a sign on the button in the toolbar of a document, which may be made later, or anew. */
export function markButton(widget: Widget, sign: ISign | null): void {
  if (!signs.has(widget)) {
    const observer = new MutationObserver(() => applySign(widget));
    widget.node.querySelectorAll('.jp-Toolbar').forEach(node => observer.observe(node, { childList: true, subtree: true }));
    widget.disposed.connect(() => observer.disconnect());
  }
  signs.set(widget, sign);
  applySign(widget);
}

function applySign(widget: Widget): void {
  const sign = signs.get(widget);
  const button = widget.node.querySelector(`.jp-Toolbar [data-command="${CommandIDs.showPanel}"]`);
  const item = button?.closest<HTMLElement>('.jp-Toolbar-item');
  if (!item) {
    return;
  }
  item.classList.remove('labcoat-critical', 'labcoat-high', 'labcoat-medium', 'labcoat-low');
  if (sign) {
    item.dataset.labcoat = sign.text;
    item.classList.add(`labcoat-${sign.worst}`);
  } else {
    delete item.dataset.labcoat;
  }
}
