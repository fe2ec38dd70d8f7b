/** The texts that are marked in outputs, by the element that holds them. Elements are not changed. */

const NAME = 'labcoat-secret';
const OPAQUE = 'script, style, textarea, .jp-OutputPrompt';

const marked = new Map<HTMLElement, StaticRange[]>();

/** Mark all occurrences of texts in an element, and nothing else in it. */
export function markTexts(within: HTMLElement, texts: readonly string[]): void {
  const before = marked.get(within) ?? [];
  const ranges = texts.length > 0 && canMark() ? rangesOf(within, texts) : [];
  if (ranges.length > 0) {
    marked.set(within, ranges);
  } else {
    marked.delete(within);
  }
  if (before.length + ranges.length > 0) {
    paint(before, ranges);
  }
}

/** Where texts stand in an element, in its order; each may go over several of its nodes, and be broken into lines. */
export function rangesOf(within: HTMLElement, texts: readonly string[]): StaticRange[] {
  const { text, places } = textsIn(within);
  const pattern = new RegExp(texts.map(escaped).join('|'), 'g');
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => {
    const [startContainer, startOffset] = placeAt(places, index!);
    const [endContainer, last] = placeAt(places, index! + found.length - 1);
    return new StaticRange({ startContainer, startOffset, endContainer, endOffset: last + 1 });
  });
}

interface IPlace {
  node: Text;
  from: number;
}

function textsIn(within: HTMLElement): { text: string; places: IPlace[] } {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, node =>
    node instanceof Element && node.matches(OPAQUE) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT
  );
  const places: IPlace[] = [];
  const parts: string[] = [];
  let from = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof Text) {
      places.push({ node, from });
      parts.push(node.data);
      from += node.data.length;
    }
  }
  return { text: parts.join(''), places };
}

function placeAt(places: readonly IPlace[], offset: number): [Text, number] {
  let low = 0;
  for (let high = places.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    [low, high] = places[middle].from <= offset ? [middle, high] : [low, middle];
  }
  return [places[low].node, offset - places[low].from];
}

function paint(gone: readonly StaticRange[], added: readonly StaticRange[]): void {
  const highlight = CSS.highlights.get(NAME) ?? new Highlight();
  gone.forEach(range => highlight.delete(range));
  added.forEach(range => highlight.add(range));
  CSS.highlights.set(NAME, highlight);
}

function canMark(): boolean {
  return typeof Highlight !== 'undefined' && 'highlights' in CSS;
}

/** A pattern for the text; browsers break lines where they like. */
function escaped(text: string): string {
  return text
    .split(/\s+/)
    .map(part => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('\\s+');
}
