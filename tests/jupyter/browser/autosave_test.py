"""Toasts: one for what is new, none for what Jupyter saves by itself unless it is severe, and never a dialog."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.jupyter.browser.deeds import KEY, UNSAFE_LOAD, expect_no_secret, panel, toasts, wait_for_answer
from tests.notebooks import code

DOCUMENTS = "@jupyterlab/docmanager-extension/plugin"


@pytest.fixture
def autosave(server):
    """Jupyter saves every second what has changed."""
    server.settings({"autosave": True, "autosaveInterval": 1}, DOCUMENTS)
    yield
    server.settings({}, DOCUMENTS)


def test_an_autosave_tells_only_of_what_is_severe(autosave, desk):
    desk.open_notebook("autosave.ipynb", code("1"), code("2"))
    desk.type(0, UNSAFE_LOAD)
    wait_for_answer(desk, "autosave.ipynb")
    desk.wait_for_squiggles("torch.load")
    desk.type(1, f'token = "{KEY}"')
    expect(toasts(desk)).to_have_count(1)
    expect(toasts(desk)).to_contain_text("2 new findings in autosave.ipynb: 1 critical, 1 medium")
    expect_no_secret(desk)
    desk.wait_for_squiggles("torch.load", KEY)
    desk.expect_no_dialog()
    assert desk.selection()["focused"]

    toasts(desk).get_by_role("button", name="Show").click()
    expect(panel(desk)).to_be_visible()
    desk.page.wait_for_function("key => window.desk.selection().text === key", arg=KEY)


def test_a_save_tells_once_what_is_new_and_takes_it_back(desk):
    desk.open_notebook("told.ipynb", code("1"), code("2"))
    desk.type(0, UNSAFE_LOAD)
    desk.save()
    expect(toasts(desk)).to_have_count(1)
    expect(toasts(desk)).to_contain_text("1 new finding in told.ipynb: 1 medium (torch-load)")
    desk.type(1, f'token = "{KEY}"')
    desk.save()
    expect(toasts(desk)).to_contain_text("1 new finding in told.ipynb: 1 critical")
    expect(toasts(desk)).to_have_count(1)
    desk.type(1, "2")
    desk.save()
    desk.wait_for_squiggles("torch.load")
    expect(toasts(desk)).to_have_count(0)
    desk.expect_no_dialog()


def test_a_rule_is_muted_from_its_toast(lab):
    lab.open_notebook("muted.ipynb", code("1"))
    lab.type(0, UNSAFE_LOAD)
    lab.save()
    lab.wait_for_squiggles("torch.load")
    toasts(lab).get_by_role("button", name="Mute torch-load").click()
    lab.wait_for_squiggles()
    lab.type(0, UNSAFE_LOAD + f'\ntoken = "{KEY}"')
    lab.save()
    lab.wait_for_squiggles(KEY)
    assert [each["rule"] for each in lab.server.findings("muted.ipynb")] == ["torch-load", "huggingface-token"]


def test_no_toast_is_shown_when_they_are_off(lab):
    lab.server.settings({"toasts": "off"})
    lab.open_notebook("silent.ipynb", code("1"))
    lab.type(0, f'token = "{KEY}"')
    lab.save()
    lab.wait_for_squiggles(KEY)
    lab.page.evaluate(
        "window.jupyterapp.commands.execute('apputils:notify', {message: 'mine', options: {autoClose: 60000}})"
    )
    expect(toasts(lab)).to_have_text(["mine"])
