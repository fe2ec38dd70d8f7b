import { Diagnostic, linter, setDiagnostics } from '@codemirror/lint';
import { Extension, Range } from '@codemirror/state';
import { closeHoverTooltips, EditorView, PluginValue, ViewPlugin } from '@codemirror/view';
import { CodeEditor } from '@jupyterlab/codeeditor';

import { cardOf } from './card';
import { IDocumentChange } from './documents';
import { findingsGutter } from './gutter';
import { ILabcoat } from './labcoat';
import { pinnedCards } from './pinned';
import { spanIn } from './places';
import { isShown, keyOf, renew, setShown, Shown, shownField, spansOf } from './shown';
import { Severity } from './types';

const LINT: Record<Severity, Diagnostic['severity']> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'info'
};

/** Squiggles, gutter marks and hover cards for the findings in what an editor shows. */
export function editorMarks(labcoat: ILabcoat, model: CodeEditor.IModel): Extension {
  return [
    linter(null),
    shownField,
    findingsGutter(labcoat),
    pinnedCards(labcoat),
    ViewPlugin.define(view => follow(labcoat, model, view))
  ];
}

/** Show the findings of a document that may be known only later than its editors. */
function follow(labcoat: ILabcoat, model: CodeEditor.IModel, view: EditorView): PluginValue {
  const { documents } = labcoat;
  let isOpen = true;
  const onChanged = (_: unknown, { document, cause }: IDocumentChange): void => {
    if (documents.of(model) === document) {
      push(labcoat, model, view, cause === 'settings');
    }
  };
  documents.changed.connect(onChanged);
  queueMicrotask(() => isOpen && push(labcoat, model, view)); // a view cannot be changed while it is made
  return {
    destroy: () => {
      isOpen = false;
      documents.changed.disconnect(onChanged);
    }
  };
}

/** What is shown already stays as it is, and with it an open card. */
function push(labcoat: ILabcoat, model: CodeEditor.IModel, view: EditorView, isForced = false): void {
  const wanted = wantedIn(labcoat, model, view);
  if (isShown(view.state, wanted) && !isForced) {
    return renew(view.state, wanted);
  }
  const isMarked = labcoat.settings.get('marks');
  const diagnostics = isMarked ? wanted.map(range => diagnosticOf(labcoat, range, view)) : [];
  const { effects } = setDiagnostics(view.state, diagnostics);
  view.dispatch({ effects: [setShown.of(wanted), effects!].flat() });
}

/** Ranges are of the text that was looked at: in another one, only what is marked already has a place. */
function wantedIn(labcoat: ILabcoat, model: CodeEditor.IModel, view: EditorView): Range<Shown>[] {
  const document = labcoat.documents.of(model);
  const findings = document?.sourceFindings(model) ?? [];
  const placed = findings.length > 0 && !document!.isAsFound(model) ? spansOf(view.state) : null;
  return findings.flatMap(finding => {
    const shown = new Shown(document!, finding);
    const span = placed ? placed.get(keyOf(shown)) : spanIn(view.state.doc, finding.range);
    return span ? [shown.range(span.from, span.to)] : [];
  });
}

function diagnosticOf(labcoat: ILabcoat, { from, to, value }: Range<Shown>, view: EditorView): Diagnostic {
  const { severity, message } = value.finding;
  const close = (): void => void view.dispatch({ effects: closeHoverTooltips });
  return {
    from,
    to,
    severity: LINT[severity],
    message,
    markClass: `labcoat-mark labcoat-mark-${severity}`,
    renderMessage: () => cardOf(labcoat, value, close, view.state.readOnly)
  };
}
