"""Keys in outputs: what is marked on the screen, the banner above, and when they go."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.notebooks import code, markdown

KEY = "hf_" + "QwErTyUiOpAsDfGhJ" * 2
OTHER = "hf_" + "LkJhGfDsAzXcVbNmQ" * 2
NAME = "Hugging Face user access token"
BANNER = ".labcoat-output-banner"


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def display(**data):
    data = {name.replace("_", "/"): value for name, value in data.items()}
    return {"output_type": "display_data", "metadata": {}, "data": data}


def error(*traceback):
    return {"output_type": "error", "ename": "ValueError", "evalue": "bad", "traceback": list(traceback)}


def run(*outputs, source="print()", **extra):
    return code(source, outputs=list(outputs), execution_count=1, **extra)


def test_the_very_text_of_a_key_is_marked_and_a_banner_says_so(desk):
    desk.open_notebook("stream.ipynb", markdown("# Report"), run(stream(["first\n", f"the token: {KEY}\n", "last\n"])))
    desk.wait_for_highlights(KEY)
    assert [each["cell"] for each in desk.highlights()] == [1]
    banner = desk.cell(1).locator(BANNER)
    expect(banner).to_have_role("note")
    expect(banner).to_contain_text(f"1 key in this output: {NAME}")
    expect(banner.get_by_role("button")).to_have_text(
        ["Redact a key in an output", "Clear this output", "Ignore here", "Explain"]
    )
    assert KEY[3:] not in banner.inner_html()
    desk.shot("outputs-stream")


@pytest.mark.parametrize(
    ("output", "marked"),
    [
        (
            stream(f"warn \x1b[31m{KEY[:9]}\x1b[0m\x1b[1m{KEY[9:]}\x1b[0m\nand \x1b[32m{KEY}\x1b[0m\n", "stderr"),
            [KEY, KEY],
        ),
        (error("\x1b[0;31mValueError\x1b[0m: bad", f"\x1b[0;32mx = '\x1b[39m{KEY}'\x1b[0m"), [KEY]),
        (display(text_html=f"<table><tr><td>a&amp;b</td><td>{KEY}</td></tr></table>", text_plain="<t>"), [KEY]),
        (display(text_html=["<p>one ", f"{KEY}</p><p>{KEY[:9]}<b>{KEY[9:]}</b></p>"]), [KEY, KEY]),
        (display(text_markdown=f"the *token* `{KEY}`"), [KEY]),
        (display(text_plain=f"{{'a': '{KEY}', 'b': '{OTHER}'}}"), [KEY, OTHER]),
    ],
    ids=["stderr in colours", "traceback", "html table", "html in pieces", "markdown", "two keys"],
)
def test_a_key_is_marked_however_it_is_rendered(lab, output, marked):
    lab.open_notebook("rendered.ipynb", run(output))
    lab.wait_for_highlights(*marked)
    expect(lab.cell(0).locator(BANNER)).to_have_count(1)
    lab.shot(f"outputs-{output['output_type']}-{len(str(output))}")


def test_all_keys_of_a_kind_are_redacted_at_once(desk):
    failed = error(f"ValueError: bad {KEY}") | {"evalue": f"bad {KEY}"}
    desk.open_notebook("twice.ipynb", run(stream(f"{KEY} and {KEY}\n")), run(failed))
    desk.wait_for_highlights(KEY, KEY, KEY)
    for index in (0, 1):
        banner = desk.cell(index).locator(BANNER)
        banner.get_by_role("button", name="Redact all 2").click()
        expect(banner).to_have_count(0)
    desk.wait_for_highlights()
    expect(desk.cell(0).locator(".jp-OutputArea-output")).to_have_text("REDACTED and REDACTED\n")
    desk.save()
    assert desk.server.findings("twice.ipynb") == []


def test_a_key_in_rendered_markdown_is_marked_until_it_is_gone(desk):
    desk.open_notebook("text.ipynb", markdown(f"# Keys\n🤗 use *{KEY}*, or `{OTHER}`"), markdown(f"```\n{KEY}\n```"))
    desk.wait_for_highlights(KEY, OTHER, KEY)
    desk.cell(0).locator(".jp-MarkdownOutput").dblclick()
    desk.type(0, f"Use `{OTHER}`")
    desk.page.keyboard.press("Control+Enter")
    desk.wait_for_highlights(OTHER, KEY)
    desk.shot("outputs-rendered-markdown")


def test_a_json_tree_is_marked_once_it_is_opened(lab):
    lab.open_notebook("json.ipynb", run(display(application_json={"login": {"token": KEY}})))
    expect(lab.cell(0).locator(BANNER)).to_contain_text(NAME)
    assert lab.highlights() == []
    lab.cell(0).locator(".jp-RenderedJSON").get_by_text("login").click()
    lab.wait_for_highlights(KEY)


def test_marks_and_banner_go_when_the_cell_is_run_again(desk):
    desk.open_notebook("again.ipynb", run(stream(KEY), source="print(6 * 7)"), run(stream(f"{OTHER}\n"), source="1"))
    desk.wait_for_highlights(KEY, OTHER)
    desk.run(0)
    expect(desk.cell(0).locator(".jp-OutputArea-output")).to_have_text(re.compile("42"))
    desk.wait_for_highlights(OTHER)
    expect(desk.page.locator(BANNER)).to_have_count(1)


def test_new_outputs_are_marked_when_they_are_saved(lab):
    lab.open_notebook("new.ipynb", code("print('hf_' + 'QwErTyUiOpAsDfGhJ' * 2)"))
    lab.run(0)
    expect(lab.cell(0).locator(".jp-OutputArea-output")).to_have_text(re.compile(KEY))
    assert lab.highlights() == []
    lab.save()
    lab.wait_for_highlights(KEY)
    expect(lab.cell(0).locator(BANNER)).to_contain_text(NAME)


def test_the_button_clears_the_output_it_is_about(lab):
    lab.open_notebook(
        "clear.ipynb", run(stream("out\n"), display(text_plain=f"<{KEY}>"), stream(f"{OTHER}\n", "stderr"))
    )
    lab.wait_for_highlights(KEY, OTHER)
    rows = lab.cell(0).locator(".labcoat-banner-row")
    expect(rows).to_have_count(2)
    rows.nth(0).get_by_role("button", name="Clear this output").click()
    lab.wait_for_highlights(OTHER)
    expect(rows).to_have_count(1)
    expect(lab.cell(0).locator(".jp-OutputArea-output")).to_contain_text(["out", OTHER])


def test_marks_outlast_collapsing_trusting_and_scrolling(lab):
    lab.open_notebook("redrawn.ipynb", run(stream(f"{KEY}\n"), display(text_html=f"<b>{OTHER}</b>")))
    lab.wait_for_highlights(KEY, OTHER)
    lab.cell(0).click()
    lab.execute("notebook:hide-cell-outputs")
    lab.wait_for_highlights()
    expect(lab.cell(0).locator(BANNER)).to_be_visible()
    lab.execute("notebook:show-cell-outputs")
    lab.wait_for_highlights(KEY, OTHER)
    lab.page.evaluate("void window.jupyterapp.commands.execute('notebook:trust')")  # which waits for its dialog
    lab.page.locator(".jp-Dialog .jp-mod-accept").click()
    lab.wait_for_highlights(KEY, OTHER)
    lab.execute("notebook:enable-output-scrolling")
    lab.wait_for_highlights(KEY, OTHER)
    lab.shot("outputs-redrawn")


def test_enter_presses_the_button_that_has_the_focus(lab):
    lab.open_notebook("enter.ipynb", run(stream(f"{KEY}\n")))
    lab.wait_for_highlights(KEY)
    lab.cell(0).get_by_role("button", name="Clear this output").focus()
    lab.page.keyboard.press("Enter")
    expect(lab.cell(0).locator(BANNER)).to_have_count(0)
    lab.wait_for_highlights()


def test_nothing_is_marked_where_the_setting_is_off(lab):
    lab.server.settings({"outputs": False})
    lab.open_notebook("off.ipynb", run(stream(f"{KEY}\n")))
    lab.page.wait_for_timeout(500)
    assert lab.highlights() == []
    expect(lab.page.locator(BANNER)).to_be_hidden()


def test_a_browser_without_highlights_has_the_banner(lab):
    lab.page.add_init_script("delete window.Highlight")
    lab.open_notebook("without.ipynb", run(stream(f"{KEY}\n")))
    expect(lab.cell(0).locator(BANNER)).to_contain_text(NAME)
    assert lab.highlights() == []


def test_a_closed_notebook_leaves_no_marks(lab):
    lab.open_notebook("closed.ipynb", run(stream(f"{KEY}\n")))
    lab.wait_for_highlights(KEY)
    lab.page.evaluate("window.desk.document.dispose()")
    assert lab.page.evaluate("[...CSS.highlights.values()].reduce((sum, each) => sum + each.size, 0)") == 0
