"""labcoat beside other extensions, in the oldest applications, and behind a hub's address."""

from __future__ import annotations

import pytest

from tests.jupyter.browser.deeds import (
    KEY,
    REMOTE_CODE,
    card_at,
    expect_listed,
    expect_no_secret,
    findings,
    open_panel,
    panel,
)
from tests.notebooks import code, markdown

HUB = "--ServerApp.base_url=/user/jo/"


@pytest.mark.parametrize("application", ["lab", "notebook"])
@pytest.mark.parametrize(("environment", "options"), [("oldest", []), ("main", [HUB])], ids=["oldest", "hub"])
def test_the_flow_from_a_save_to_a_fix(start_server, open_desk, environment, options, application):
    command = application if environment == "oldest" else "lab"  # an old lab does not serve the other one
    desk = open_desk(start_server(command, environment, *options), application)
    desk.open_notebook("old.ipynb", markdown("# Old"), code("1"))
    open_panel(desk)
    desk.type(1, f'print("🤗"); token = "{KEY}"')
    desk.save()
    desk.wait_for_squiggles(KEY)
    expect_listed(desk, "huggingface-token")
    panel(desk).locator(".labcoat-item-open").click()
    desk.page.wait_for_function("key => window.desk.selection().text === key", arg=KEY)
    expect_no_secret(desk)
    card_at(desk, 1, KEY).locator(".labcoat-button-fix").click()
    desk.wait_for_squiggles()
    expect_listed(desk)
    desk.save()
    assert findings(desk, "old.ipynb") == []
    desk.expect_no_dialog()


def test_marks_of_a_language_server_stay(start_server, open_desk):
    lab = open_desk(start_server("lab", "lsp"))
    lab.open_notebook("lsp.ipynb", code(f"print(undefined_name)\n{REMOTE_CODE}"))
    lab.wait_for_squiggles('"acme/bert"', "trust_remote_code=True", selector=".labcoat-mark")
    theirs = ".cm-lintRange:not(.labcoat-mark)"
    lab.wait_for_squiggles("undefined_name)", selector=theirs)
    card_at(lab, 0, "trust_remote_code=True").locator(".labcoat-button-fix").click()
    lab.wait_for_squiggles(selector=".labcoat-mark")
    lab.wait_for_squiggles("undefined_name)", selector=theirs)
    lab.save()
    lab.wait_for_squiggles("undefined_name)")
    lab.type(0, f'{REMOTE_CODE}\ntoken = "{KEY}"')
    lab.wait_for_squiggles(selector=theirs)
    lab.save()
    lab.wait_for_squiggles('"acme/bert"', "trust_remote_code=True", KEY, selector=".labcoat-mark")
