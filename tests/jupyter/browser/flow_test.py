"""From a key that is typed to one that is gone, in both applications."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.jupyter.browser.deeds import (
    KEY,
    REMOTE_CODE,
    card_at,
    choose,
    expect_listed,
    expect_no_secret,
    expect_number,
    findings,
    keys_of,
    open_panel,
    panel,
    utf16,
)
from tests.notebooks import code, markdown

LINE = f'print("🤗 👩🏽\u200d🔬"); token = "{KEY}"  # mine'


def test_a_key_is_typed_underlined_fixed_and_brought_back(desk):
    desk.open_notebook("flow.ipynb", markdown("# Model"), code(""))
    open_panel(desk)
    expect_listed(desk)
    keys_of(desk, 1, LINE)
    desk.save()
    desk.wait_for_squiggles(KEY)
    mark = desk.squiggles()[0]
    assert (mark["cell"], mark["line"], mark["from"]) == (1, 0, utf16(LINE[: LINE.index(KEY)]))
    expect_listed(desk, "huggingface-token")
    expect(panel(desk).locator(".labcoat-panel-count")).to_have_text("1 finding: 1 critical")
    expect_number(desk, 1)
    if desk.application == "lab":
        expect(desk.page.locator(".labcoat-status")).to_have_text("1")
        row = desk.page.locator(".jp-DirListing-item", has_text="flow.ipynb")
        expect(row.get_by_role("img", name="labcoat: 1 finding (1 critical)")).to_be_visible()
    expect_no_secret(desk)

    card = card_at(desk, 1, KEY)
    expect(card).to_contain_text("Critical")
    expect_no_secret(desk)
    card.locator(".labcoat-button-fix").click()
    desk.wait_for_squiggles()
    expect_listed(desk)
    expect_number(desk, None)
    assert desk.sources()[1] == "import os\n" + LINE.replace(f'"{KEY}"', 'os.environ["HF_TOKEN"]')

    desk.cell(1).locator(".cm-content").click()
    desk.page.keyboard.press("Control+z")
    desk.wait_for_squiggles(KEY)
    assert desk.sources() == ["# Model", LINE]
    expect_listed(desk, "huggingface-token")
    desk.expect_no_dialog()


def test_a_finding_is_ignored_with_a_comment(desk):
    desk.open_notebook("ignored.ipynb", code(f'token = "{KEY}"'), code(REMOTE_CODE))
    desk.wait_for_squiggles(KEY, '"acme/bert"', "trust_remote_code=True")
    expect_number(desk, 3)  # also where findings were known before there was a toolbar
    open_panel(desk)
    choose(desk, 0, "ignore")
    desk.wait_for_squiggles('"acme/bert"', "trust_remote_code=True")
    assert desk.sources()[0] == f'token = "{KEY}"  # labcoat: ignore[huggingface-token]'
    desk.save()
    expect_listed(desk, "unpinned-hub-model", "trust-remote-code")
    assert findings(desk, "ignored.ipynb") == [("unpinned-hub-model", 2), ("trust-remote-code", 2)]

    card_at(desk, 1, "trust_remote_code=True").locator(".labcoat-button-fix").click()
    desk.wait_for_squiggles()
    assert desk.sources()[1] == REMOTE_CODE.replace("True", "False")
    expect_listed(desk)


def test_text_cells_are_marked_and_cannot_be_fixed_as_code(desk):
    raw = {"cell_type": "raw", "metadata": {}, "source": f"HF_TOKEN={KEY}"}
    desk.open_notebook("texts.ipynb", markdown(f"Log in with {KEY} first"), raw)
    open_panel(desk)
    expect_listed(desk, "huggingface-token", "huggingface-token")
    desk.page.locator(".jp-MarkdownOutput").dblclick()
    desk.wait_for_squiggles(KEY, KEY)
    assert [mark["character"] for mark in desk.squiggles()] == [len("Log in with "), len("HF_TOKEN=")]
    expect_no_secret(desk)


def test_an_install_is_pinned_from_the_kernel(lab):
    lab.server.write("pinned/pyproject.toml", "[tool.labcoat.pinned-requirements]\nnotebooks = true\n")
    lab.open_notebook("pinned/install.ipynb", code("# what we need\n!pip install --quiet nbformat"))
    lab.wait_for_squiggles("nbformat")
    import nbformat

    card_at(lab, 0, "nbformat").locator(".labcoat-button-fix").click()
    lab.wait_for_squiggles()
    assert lab.sources() == [f"# what we need\n!pip install --quiet nbformat=={nbformat.__version__}"]
