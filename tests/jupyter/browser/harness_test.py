"""What the other tests here stand on: both applications load the extension, and errors of ours do not go by."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.notebooks import code, markdown

KEY = "hf_" + "QwErTyUiOpAsDfGhJ" * 2


def test_a_notebook_opens_with_the_extension_and_is_saved(desk):
    desk.open_notebook("first.ipynb", markdown("# Title"), code(f'token = "{KEY}"'))
    expect(desk.cell(1)).to_contain_text("token")
    assert desk.sources() == ["# Title", f'token = "{KEY}"']
    plugin = "window.jupyterapp.isPluginActivated('labcoat-jupyter:plugin')"
    assert desk.page.evaluate(plugin)
    assert [each["rule"] for each in desk.server.findings("first.ipynb")] == ["huggingface-token"]

    desk.type(1, "answer = 42")
    desk.save()
    assert desk.server.findings("first.ipynb") == []
    desk.expect_no_dialog()
    desk.shot("harness")


def test_a_text_file_opens(lab):
    lab.server.write("train.py", "answer = 42\n")
    lab.open("train.py")
    expect(lab.page.locator(".jp-FileEditor .cm-content")).to_contain_text("answer = 42")


@pytest.mark.parametrize("script", ["console.error('labcoat')", "void Promise.reject(new Error('labcoat'))"])
def test_an_error_of_ours_is_collected_and_another_is_not(lab, script):
    lab.open_notebook("errors.ipynb", code("1"))
    lab.page.evaluate(f"() => {{ {script.replace('labcoat', 'another')} }}")
    assert lab.errors == []
    lab.page.evaluate(f"() => {{ {script} }}")
    lab.page.wait_for_timeout(200)
    assert len(lab.errors) == 1
    lab.errors.clear()
