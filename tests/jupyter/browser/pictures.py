"""The pictures of the README: `LABCOAT_SCREENSHOTS=docs/images python -m tests.jupyter.browser.pictures`.

The keys are made up, and nothing is masked by hand.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright

from tests.jupyter.browser.deeds import KEY, card_at, expect_number, open_panel, panel
from tests.jupyter.browser.desk import SHOTS, Desk
from tests.jupyter.browser.server import running
from tests.jupyter.environments import chromium
from tests.notebooks import code, markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.jupyter.browser.server import Server

SIZE = {"width": 1200, "height": 800}
THEMES = "@jupyterlab/apputils-extension/themes"
LOGIN = f'from huggingface_hub import HfApi\n\napi = HfApi(token="{KEY}")\napi.whoami()'
MODEL = """from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained(
    "acme/mixture-7b", trust_remote_code=True
)"""
LOAD = 'import torch\n\nhead = torch.load("head.pt")\nmodel.load_state_dict(head, strict=False)'
LOGGED = f"HTTP Request: GET https://huggingface.co/api/whoami-v2\nauthorization: Bearer {KEY}\nLogged in as jo\n"
OUTPUT = {"output_type": "stream", "name": "stderr", "text": LOGGED}
CELLS = [
    markdown("# Fine-tuning\n\nLog in, load the base model and put our head on it."),
    code(LOGIN, outputs=[OUTPUT], execution_count=1),
    code(MODEL, execution_count=2),
    code(LOAD, execution_count=3),
]


def opened(browser: Browser, server: Server, application: str) -> Desk:
    """A page with the notebook."""
    desk = Desk(browser.new_context(viewport=SIZE, reduced_motion="reduce").new_page(), server, application)
    desk.open_notebook("fine-tuning.ipynb", *CELLS)
    desk.wait_for_highlights(KEY)
    desk.page.wait_for_function("window.desk.isIdle()")
    expect_number(desk, 5)
    return desk


def views(browser: Browser, server: Server) -> Iterator[tuple[str, Desk]]:
    """The name of each picture, and the page when it is ready."""
    lab = opened(browser, server, "lab")
    lab.execute("application:toggle-left-area")
    open_panel(lab)
    expect(card_at(lab, 2, "trust_remote_code=True")).to_be_visible()
    yield "jupyterlab", lab

    notebook = opened(browser, server, "notebook")
    expect(card_at(notebook, 3, "torch.load")).to_be_visible()
    yield "notebook", notebook

    server.settings({"theme": "JupyterLab Dark"}, THEMES)
    dark = opened(browser, server, "lab")
    dark.execute("application:toggle-left-area")
    open_panel(dark)
    panel(dark).locator(".labcoat-item-open").nth(3).click()
    dark.page.wait_for_function("window.desk.selection().text === 'trust_remote_code=True'")
    yield "panel", dark


def main() -> None:
    """Write the pictures."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        running(Path(place) / "jupyter") as server,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for name, desk in views(browser, server):
            desk.page.mouse.move(0, 0)
            desk.page.screenshot(path=SHOTS / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
