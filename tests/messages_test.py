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
    assert "****" in shown
    assert KEY not in shown


@pytest.fixture
def conflict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "nb.ipynb").write_text('{\n "cells": [\n<<<<<<< HEAD\n=======\n>>>>>>> b\n],\n')
    monkeypatch.chdir(tmp_path)
    return "nb.ipynb"


def test_check_and_fix_name_the_same_line_of_a_merge_conflict(capsys, conflict: str) -> None:
    assert (main(["check", "--format", "concise", conflict]), main(["fix", conflict])) == (1, 2)
    shown = capsys.readouterr()
    assert shown.out == "nb.ipynb:3:1: high[unreadable-file] unresolved merge conflict\n"
    assert shown.err == "nb.ipynb: unresolved merge conflict (line 3)\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a.py", "print 'x'; load(trust_remote_code=True)\n", id="Python 2"),
        pytest.param("nb.ipynb", '{"cells": ', id="notebook that is not stripped"),
    ],
)
def test_fix_is_not_silent_about_what_it_cannot_read(capsys, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert main(["fix", "--ignore", "strip-outputs", str(tmp_path / name)]) == 2
    assert f"{name}: not " in capsys.readouterr().err


def test_an_internal_error_costs_one_file_and_shows_nothing_of_it(capsys, tmp_path: Path, monkeypatch) -> None:
    def fail(*arguments):
        raise ValueError(KEY)

    monkeypatch.setattr("labcoat.fix._fix_rules", fail)
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("")
    assert main(["fix", str(tmp_path)]) == 2
    shown = capsys.readouterr().err
    assert shown.count("internal error, please report it: ValueError at messages_test.py:") == 2
    assert KEY not in shown


def test_a_wrong_setting_of_the_fixer_is_an_error_of_fix(capsys, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.labcoat.strip-outputs]\nmax-size = "big"\n')
    (tmp_path / "nb.ipynb").write_text('{"cells": []}')
    assert main(["fix", str(tmp_path)]) == 2
    assert "max-size: 'big' is not a size" in capsys.readouterr().err


def test_no_baseline_is_written_where_nothing_could_be_checked(capsys, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["baseline", "b.py"]) == 2
    assert capsys.readouterr().err == "no such file: b.py\n"
    assert list(tmp_path.iterdir()) == []
