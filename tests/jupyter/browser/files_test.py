"""Text files in the editor, and notebooks that are old, broken, large or not to be written."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.jupyter.browser.deeds import KEY, OTHER_KEY, card_at, expect_no_secret, panel
from tests.jupyter.browser.desk import KERNEL
from tests.notebooks import code, markdown, notebook

FILES = {
    "train.py": (f"# 🤗\nimport os\ntoken = '{KEY}'\n", [KEY]),
    "requirements.txt": ("numpy==1.26.4\ntorch\n", ["torch"]),
    "config.yaml": (f"hub:\n  token: {KEY}\n", [KEY]),
    "Dockerfile": (f"FROM python:3.12\nENV HF_TOKEN={KEY}\nRUN pip install torch\n", [KEY, "torch"]),
}


@pytest.mark.parametrize("name", FILES)
def test_a_text_file_is_marked_when_it_is_opened_and_when_it_is_saved(lab, name):
    text, marked = FILES[name]
    lab.server.write(name, text)
    lab.open(name)
    lab.wait_for_squiggles(*marked)
    lab.execute("labcoat:show-panel")
    expect(panel(lab).locator(".labcoat-item")).to_have_count(len(marked))
    expect_no_secret(lab)
    lab.page.locator(".jp-FileEditor .cm-content").click()
    lab.page.keyboard.press("Control+Home")
    lab.page.keyboard.type("# kept\n")
    lab.save()
    lab.wait_for_squiggles(*marked)
    assert (lab.server.root / name).read_text(encoding="utf-8") == "# kept\n" + text


def test_a_text_file_is_fixed_in_notebooks_editor(notebook):
    notebook.server.write("fixed.py", f"import os\n\ntoken = '{KEY}'\n")
    notebook.open("fixed.py")
    notebook.wait_for_squiggles(KEY)
    notebook.page.locator(".cm-lintRange").click(position={"x": 12, "y": 5})
    notebook.page.keyboard.press("Control+.")
    notebook.page.locator(".labcoat-button-fix").click()
    notebook.wait_for_squiggles()
    notebook.save()
    assert (notebook.server.root / "fixed.py").read_text() == "import os\n\ntoken = os.environ['HF_TOKEN']\n"


def test_cells_without_ids_have_their_marks_by_number(desk):
    cells = [markdown("# Old"), code("1"), code(f'token = "{KEY}"'), code(f'token = "{OTHER_KEY}"')]
    desk.server.write("old.ipynb", notebook(*cells, **KERNEL) | {"nbformat_minor": 4})
    desk.open("old.ipynb")
    desk.wait_for_squiggles(KEY, OTHER_KEY)
    assert [mark["cell"] for mark in desk.squiggles()] == [2, 3]
    card_at(desk, 2, KEY).locator(".labcoat-button-fix").click()
    desk.wait_for_squiggles(OTHER_KEY)
    desk.save()
    desk.wait_for_squiggles(OTHER_KEY)
    assert desk.squiggles()[0]["cell"] == 3
    assert json.loads((desk.server.root / "old.ipynb").read_text())["nbformat_minor"] == 4


def test_a_renamed_notebook_keeps_its_marks_and_is_saved_under_its_new_name(lab):
    lab.open_notebook("before.ipynb", code(f'token = "{KEY}"'))
    lab.wait_for_squiggles(KEY)
    rename = "window.jupyterapp.serviceManager.contents.rename('before.ipynb', 'after.ipynb').then(() => {})"
    with lab.page.expect_response(lambda response: "findings?path=after.ipynb" in response.url):
        lab.page.evaluate(rename)
    lab.wait_for_squiggles(KEY)
    lab.type(0, f'token = "{OTHER_KEY}"')
    lab.save()
    lab.wait_for_squiggles(OTHER_KEY)
    assert [each["path"] for each in lab.server.findings("after.ipynb")] == ["after.ipynb"]
