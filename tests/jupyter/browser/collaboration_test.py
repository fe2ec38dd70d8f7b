"""With jupyter-collaboration, that saves by itself what several people type into one notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.jupyter.browser.deeds import KEY, card_at, expect_listed, expect_no_secret, findings, open_panel, panel
from tests.jupyter.browser.desk import KERNEL
from tests.notebooks import code, notebook

if TYPE_CHECKING:
    from tests.jupyter.browser.desk import Desk

PATH = "shared.ipynb"


@pytest.fixture
def pair(start_server, open_desk) -> tuple[Desk, Desk]:
    """Two users with one notebook."""
    server = start_server("lab", "rtc", "--LabcoatApp.block_on=critical")
    cells = [code("1") | {"id": "first"}, code("2") | {"id": "second"}]
    server.write(PATH, notebook(*cells, **KERNEL))
    desks = open_desk(server), open_desk(server)
    for desk in desks:
        desk.open(PATH)
    return desks


def test_a_key_of_one_user_is_marked_for_both_and_no_save_is_refused(pair):
    mine, theirs = pair
    open_panel(theirs)
    mine.type(1, f'token = "{KEY}"')
    for desk in pair:
        desk.wait_for_squiggles(KEY)
        assert desk.squiggles()[0]["cell"] == 1
        expect_no_secret(desk)
    expect_listed(theirs, "huggingface-token")
    expect(panel(theirs).locator(".labcoat-notice")).to_contain_text("jupyter-collaboration is loaded")
    assert findings(mine, PATH) == [("huggingface-token", 2)]

    card_at(theirs, 1, KEY).locator(".labcoat-button-fix").click()
    for desk in pair:
        desk.wait_for_squiggles()
        desk.expect_no_dialog()
    expect_listed(theirs)
    assert mine.sources() == theirs.sources() == ["1", 'import os\ntoken = os.environ["HF_TOKEN"]']
