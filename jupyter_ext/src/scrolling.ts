type Box = { top: number; bottom: number };

const FLASH = 1500; // ms, as in the style sheet
const MARGIN = 24; // px that are left above and below what is scrolled to

/** Scroll all that holds a node as little as is needed to see the box, which is in it. */
export function scrollTo(node: Node, boxOf: () => Box): void {
  for (let outer = node.parentElement; outer; outer = outer.parentElement) {
    if (scrolls(outer)) {
      outer.scrollTop += wayInto(outer.getBoundingClientRect(), boxOf());
    }
  }
}

/** Whether more than a sliver of a node can be seen in what scrolls it. */
export function isVisible(node: HTMLElement, within: HTMLElement): boolean {
  const box = node.getBoundingClientRect();
  const outer = within.getBoundingClientRect();
  const shown = Math.min(box.bottom, outer.bottom) - Math.max(box.top, outer.top);
  return box.height > 0 && shown >= Math.min(box.height, MARGIN);
}

/** Make a node stand out for a moment. */
export function flash(node: HTMLElement): void {
  node.classList.remove('labcoat-flash');
  void node.offsetWidth; // so that it begins anew
  node.classList.add('labcoat-flash');
  window.setTimeout(() => node.classList.remove('labcoat-flash'), FLASH);
}

function scrolls(node: HTMLElement): boolean {
  return node.scrollHeight > node.clientHeight && /auto|scroll/.test(getComputedStyle(node).overflowY);
}

function wayInto(outer: Box, box: Box): number {
  if (box.top < outer.top + MARGIN) {
    return box.top - outer.top - MARGIN;
  }
  return Math.max(0, Math.min(box.bottom - outer.bottom + MARGIN, box.top - outer.top - MARGIN));
}
