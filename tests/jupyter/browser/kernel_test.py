"""Keys that a kernel writes: found when the notebook is saved, and cleared."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.jupyter.browser.deeds import KEY, expect_listed, expect_no_secret, findings, open_panel, panel
from tests.notebooks import code

SECRET = f"{KEY[::-1]!r}[::-1]"  # what the source does not show
RULE = "huggingface-token"
BANNER = ".labcoat-output-banner"


def test_outputs_with_keys_are_marked_and_cleared(desk):
    cells = [code(f"print('token:', {SECRET})"), code(f"name = {SECRET}\nraise ValueError(name)"), code("6 * 7")]
    desk.open_notebook("run.ipynb", *cells)
    for index in range(3):
        desk.run(index)
    desk.save()
    desk.wait_for_highlights(KEY, KEY)
    assert [each["cell"] for each in desk.highlights()] == [0, 1]
    open_panel(desk)
    expect_listed(desk, RULE, RULE, RULE)  # an error has its message twice: by itself, and in the traceback
    assert findings(desk, "run.ipynb") == [(RULE, 1), (RULE, 2), (RULE, 2)]
    expect_no_secret(desk)
    desk.execute("labcoat:scan")  # buttons that are there already do what they say with the findings of now

    desk.cell(0).locator(BANNER).get_by_role("button", name="Clear this output").click()
    desk.wait_for_highlights(KEY)
    expect_listed(desk, RULE, RULE)
    desk.execute("labcoat:strip-outputs")
    desk.wait_for_highlights()
    expect(desk.page.locator(BANNER)).to_have_count(0)
    expect_listed(desk)
    desk.save()
    expect(panel(desk)).to_contain_text("No findings")
    assert findings(desk, "run.ipynb") == []
    desk.expect_no_dialog()


def test_a_cell_that_is_run_again_without_the_key_has_no_marks(lab):
    lab.open_notebook("again.ipynb", code(f"print({SECRET})"))
    lab.run(0)
    lab.save()
    lab.wait_for_highlights(KEY)
    lab.type(0, "print('nothing')")
    lab.run(0)
    lab.wait_for_highlights()
    lab.save()
    expect(lab.page.locator(BANNER)).to_have_count(0)
    assert lab.server.findings("again.ipynb") == []
