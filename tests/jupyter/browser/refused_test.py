"""What cannot be saved, read or changed: users learn of it, and nothing of ours fails."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.jupyter.browser.deeds import KEY, OTHER_KEY, expect_listed, expect_no_secret, open_panel, panel
from tests.jupyter.browser.desk import KERNEL, MILLISECONDS
from tests.jupyter.environments import CHECKOUT
from tests.notebooks import code, notebook

LARGE = 50_000_000
READ_ONLY = "--ServerApp.contents_manager_class=tests.jupyter.server.managers.ReadOnly"


def test_a_refused_save_shows_what_refused_it(start_server, open_desk):
    lab = open_desk(start_server("lab", "main", "--LabcoatApp.block_on=critical"))
    lab.open_notebook("refused.ipynb", code("1"))
    open_panel(lab)
    lab.type(0, f'token = "{KEY}"')
    lab.page.keyboard.press("Control+s")
    dialog = lab.page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("File Save Error")
    expect_no_secret(lab)
    dialog.get_by_role("button").last.click()
    lab.wait_for_squiggles(KEY)
    expect_listed(lab, "huggingface-token")
    assert KEY not in (lab.server.root / "refused.ipynb").read_text()
    assert all("Refused by labcoat" in each or "Not saved, because labcoat found" in each for each in lab.errors)
    assert KEY not in "".join(lab.errors)
    lab.errors.clear()  # Jupyter's own, which tell of the refusal


def test_what_is_not_to_be_written_is_marked_when_it_is_opened(start_server, open_desk, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    lab = open_desk(start_server("lab", "main", READ_ONLY))
    lab.open_notebook("kept.ipynb", code(f'token = "{KEY}"'))
    lab.wait_for_squiggles(KEY)
    lab.cell(0).locator(".cm-content").click()
    lab.page.keyboard.press("End")
    lab.page.keyboard.type("  # mine")
    lab.page.keyboard.press("Control+s")
    dialog = lab.page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("read-only")
    dialog.get_by_role("button").last.click()
    lab.wait_for_squiggles(KEY)
    lab.execute("labcoat:scan")
    lab.wait_for_squiggles(KEY)
    expect_no_secret(lab)


def test_a_notebook_of_50_mb_is_saved(start_server, open_desk):
    lab = open_desk(start_server("lab", "main", "--LabcoatApp.scan_timeout=300"))
    lab.page.set_default_timeout(5 * MILLISECONDS)  # Jupyter itself takes its time
    output = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"application/x-unknown": "ab cd\n" * (LARGE // 6)},
    }
    lab.server.write("large.ipynb", notebook(code("1") | {"id": "first"}, code("2", outputs=[output]), **KERNEL))
    lab.open("large.ipynb")
    lab.type(0, f'token = "{KEY}"')
    lab.save()
    open_panel(lab)
    lab.wait_for_squiggles(KEY)
    assert (lab.server.root / "large.ipynb").stat().st_size > LARGE
    lab.expect_no_dialog()


def test_a_broken_notebook_fails_in_jupyters_own_way(lab):
    lab.server.write("broken.ipynb", '{"cells": [')
    lab.server.write("fine.ipynb", notebook(code(f'token = "{KEY}"'), **KERNEL))
    lab.open("fine.ipynb")
    lab.page.evaluate(
        "void window.jupyterapp.commands.execute('docmanager:open', {path: 'broken.ipynb'}).catch(() => {})"
    )
    dialog = lab.page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("broken.ipynb")
    dialog.get_by_role("button").last.click()
    dialog.get_by_role("button", name="Discard").click()  # Jupyter asks about what it could not open
    lab.wait_for_squiggles(KEY)


def test_a_cell_that_may_not_be_edited_offers_no_change(desk):
    desk.open_notebook(
        "locked.ipynb", code(f'token = "{KEY}"') | {"metadata": {"editable": False}}, code(f'"{OTHER_KEY}"')
    )
    desk.wait_for_squiggles(KEY, OTHER_KEY)
    open_panel(desk)
    actions = panel(desk).locator(".labcoat-item-action")
    panel(desk).locator(".labcoat-item-open").nth(1).click()
    expect(actions.filter(has_text="Ignore here")).to_have_count(1)
    panel(desk).locator(".labcoat-item-open").nth(0).click()
    expect(actions.filter(has_text="Explain")).to_have_count(1)
    expect(actions.filter(has_text="Ignore here")).to_have_count(0)
    assert "fix" not in [each.get_attribute("data-action") for each in actions.all()]
