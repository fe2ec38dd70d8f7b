"""A notebook or file in a browser's page: what a user does with it, and what is shown."""

from __future__ import annotations

import itertools
import os
import platform
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from playwright.sync_api import expect

from tests.jupyter.browser.server import TOKEN
from tests.jupyter.environments import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import ConsoleMessage, Error, Locator, Page

    from tests.jupyter.browser.server import Server

SHOTS = Path(os.environ.get("LABCOAT_SCREENSHOTS", CHECKOUT / "build" / "screenshots"))
SCRIPT = (Path(__file__).parent / "desk.js").read_text(encoding="utf-8")
# As the kernel tells it: else Jupyter writes that into a notebook, that so has changes, whenever the kernel is ready.
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": platform.python_version(),
    },
}
MILLISECONDS = 60_000  # for what takes a moment, on a busy machine
expect.set_options(timeout=MILLISECONDS)
_names = itertools.count(1)


@dataclass
class Desk:
    """A page of a server. `application` is `lab` or `notebook`; `errors` are those of labcoat, which fail the test."""

    page: Page
    server: Server
    application: str = "lab"
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(MILLISECONDS)
        self.page.add_init_script(SCRIPT)
        self.page.on("console", self._on_console)
        self.page.on("pageerror", self._on_error)

    def open(self, path: str) -> None:
        """Open a file in a workspace of its own; returns once it is shown and labcoat has answered about it."""
        with self._answer(path, 0):
            self.open_unanswered(path)

    def open_unanswered(self, path: str) -> None:
        """Open a file of which labcoat, that is off, is not asked."""
        self.page.goto(f"{self.server.url}{self._viewer(path)}/{quote(path)}?token={TOKEN}")
        self.page.wait_for_function("path => window.desk?.isReady(path)", arg=path)

    def open_notebook(self, path: str, *cells: dict[str, Any], **metadata: Any) -> None:
        """Write a notebook of these cells, and open it."""
        content = {"cells": with_ids(cells), "metadata": KERNEL | metadata, "nbformat": 4, "nbformat_minor": 5}
        self.server.write(path, content)
        self.open(path)

    def save(self) -> None:
        """Press Ctrl+S in the document; returns once it is on disk and labcoat has answered."""
        with self._answer(self.path):
            self.page.keyboard.press("Control+s")
        self.page.wait_for_function("!window.desk.document.context.model.dirty")

    @property
    def path(self) -> str:
        """The path of the document in front."""
        return str(self.page.evaluate("window.desk.document.context.path"))

    def execute(self, command: str, **arguments: Any) -> None:
        """Run a command of the application; returns once it is done."""
        self.page.evaluate(
            "([id, args]) => window.jupyterapp.commands.execute(id, args).then(() => {})", [command, arguments]
        )

    def cell(self, index: int) -> Locator:
        """The cell with this index from 0 on in the notebook in front, for as long as it is attached."""
        notebook = self.page.evaluate("window.desk.document.id")
        return self.page.locator(f'[id="{notebook}"] .jp-Cell[data-windowed-list-index="{index}"]')

    def sources(self) -> list[str]:
        """The sources of all cells as they are in the page."""
        return list(self.page.evaluate("window.desk.sources()"))

    def type(self, index: int, text: str) -> None:
        """Replace a cell's source by typing."""
        self.cell(index).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def run(self, index: int) -> None:
        """Run a cell with Ctrl+Enter; returns once the kernel is done with it."""
        self.page.wait_for_function("window.desk.isIdle()")
        self.cell(index).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function("index => window.desk.isDone(index)", arg=index)

    def squiggles(self, selector: str = ".cm-lintRange") -> list[dict[str, Any]]:
        """The underlined texts: `{cell, text, from, to, line, character}`, from 0 on; `cell` is None in a file."""
        return list(self.page.evaluate("selector => window.desk.squiggles(selector)", selector))

    def wait_for_squiggles(self, *texts: str, selector: str = ".cm-lintRange") -> None:
        """Wait until these texts, in their order, and no others are underlined."""
        script = "([texts, of]) => window.desk.squiggles(of).map(each => each.text).join('\\0') === texts.join('\\0')"
        self.page.wait_for_function(script, arg=[list(texts), selector])

    def highlights(self) -> list[dict[str, Any]]:
        """The texts that the page marks through CSS.highlights: `{name, cell, text}`."""
        return list(self.page.evaluate("window.desk.highlights()"))

    def wait_for_highlights(self, *texts: str) -> None:
        """Wait until these texts, in their order, and no others are marked through CSS.highlights."""
        script = "texts => window.desk.highlights().map(each => each.text).join('\\0') === texts.join('\\0')"
        self.page.wait_for_function(script, arg=list(texts))

    def selection(self) -> dict[str, Any]:
        """What is selected in the active cell or file: `{cell, text, from, to, focused}`."""
        return dict(self.page.evaluate("window.desk.selection()"))

    def shot(self, name: str) -> Path:
        """A screenshot in the folder for them."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        file = SHOTS / f"{re.sub('[^A-Za-z0-9_.-]+', '-', name)}-{self.application}.png"
        self.page.screenshot(path=file)
        return file

    def expect_no_dialog(self) -> None:
        """No modal dialog is open."""
        expect(self.page.locator(".jp-Dialog")).to_have_count(0)

    def _viewer(self, path: str) -> str:
        if self.application == "lab":
            return f"lab/workspaces/w{os.getpid()}-{next(_names)}/tree"
        return "notebooks" if path.endswith(".ipynb") else "edit"

    @contextmanager
    def _answer(self, path: str, before: int | None = None) -> Iterator[None]:
        """Wait, after the block, until labcoat's parts in the page have got one more answer about a file."""
        count = "path => window.desk?.answers(path) ?? 0"
        before = self.page.evaluate(count, path) if before is None else before
        yield
        self.page.wait_for_function("([path, before]) => window.desk?.answers(path) > before", arg=[path, before])

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "labcoat" in f"{message.text} {message.location['url']}":
            self.errors.append(f"{message.text} at {message.location['url']}")

    def _on_error(self, error: Error) -> None:
        if "labcoat" in f"{error.message} {error.stack}":
            self.errors.append(error.stack or error.message)


def with_ids(cells: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    """The cells with ids, for those that have none."""
    return [{"id": f"cell-{index}"} | cell for index, cell in enumerate(cells)]
