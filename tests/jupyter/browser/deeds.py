"""What a user does with findings in a page, and where they are listed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.jupyter.browser.desk import Desk

KEY = "hf_" + "QwErTyUiOpAsDfGhJ" * 2
OTHER_KEY = "hf_" + "ZaQxSwCdEvFrBgTnH" * 2
REMOTE_CODE = (
    'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("acme/bert", trust_remote_code=True)'
)
UNSAFE_LOAD = "import torch\nweights = torch.load(path)"  # a finding that is no more than medium

# The user's own text and outputs are not ours, though marks and highlights lie over them.
ADDED = """() => [...document.querySelectorAll('[class*="labcoat"], .jp-toast, [class*="Toastify"], .jp-Dialog')]
    .filter(node => !node.closest('.cm-content, .jp-OutputArea-output') && !node.querySelector('.cm-content'))
    .map(node => node.outerHTML).join('\\n')"""


def keys_of(desk: Desk, index: int, text: str) -> None:
    """Replace a cell's source key by key."""
    desk.cell(index).locator(".cm-content").click()
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.press("Delete")
    desk.page.keyboard.type(text)


def utf16(text: str) -> int:
    """The length of a text in the units of an editor."""
    return len(text.encode("utf-16-le")) // 2


def panel(desk: Desk) -> Locator:
    """The side panel, whether it is open or not."""
    return desk.page.locator(".labcoat-panel")


def open_panel(desk: Desk) -> None:
    """Open the panel with its button in the notebook's toolbar, which must not be on yet."""
    expect(panel(desk)).to_be_hidden()
    document = desk.page.locator(f'[id="{desk.page.evaluate("window.desk.document.id")}"]')
    document.locator('.jp-Toolbar [data-command="labcoat:show-panel"]').locator("visible=true").click()
    expect(panel(desk)).to_be_visible()


def expect_listed(desk: Desk, *rules: str) -> None:
    """The open panel lists findings of these rules, in this order, and no others."""
    expect(panel(desk).locator(".labcoat-item-rule")).to_have_text(list(rules))
    expect(panel(desk).locator(".labcoat-panel-count")).to_have_text(
        re.compile("^No findings$" if not rules else f"^{len(rules)} finding")
    )


def expect_number(desk: Desk, number: int | None) -> None:
    """The number on the button in the toolbar; None if it has none."""
    item = desk.page.locator(".jp-Toolbar-item", has=desk.page.locator('[data-command="labcoat:show-panel"]'))
    if number is None:
        expect(item).not_to_have_attribute("data-labcoat", re.compile(""))
    else:
        expect(item).to_have_attribute("data-labcoat", str(number))


def choose(desk: Desk, index: int, action: str) -> None:
    """Choose a finding in the panel, and one of its actions: `fix`, `ignore`, `explain`, `ignore-rule` ..."""
    item = panel(desk).locator(".labcoat-item").nth(index)
    item.locator(".labcoat-item-open").click()
    item.locator(f'[data-action="{action}"]').click()


def card_at(desk: Desk, cell: int, text: str) -> Locator:
    """The card of the finding whose text is underlined, asked for with the keyboard as its user may."""
    place_cursor(desk, cell, text)
    desk.page.keyboard.press("Control+.")
    card = desk.page.locator(".labcoat-cards .labcoat-card")
    expect(card).to_be_visible()
    return card


def place_cursor(desk: Desk, cell: int, text: str) -> None:
    """Put the cursor into an underlined text of a cell with a click."""
    desk.cell(cell).locator(".cm-lintRange").filter(has_text=text).first.click(position={"x": 12, "y": 5})


def added(desk: Desk) -> str:
    """The HTML of all that labcoat has added to the page, with toasts and dialogs of anybody."""
    return str(desk.page.evaluate(ADDED))


def expect_no_secret(desk: Desk, *keys: str) -> None:
    """Nothing that labcoat has added has one of the keys, nor its second half."""
    html = added(desk)
    assert "labcoat" in html
    for key in keys or (KEY,):
        assert key[len(key) // 2 :] not in html


def findings(desk: Desk, path: str) -> list[tuple[str, Any]]:
    """The rule and cell of each finding of the saved file."""
    return [(each["rule"], each["cell"]) for each in desk.server.findings(path)]


def toasts(desk: Desk) -> Locator:
    """The toasts that are shown now, of anybody."""
    return desk.page.locator(".Toastify__toast")


def marked_in(desk: Desk, path: str) -> list[str]:
    """The underlined texts in any open notebook, also in one that is not in front."""
    script = """path => {
        const widget = [...window.jupyterapp.shell.widgets('main')].find(each => each.context?.path === path);
        return [...widget.node.querySelectorAll('.cm-lintRange')].map(node => node.textContent);
    }"""
    return list(desk.page.evaluate(script, path))


def wait_for_answer(desk: Desk, path: str) -> None:
    """Wait until labcoat answers about a file, after a save that nobody has asked for."""
    with desk._answer(path):
        pass
