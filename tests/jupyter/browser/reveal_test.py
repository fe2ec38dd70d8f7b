"""From the panel to the place of a finding: far cells, folded ones, rendered ones, outputs and files."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.notebooks import code, markdown

KEY = "hf_" + "QwErTyUiOpAsDfGhJ" * 2
SETTINGS = "@jupyterlab/notebook-extension/tracker"
FAR = 180


def long_notebook(cell, count=200):
    cells = [code(f"value_{index} = {index}\nprint(value_{index})") for index in range(count)]
    cells[FAR] = cell
    return cells


def source(before="", after=""):
    return f"{before}x = 1\nlong = 2; token = '{KEY}'{after}"


def reveal(desk, index=0):
    """Run the command for a finding of the saved file."""
    finding = desk.server.findings(desk.path)[index]
    desk.execute("labcoat:reveal", fingerprint=finding["fingerprint"])
    return finding


def wait_for_selection(desk, cell):
    script = (
        "([cell, key]) => { const at = window.desk.selection(); return at.cell === cell && at.text.includes(key); }"
    )
    desk.page.wait_for_function(script, arg=[cell, KEY])
    assert desk.selection()["focused"]


def test_a_far_cell_is_attached_and_its_key_selected(desk):
    desk.open_notebook("far.ipynb", *long_notebook(code(source())))
    reveal(desk)
    wait_for_selection(desk, FAR)
    expect(desk.cell(FAR)).to_be_in_viewport()
    expect(desk.cell(FAR).locator(".cm-line").nth(1)).to_be_in_viewport()
    desk.shot("reveal-far")


@pytest.mark.parametrize("mode", ["full", "defer", "none"])
def test_every_way_of_attaching_cells_works(lab, mode):
    lab.server.settings({"windowingMode": mode}, SETTINGS)
    lab.open_notebook("modes.ipynb", *long_notebook(code(source())))
    reveal(lab)
    wait_for_selection(lab, FAR)
    expect(lab.cell(FAR)).to_be_in_viewport()
    lab.server.settings({}, SETTINGS)


def test_a_click_in_the_panel_leads_to_the_cell(desk):
    desk.open_notebook("click.ipynb", *long_notebook(code(source()), 190))
    desk.execute("labcoat:show-panel")
    desk.page.locator(".labcoat-panel .labcoat-item button").first.click()
    wait_for_selection(desk, FAR)
    expect(desk.cell(FAR)).to_be_in_viewport()
    desk.shot("reveal-panel")


def test_a_user_who_scrolls_is_not_brought_back(lab):
    lab.open_notebook("away.ipynb", *long_notebook(code(source())))
    finding = lab.server.findings(lab.path)[0]
    start = "fingerprint => void window.jupyterapp.commands.execute('labcoat:reveal', { fingerprint })"
    lab.cell(0).locator(".cm-content").click()
    lab.page.evaluate(start, finding["fingerprint"])
    lab.page.mouse.wheel(0, 10)
    lab.page.wait_for_function("window.desk.document.content.widgets.every(cell => cell.isAttached)")
    lab.page.wait_for_timeout(500)
    assert lab.selection()["cell"] == 0


def test_a_rendered_markdown_cell_is_opened(desk):
    desk.open_notebook("text.ipynb", code("1"), markdown(f"# Title\n\nUse the token `{KEY}` here."))
    expect(desk.cell(1).locator("h1")).to_be_visible()
    reveal(desk)
    wait_for_selection(desk, 1)


def test_what_is_folded_is_opened(lab):
    folded = {"metadata": {"jp-MarkdownHeadingCollapsed": True}}
    hidden = {"metadata": {"jupyter": {"source_hidden": True}}}
    lab.open_notebook("folded.ipynb", markdown("# One") | folded, code("1"), code(source()) | hidden, markdown("# Two"))
    expect(lab.cell(2)).to_be_hidden()
    reveal(lab)
    wait_for_selection(lab, 2)
    expect(lab.cell(2).locator(".cm-line").nth(1)).to_be_in_viewport()


def test_a_key_in_a_long_output_is_scrolled_to(desk):
    text = "line\n" * 300 + f"token {KEY}\n" + "line\n" * 300
    output = {"output_type": "stream", "name": "stdout", "text": text}
    metadata = {"collapsed": True, "jupyter": {"outputs_hidden": True}}
    desk.open_notebook("output.ipynb", *long_notebook(code("1", outputs=[output], metadata=metadata), 182))
    reveal(desk)
    desk.wait_for_highlights(KEY)
    shown = """() => {
      const [mark] = [...CSS.highlights.get('labcoat-secret')];
      const range = document.createRange();
      range.setStart(mark.startContainer, mark.startOffset);
      range.setEnd(mark.endContainer, mark.endOffset);
      const { top, bottom } = range.getBoundingClientRect();
      return top > 50 && bottom > top && bottom < window.innerHeight;
    }"""
    desk.page.wait_for_function(shown)
    desk.shot("reveal-output")


def test_a_place_in_a_file_is_selected(lab):
    lab.server.write("long.py", "x = 1\n" * 500 + source())
    lab.open("long.py")
    reveal(lab)
    wait_for_selection(lab, None)
    expect(lab.page.locator(".jp-FileEditor .cm-line", has_text="long = 2")).to_be_in_viewport()
