// What the tests read in a page. The application is there as `jupyterapp`: the servers of the tests expose it.
window.desk = {
  get document() {
    return window.jupyterapp.shell.currentWidget;
  },

  // How often labcoat has got an answer about a file.
  answers(path) {
    return answered.filter(url => new URL(url).searchParams.get('path') === path).length;
  },

  isReady(path) {
    const { context, content } = window.jupyterapp?.shell.currentWidget ?? {};
    if (!context?.isReady || context.path !== path) {
      return false;
    }
    const first = content.widgets?.[0];
    return !first || first.isAttached;
  },

  async execute(command, args) {
    const late = new Promise((_, reject) => setTimeout(reject, 60000, new Error(`${command} is not done`)));
    await Promise.race([window.jupyterapp.commands.execute(command, args), late]);
  },

  sources() {
    return this.document.content.widgets.map(cell => cell.model.sharedModel.getSource());
  },

  isIdle() {
    const { session } = this.document.context.sessionContext;
    return session?.kernel?.connectionStatus === 'connected' && session.kernel.status === 'idle';
  },

  isDone(index) {
    const { model } = this.document.content.widgets[index];
    return model.executionCount !== null && model.executionState !== 'running' && this.isIdle();
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
        .filter(range => range.startContainer.isConnected && range.endContainer.isConnected)
        .map(rangeOf)
        .sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b))
        .map(range => ({ name, text: String(range), cell: cellOf(range.startContainer) }))
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

function rangeOf({ startContainer, startOffset, endContainer, endOffset }) {
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  return range;
}

function cellOf(node) {
  const { content } = window.desk.document;
  const index = content.widgets.findIndex(cell => cell.node.contains(node));
  return index < 0 ? null : index;
}

// An answer counts once the code that asked has run: that does so right after `json` has resolved.
const answered = [];
const { fetch } = window;
window.fetch = async (...request) => {
  const response = await fetch(...request);
  const json = response.json.bind(response);
  response.json = async () => {
    const value = await json();
    setTimeout(() => response.url.includes('/labcoat/findings?') && answered.push(response.url));
    return value;
  };
  return response;
};
