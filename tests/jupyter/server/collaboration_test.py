"""With jupyter-collaboration: no save is refused."""

from __future__ import annotations

import pytest

from tests.jupyter import environments
from tests.jupyter.server.running import server
from tests.jupyter.server.saved import LEAK, notebook


@pytest.fixture
def collaborative(tmp_path):
    python = environments.command("rtc", "server")
    options = ["--LabcoatApp.block_on=critical"]
    with server(tmp_path, *options, command=python, environment=environments.variables("rtc")) as running:
        yield running


def test_no_save_is_refused_and_users_know_why(collaborative):
    model = {"type": "notebook", "format": "json", "content": notebook(LEAK)}
    collaborative.call("api/contents/nb.ipynb", "PUT", model)
    report = collaborative.call("labcoat/findings?path=nb.ipynb")
    assert report["total"] == 1
    assert "jupyter-collaboration is loaded" in "".join(report["notices"])
    log = collaborative.log.read_text()
    assert "jupyter_server_ydoc | extension was successfully loaded" in log
    assert "jupyter-collaboration is loaded" in log
