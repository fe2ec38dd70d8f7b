"""When the opt-in rule about hashes runs: with `min-level = "hash"` where it is selected, by its name, or by `all`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from labcoat.cli import main

RUNS = [
    ([], False),
    (["--min-level", "hash"], True),
    (["--min-level", "hash", "--select", "pinned-requirements"], True),
    (["--min-level", "hash", "--select", "unpinned-requirement"], False),
    (["--min-level", "hash", "--select", "remote-code"], False),
    (["--min-level", "hash", "--ignore", "unhashed-requirement"], False),
    (["--min-level", "exact", "--select", "pinned-requirements"], False),
    (["--select", "unhashed-requirement"], True),
    (["--select", "all"], True),
]


@pytest.mark.parametrize(("arguments", "runs"), RUNS)
def test_it_runs_when_it_is_asked_for(tmp_path: Path, monkeypatch, capsys, arguments, runs):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "requirements.txt").write_text("numpy==1.26.4\n")
    main(["check", "--format", "jsonl", *arguments, "requirements.txt"])
    rules = [json.loads(line)["rule"] for line in capsys.readouterr().out.splitlines()]
    assert rules == (["unhashed-requirement"] if runs else [])


LEVELS = [
    ("hash", "exact", ["numpy", "torch", "scipy"]),
    ("", "range", ["numpy"]),
    ("compatible", "hash", ["numpy", "torch"]),
]


@pytest.mark.parametrize(("given", "configured", "names"), LEVELS)
def test_the_command_line_goes_before_the_settings(tmp_path: Path, monkeypatch, capsys, given, configured, names):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "requirements.txt").write_text("numpy\ntorch>=2\nscipy~=1.2\n")
    (tmp_path / "pyproject.toml").write_text(f"[tool.labcoat.pinned-requirements]\nmin-level = '{configured}'\n")
    arguments = ["--min-level", given] if given else []
    main(["check", "--format", "jsonl", "--select", "unpinned-requirement", *arguments, "requirements.txt"])
    found = [json.loads(line)["message"].split("`")[1] for line in capsys.readouterr().out.splitlines()]
    assert found == names


def test_a_level_that_does_not_exist_is_an_error(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "requirements.txt").write_text("numpy\n")
    (tmp_path / "pyproject.toml").write_text("[tool.labcoat.pinned-requirements]\nmin-level = 'exakt'\n")
    assert main(["check", "requirements.txt"]) == 2
    assert 'unknown value "exakt", did you mean "exact"?' in capsys.readouterr().err
