"""Two copies of a notebook, whose cells have the same ids, side by side."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.jupyter.browser.deeds import KEY, OTHER_KEY, card_at, expect_listed, marked_in, open_panel
from tests.notebooks import code

CELLS = code(f'token = "{KEY}"'), code(f'other = "{OTHER_KEY}"')


def test_each_copy_has_its_own_marks(lab):
    lab.open_notebook("one.ipynb", CELLS[0], code("1"))
    original = lab.server.root / "one.ipynb"
    lab.server.write("two.ipynb", original.read_text().replace('"1"', '"2"'))
    lab.wait_for_squiggles(KEY)
    with lab._answer("two.ipynb"):
        lab.execute("docmanager:open", path="two.ipynb", options={"mode": "split-right"})
    lab.page.wait_for_function("window.desk.isReady('two.ipynb')")
    lab.wait_for_squiggles(KEY)

    lab.type(1, f'other = "{OTHER_KEY}"')
    lab.save()
    lab.wait_for_squiggles(KEY, OTHER_KEY)
    assert marked_in(lab, "one.ipynb") == [KEY]
    open_panel(lab)
    expect_listed(lab, "huggingface-token", "huggingface-token")

    card_at(lab, 0, KEY).locator(".labcoat-button-fix").click()
    lab.wait_for_squiggles(OTHER_KEY)
    lab.save()
    assert lab.sources()[0].endswith('token = os.environ["HF_TOKEN"]')
    assert marked_in(lab, "one.ipynb") == [KEY]
    assert KEY in original.read_text()

    lab.page.locator(".lm-TabBar-tab", has_text="one.ipynb").click()
    expect_listed(lab, "huggingface-token")
    expect(lab.page.locator(".labcoat-panel-name")).to_have_text("one.ipynb")


def test_a_second_view_of_a_notebook_has_the_marks_as_well(lab):
    lab.open_notebook("views.ipynb", *CELLS)
    lab.wait_for_squiggles(KEY, OTHER_KEY)
    lab.execute("docmanager:clone")
    expect(lab.page.locator(".jp-NotebookPanel")).to_have_count(2)
    for view in range(2):
        marks = lab.page.locator(".jp-NotebookPanel").nth(view).locator(".cm-lintRange")
        expect(marks).to_have_text([KEY, OTHER_KEY])
