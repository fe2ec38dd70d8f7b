// What the tests read in a page. The application is there as `jupyterapp`: the servers of the tests expose it.
window.desk = {
  get document() {
    return window.jupyterapp.shell.currentWidget;
  },

  isReady(path) {
    const { context, content } = window.jupyterapp?.shell.currentWidget ?? {};
    if (!context?.isReady || context.path !== path) {
      return false;
    }
    const first = content.widgets?.[0];
    return !first || first.isAttached;
  },

  sources() {
    return this.document.content.widgets.map(cell => cell.model.sharedModel.getSource());
  },

  isDone(index) {
    const { context, content } = this.document;
    const { model } = content.widgets[index];
    return model.executionCount !== null && model.executionState !== 'running' && context.sessionContext.session.kernel.status === 'idle';
  },

  // The editors that are there, each with the number of its cell.
  editors() {
    const { content } = this.document;
    const all = content.widgets?.length ? content.widgets.map((cell, index) => [index, cell.editor]) : [[null, content.editor]];
    return all.filter(([, editor]) => editor).map(([cell, editor]) => [cell, editor.editor]);
  },

  squiggles(selector) {
    return this.editors().flatMap(([cell, view]) => {
      const found = [...view.contentDOM.querySelectorAll(selector)].map(node => {
        const from = view.posAtDOM(node, 0);
        return { class: node.className, from, to: from + node.textContent.length };
      });
      return joined(found).map(({ from, to }) => place(cell, view, from, to));
    });
  },

  highlights() {
    return [...CSS.highlights].flatMap(([name, highlight]) =>
      [...highlight]
        .map(range => ({ name, text: String(range), cell: cellOf(range.startContainer), range }))
        .sort((a, b) => a.range.compareBoundaryPoints(Range.START_TO_START, b.range))
        .map(({ name, text, cell }) => ({ name, text, cell }))
    );
  },

  selection() {
    const { content } = this.document;
    const active = content.activeCellIndex ?? null;
    const [cell, view] = this.editors().find(([index]) => index === active) ?? [active, null];
    const { from, to } = view?.state.selection.main ?? { from: 0, to: 0 };
    return { ...(view ? place(cell, view, from, to) : { cell, text: '' }), focused: view?.hasFocus ?? false };
  }
};

function place(cell, view, from, to) {
  const line = view.state.doc.lineAt(from);
  return { cell, text: view.state.sliceDoc(from, to), from, to, line: line.number - 1, character: from - line.from };
}

// Marks that lie side by side are one: an editor splits them where other marks begin or end.
function joined(marks) {
  const found = [];
  for (const mark of marks) {
    const last = found.at(-1);
    if (last && last.to === mark.from && last.class === mark.class) {
      last.to = mark.to;
    } else {
      found.push({ ...mark });
    }
  }
  return found;
}

function cellOf(node) {
  const { content } = window.desk.document;
  const index = content.widgets.findIndex(cell => cell.node.contains(node));
  return index < 0 ? null : index;
}
