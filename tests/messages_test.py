"""What the command says to a user who asks for something it cannot do, or for a diff with a key in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from labcoat.cli import main
from labcoat.strip_outputs import main as strip_outputs

if TYPE_CHECKING:
    from pathlib import Path

KEY = "hf_" + "a1" * 17


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        pytest.param("strip-outputs", '"strip-outputs" is not among the rules that are checked here', id="a fixer"),
        pytest.param("trust-remote-cod", 'did you mean "trust-remote-code"?', id="a typo"),
    ],
)
def test_a_selection_that_checks_nothing_is_an_error(capsys, selection: str, message: str) -> None:
    assert main(["check", "--select", selection, __file__]) == 2
    assert message in capsys.readouterr().err


@pytest.fixture
def notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    output = {"name": "stdout", "output_type": "stream", "text": [f"{KEY}\n"]}
    source = [f"login('{KEY}')\n", f"load('m', token='{KEY}', trust_remote_code=True)"]
    cell = {"cell_type": "code", "execution_count": 1, "id": "a", "metadata": {}, "outputs": [output], "source": source}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "nb.ipynb").write_text(json.dumps(notebook, indent=1))
    monkeypatch.chdir(tmp_path)
    return "nb.ipynb"


@pytest.mark.parametrize(
    "command",
    [
        pytest.param([main, "fix", "--diff"], id="strip and rules"),
        pytest.param([main, "fix", "--diff", "--unsafe-fixes", "--ignore", "strip-outputs"], id="rules"),
        pytest.param([strip_outputs, "--diff"], id="stand-alone hook"),
    ],
)
def test_a_diff_masks_keys(capsys, notebook: str, command: list) -> None:
    run, *arguments = command
    assert run([*arguments, notebook]) == 1
    shown = capsys.readouterr().out
    assert "hf_****" in shown
    assert KEY not in shown
