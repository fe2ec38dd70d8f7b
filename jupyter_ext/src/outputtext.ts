import { PartialJSONValue } from '@lumino/coreutils';

import { spanOf } from './places';
import { IFinding, Pointer } from './types';

type Value = PartialJSONValue | undefined;

// eslint-disable-next-line no-control-regex
const ESCAPES = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;
const HIDDEN = /[*…\s]+/; // in an excerpt: masks, what was left out, and spaces that may have been other ones

/** The text that a finding's pointer leads to, joined as the server does; null where there is none. Of a source: itself. */
export function valueAt(outputs: readonly unknown[] | string, pointer: Pointer): string | null {
  let value = outputs as Value;
  for (const step of pointer.slice(1)) {
    value = isObject(value) ? value[step] : undefined;
  }
  const isTraceback = pointer.length === 3 && pointer[2] === 'traceback';
  return typeof value === 'string' ? value : isText(value) ? value.join(isTraceback ? '\n' : '') : null;
}

/** The text that a finding is about; empty if that is no longer what it was found in. */
export function textOf(outputs: readonly unknown[] | string, finding: IFinding): string {
  const value = valueAt(outputs, finding.pointer);
  if (value === null) {
    return '';
  }
  const { from, to } = spanOf(value, finding.range);
  const before = Math.max(value.lastIndexOf('\n', from - 1), value.lastIndexOf('\r', from - 1)) + 1;
  const line = value.slice(before).replace(ESCAPES, '');
  return fits(line, finding.excerpt) ? value.slice(from, to) : '';
}

/** The forms in which a text of an output may stand on the screen. */
export function shownForms(text: string, pointer: Pointer): string[] {
  const plain = text.replace(ESCAPES, '');
  const forms = pointer.includes('text/html') || pointer.includes('text/markdown') ? [plain, decoded(plain)] : [plain];
  return [...new Set(forms.map(form => form.trim()))].filter(form => form !== '');
}

/** Whether what an excerpt shows is in a text, in its order. */
function fits(text: string, excerpt: string): boolean {
  let at = 0;
  for (const piece of excerpt.split(HIDDEN)) {
    const found = text.indexOf(piece, at);
    if (found < 0) {
      return false;
    }
    at = found + piece.length;
  }
  return true;
}

/** The text without entities and tags. Parsing runs and loads nothing. */
function decoded(text: string): string {
  return new DOMParser().parseFromString(text, 'text/html').documentElement.textContent ?? '';
}

function isObject(value: unknown): value is Record<string | number, Value> {
  return typeof value === 'object' && value !== null;
}

function isText(value: Value): value is string[] {
  return Array.isArray(value) && value.every(part => typeof part === 'string');
}
