"""The oldest and the newest Jupyter Server that labcoat works with."""

from __future__ import annotations

import pytest

from tests.jupyter import environments
from tests.jupyter.server.running import server
from tests.jupyter.server.saved import LEAK, notebook


@pytest.mark.parametrize("name", ["oldest", "main"])
def test_a_save_is_scanned(tmp_path, name):
    command, variables = environments.command(name, "server"), environments.variables(name)
    with server(tmp_path, command=command, environment=variables) as running:
        running.call("api/contents/nb.ipynb", "PUT", {"type": "notebook", "format": "json", "content": notebook(LEAK)})
        report = running.call("labcoat/findings?path=nb.ipynb")
        assert [finding["rule"] for finding in report["findings"]] == ["huggingface-token"]
        wish = {"path": "nb.ipynb", "rule": "huggingface-token", "fingerprint": report["findings"][0]["fingerprint"]}
        assert running.call("labcoat/fix", "POST", {**wish, "apply": True})["status"] == "ok"
        assert running.call("labcoat/findings?path=nb.ipynb")["total"] == 0
        assert "Traceback" not in running.log.read_text()
