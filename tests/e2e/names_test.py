"""File names as people and attackers choose them, through both runners."""

from __future__ import annotations

import re

import pytest

from tests.e2e.notebooks import REMOTE, REMOTE_COLUMN, notebook
from tests.e2e.runners import Repo, Runner

NAMES = (
    "-x",
    "--check",
    "--exit-zero",
    "--keep-output",
    "a b  c",
    " leading and trailing ",
    "模型 é🙂",
    "e\u0301 decomposed",
    "'single' \"double\" `back`",
    "$HOME;true&&|false",
    "back\\slash",
    "*?[x]{a,b}",
    "~tilde#hash%41",
    "-",
    "@file",
    "sub dir/-y",
)


def test_strip(runner: Runner, repo: Repo) -> None:
    files = [f"{name}.ipynb" for name in NAMES]
    for file in files:
        repo.add(file, notebook("x = 1\n"))
    runner.configure(repo, "labcoat-strip-outputs")
    done = runner.run(repo)
    assert done.code == 1
    told = re.findall(r"^ *(.+): stripped 1 output, ", done.output, re.MULTILINE)
    assert sorted(told) == sorted(file.lstrip() for file in files)
    assert [file for file in files if repo.read(file) != notebook("x = 1\n", outputs=False)] == []


@pytest.mark.parametrize("hook", ["labcoat", "labcoat-remote-code"])
def test_remote_code(runner: Runner, repo: Repo, hook: str) -> None:
    files = [f"{name}{ending}" for name in NAMES for ending in (".py", ".ipynb")]
    for file in files:
        repo.add(file, notebook(REMOTE) if file.endswith("b") else REMOTE)
    runner.configure(repo, hook, labcoat=["--format=concise"], labcoat_remote_code=["--format=concise"])
    done = runner.run(repo)
    expected = [(file.lstrip(), int(file.endswith("b")), 1, REMOTE_COLUMN) for file in files]
    assert done.places("trust-remote-code") == sorted(expected)
    assert done.code == 1


@pytest.mark.parametrize("option", ["--exit-zero", "--help", "--version", "--select=unused-ignore", "--output=out"])
@pytest.mark.parametrize("hook", ["labcoat", "labcoat-remote-code"])
def test_a_file_named_like_an_option_switches_nothing_off(runner: Runner, repo: Repo, hook: str, option: str) -> None:
    repo.add(option, "plain text\n")
    repo.add("a.py", REMOTE)
    runner.configure(repo, hook)
    done = runner.run(repo)
    assert done.code == 1
    assert " a.py:1:26\n" in done.output
