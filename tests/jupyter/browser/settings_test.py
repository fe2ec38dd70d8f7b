"""The user's settings, and the keyboard."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.jupyter.browser.deeds import (
    KEY,
    REMOTE_CODE,
    UNSAFE_LOAD,
    choose,
    expect_listed,
    expect_no_secret,
    open_panel,
    panel,
)
from tests.notebooks import code

TWO_HUNDRED = [code(f"{number}\n" * 5) for number in range(200)]


def test_all_goes_when_it_is_turned_off_and_comes_back(desk):
    output = {"output_type": "stream", "name": "stdout", "text": KEY}
    desk.open_notebook("off.ipynb", code(f'token = "{KEY}"', outputs=[output]))
    desk.wait_for_squiggles(KEY)
    desk.wait_for_highlights(KEY)
    open_panel(desk)
    expect_listed(desk, "huggingface-token", "huggingface-token")
    desk.execute("labcoat:toggle")
    desk.wait_for_squiggles()
    desk.wait_for_highlights()
    expect(panel(desk)).to_contain_text("labcoat is off")
    everything = ".labcoat-gutter-mark, .labcoat-output-banner, .labcoat-item, .labcoat-card"
    expect(desk.page.locator(everything)).to_have_count(0)
    desk.execute("labcoat:toggle")
    desk.wait_for_squiggles(KEY)
    desk.wait_for_highlights(KEY)
    expect_listed(desk, "huggingface-token", "huggingface-token")
    expect_no_secret(desk)


def test_nothing_is_asked_of_the_server_when_it_is_off(lab):
    lab.server.settings({"enabled": False})
    asked: list[str] = []
    lab.page.on("request", lambda request: "/labcoat/" in request.url and asked.append(request.url))
    lab.server.write("quiet.py", f'token = "{KEY}"\n')
    lab.open_unanswered("quiet.py")
    lab.page.locator(".jp-FileEditor .cm-content").click()
    lab.page.keyboard.type("# typed\n")
    with lab.page.expect_response(lambda response: response.request.method == "PUT" and "quiet.py" in response.url):
        lab.page.keyboard.press("Control+s")
    lab.page.wait_for_function("!window.desk.document.context.model.dirty")
    lab.wait_for_squiggles()
    assert asked == []


def test_settings_that_cannot_be_read_are_told_without_the_panel(desk):
    settings = desk.server.write("wrong/pyproject.toml", "[tool.labcoat]\nignroe = []\n")
    desk.open_notebook("wrong/book.ipynb", code(f'token = "{KEY}"'))
    button = desk.page.locator(".jp-Toolbar-item[data-labcoat]").locator("visible=true")
    expect(button).to_have_attribute("data-labcoat", "!")
    if desk.application == "lab":
        expect(desk.page.locator(".labcoat-status")).to_have_text("not checked")
    desk.wait_for_squiggles()
    open_panel(desk)
    expect(panel(desk)).to_contain_text('unknown key "ignroe", did you mean "ignore"?')
    desk.shot("settings-wrong")
    settings.write_text("", encoding="utf-8")
    desk.save()
    desk.wait_for_squiggles(KEY)
    expect(button).to_have_attribute("data-labcoat", "1")


def test_severities_and_rules_are_hidden(lab):
    lab.server.settings({"minSeverity": "medium", "ignoredRules": ["huggingface-token"]})
    lab.open_notebook("hidden.ipynb", code(f'token = "{KEY}"'), code(REMOTE_CODE), code(UNSAFE_LOAD))
    lab.wait_for_squiggles("trust_remote_code=True", "torch.load")
    open_panel(lab)
    expect_listed(lab, "trust-remote-code", "torch-load")
    expect(panel(lab)).to_contain_text("2 hidden by your settings")
    choose(lab, 0, "ignore-rule")
    lab.wait_for_squiggles("torch.load")
    expect_listed(lab, "torch-load")


def test_the_keyboard_leads_to_a_far_cell(desk):
    cells = [code(REMOTE_CODE), *TWO_HUNDRED[2:], code(f'print("🤗")\ntoken = "{KEY}"')]
    desk.open_notebook("far.ipynb", *cells)
    desk.wait_for_squiggles('"acme/bert"', "trust_remote_code=True")
    open_panel(desk)
    expect_listed(desk, "unpinned-hub-model", "trust-remote-code", "huggingface-token")
    desk.cell(0).locator(".cm-content").click()
    desk.page.keyboard.press("Escape")
    tab_to(desk, ".labcoat-item-open")
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("ArrowDown")
    expect(panel(desk).locator(".labcoat-item-open").nth(2)).to_be_focused()
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_function("key => window.desk.selection().text === key", arg=KEY)
    assert desk.selection()["cell"] == 199
    expect(desk.cell(199)).to_be_in_viewport()
    desk.expect_no_dialog()


def tab_to(desk, selector):
    """Press Tab until what the selector names has the focus."""
    for _ in range(100):
        desk.page.keyboard.press("Tab")
        if desk.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")
