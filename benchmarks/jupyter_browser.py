"""What a user sees: from a save to its squiggle, how long activation takes, and how much JavaScript is loaded."""

from __future__ import annotations

import json
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.jupyter_server import TOKEN, Server
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ROUNDS = 15
BUNDLE = Path(__file__).parent.parent / "jupyter_ext" / "labcoat_jupyter" / "labextension" / "static"
MARK = ".cm-lintRange, .labcoat-mark"
ARGUMENTS = """
--no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage --disable-background-networking
""".split()
# Puts a key into the third cell, saves, and resolves with the milliseconds until it is marked.
SAVE_AND_WAIT = """async ([source, selector]) => {
  const app = window.jupyterapp;
  const cell = app.shell.currentWidget.content.widgets[2];
  cell.model.sharedModel.setSource(source);
  await new Promise(done => setTimeout(done, 300));
  const start = performance.now();
  void app.commands.execute('docmanager:save');
  while (!cell.node.querySelector(selector)) {
    await new Promise(done => setTimeout(done, 5));
    if (performance.now() - start > 30000) return -1;
  }
  return performance.now() - start;
}"""
CLEAR = """async selector => {
  const app = window.jupyterapp;
  const cell = app.shell.currentWidget.content.widgets[2];
  cell.model.sharedModel.setSource('x = 1');
  await app.commands.execute('docmanager:save');
  while (cell.node.querySelector(selector)) await new Promise(done => setTimeout(done, 20));
}"""
SHOWN = "window.jupyterapp?.shell?.currentWidget?.content?.widgets?.length > 50"
ACTIVATION = "performance.getEntriesByName('labcoat:activate')[0].duration"


def rows(scratch: Path) -> Iterator[Row]:
    """Save to squiggle in JupyterLab, activation, bundle."""
    from benchmarks.jupyter import ON, notebook

    size = sum(file.stat().st_size for file in BUNDLE.glob("*.js"))
    yield Row("JavaScript of the bundle, kB", size / 1000, " kB", most=100)
    server = Server(scratch / "browser", ON, "jupyterlab")
    content = notebook(1_000_000, 100)
    content["cells"][2]["source"] = "x = 1"
    (server.root / "nb.ipynb").write_text(json.dumps(content))
    try:
        times, activation = _measured(server)
    finally:
        server.stop()
    yield Row("save to squiggle, 1 MB, p50, milliseconds", median(times), " ms", most=300)
    yield Row("activation of the extension, milliseconds", activation, " ms", most=10)


def _measured(server: Server) -> tuple[list[float], float]:
    from playwright.sync_api import sync_playwright

    from tests.jupyter.environments import chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page()
        page.goto(f"{server.url}lab/tree/nb.ipynb?token={TOKEN}")
        page.wait_for_function(
            "window.jupyterapp?.shell?.currentWidget?.content?.widgets?.length > 50", timeout=120_000
        )
        time.sleep(15)  # cells are attached when the browser has nothing else to do
        activation = float(page.evaluate(ACTIVATION))
        times = [_save(page, number) for number in range(ROUNDS)]
        browser.close()
    return times, activation


def _save(page: Page, number: int) -> float:
    from benchmarks.jupyter import KEY

    taken = float(page.evaluate(SAVE_AND_WAIT, [f'token_{number} = "{KEY}"', MARK]))
    if taken < 0:
        raise RuntimeError("no squiggle")
    page.evaluate(CLEAR, MARK)
    return taken
