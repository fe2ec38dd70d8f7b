"""Marks stay with their text: while an answer is on its way, in a second view, in moved cells, after a revert."""

from __future__ import annotations

import time

from playwright.sync_api import expect

from tests.jupyter.browser.deeds import KEY, OTHER_KEY
from tests.notebooks import code

PRINTED = {"output_type": "stream", "name": "stdout", "text": f"token {KEY}\n"}
IN_VIEWS = """() => [...document.querySelectorAll('.jp-NotebookPanel')].map(view =>
    [...view.querySelectorAll('.labcoat-mark')].map(mark => mark.textContent))"""


def test_what_is_typed_before_the_answer_moves_no_mark(desk):
    desk.open_notebook("late.ipynb", code("1"))
    desk.page.route("**/labcoat/findings*", lambda route: (time.sleep(0.5), route.continue_()))
    desk.type(0, f'token = "{KEY}"')
    desk.page.keyboard.press("Home")
    desk.page.keyboard.press("Control+s")
    for _ in range(12):
        desk.page.keyboard.type("a")
        desk.page.wait_for_timeout(100)
        assert [each["text"] for each in desk.squiggles()] in ([], [KEY])
    desk.wait_for_squiggles(KEY)


def test_a_second_view_and_a_setting_leave_marks_where_their_text_is(lab):
    lab.server.settings({"rescanWhileTyping": False})
    lab.open_notebook("twice.ipynb", code(f'x = 1\ntoken = "{KEY}"'))
    lab.wait_for_squiggles(KEY)
    lab.cell(0).locator(".cm-content").click()
    lab.page.keyboard.press("Control+Home")
    lab.page.keyboard.type("above = 0")
    lab.page.keyboard.press("Enter")
    lab.execute("docmanager:clone")
    lab.page.wait_for_function(f"key => String(({IN_VIEWS})()) === [key, key].join()", arg=KEY)
    lab.execute("labcoat:ignore-rule", rule="another-rule")
    lab.page.wait_for_timeout(300)
    assert lab.page.evaluate(IN_VIEWS) == [[KEY], [KEY]]


def test_findings_go_with_a_cell_that_is_moved_or_brought_back(desk):
    desk.open_notebook("moved.ipynb", code("1"), code("2"), code(f'token = "{OTHER_KEY}"', outputs=[PRINTED]))
    desk.wait_for_highlights(KEY)
    desk.cell(2).locator(".cm-content").click()
    desk.execute("notebook:move-cell-up")
    desk.wait_for_highlights(KEY)
    desk.wait_for_squiggles(OTHER_KEY)
    assert desk.squiggles()[0]["cell"] == desk.highlights()[0]["cell"] == 1
    desk.execute("notebook:delete-cell")
    desk.wait_for_highlights()
    expect(desk.page.locator(".labcoat-output-banner")).to_have_count(0)
    desk.execute("notebook:undo-cell-action")
    desk.wait_for_highlights(KEY)
    desk.wait_for_squiggles(OTHER_KEY)


def test_what_comes_with_a_revert_is_marked(lab):
    lab.open_notebook("reverted.ipynb", code("1"))
    content = lab.server.api("api/contents/reverted.ipynb")["content"]
    content["cells"][0]["source"] = f'token = "{KEY}"'
    lab.server.write("reverted.ipynb", content)
    lab.page.evaluate("() => window.desk.document.context.revert()")
    lab.wait_for_squiggles(KEY)
    assert lab.page.locator(".Toastify__toast").count() == 0


def test_a_save_is_asked_about_once(desk):
    desk.open_notebook("once.ipynb", code("1"))
    asked = []
    desk.page.on("request", lambda request: "labcoat/findings" in request.url and asked.append(request.url))
    desk.type(0, f'token = "{KEY}"')
    desk.save()
    desk.wait_for_squiggles(KEY)
    desk.page.wait_for_timeout(500)
    assert len(asked) <= 2  # the event of a scan may come before the save is over
