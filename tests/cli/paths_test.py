"""Paths that are given: directories, what is missing, what is no file."""

from __future__ import annotations

import os

import pytest

from tests.cli.conftest import Project
from tests.e2e.notebooks import REMOTE, notebook


def put(project: Project, *names: str) -> None:
    for name in names:
        project.write(name, REMOTE)


def test_a_directory_is_what_git_tracks_or_would_track(project: Project) -> None:
    put(project, "b.py", "a/c.py", "a/ignored.py", "build/d.py", "a.ipynb/e.py", ".hidden/f.py")
    project.write(".gitignore", "build/\nignored.py\n")
    assert project.lines() == [".hidden/f.py:1:26", "a.ipynb/e.py:1:26", "a/c.py:1:26", "b.py:1:26"]
    assert project.lines("a") == ["a/c.py:1:26"]
    assert project.lines("a/ignored.py") == ["a/ignored.py:1:26"]


def test_a_directory_outside_git(project: Project) -> None:
    outside = project.root.parent / "outside"
    outside.mkdir()
    (outside / "a.py").write_text(REMOTE, encoding="utf-8")
    assert project.lines("../outside") == ["../outside/a.py:1:26"]


@pytest.mark.parametrize(
    "name", ["a b.py", "-x.py", "--exit-zero", "--help", "é模型🙂.py", "'\".py", "*?[a].py", " .py", "@a.py"]
)
@pytest.mark.parametrize("program", [["labcoat", "check"], ["labcoat-remote-code"]])
def test_any_name_is_a_file(project: Project, program: list[str], name: str) -> None:
    put(project, name, "a.py")
    done = project.program(*program, name, "a.py", "--format=concise", "--exit-zero")
    assert "a.py:1:26: high[trust-remote-code]" in done.out
    assert done.code == (1 if name == "--exit-zero" else 0)
    assert (f"{name}:1:26: high[" in done.out) is name.endswith(".py")


def test_a_name_cannot_forge_a_line(project: Project) -> None:
    put(project, "a\nb.py")
    assert project.lines("a\nb.py") == ["a\\nb.py:1:26"]


def test_a_file_named_like_an_option_is_fixed_and_accepted(project: Project) -> None:
    project.write("--check", notebook("x = 1\n"))
    project.write("--diff.ipynb", notebook("x = 1\n"))
    assert project.labcoat("fix", "--diff.ipynb", "--check").code == 1
    assert project.read("--diff.ipynb") == notebook("x = 1\n", outputs=False)
    put(project, "--output.py")
    assert project.labcoat("baseline", "--output.py").out == ".labcoat-baseline.json: 1 finding accepted.\n"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing.py", "no such file: missing.py"),
        ("missing\n.py", "no such file: 'missing\\n.py'"),
        ("a.py/b.py", "cannot read: a.py/b.py (Not a directory)"),
        ("empty", "no files in empty"),
        ("empty.ipynb", "no files in empty.ipynb"),
        ("dangling.ipynb", "broken symbolic link: dangling.ipynb"),
        ("loop.ipynb", "cannot read: loop.ipynb (Too many levels of symbolic links)"),
        ("pipe.ipynb", "not a regular file: pipe.ipynb"),
        ("x" * 300, "cannot read: " + "x" * 300 + " (File name too long)"),
    ],
    ids=lambda value: value[:20],
)
@pytest.mark.parametrize("command", ["check", "fix", "baseline"])
def test_a_path_that_cannot_be_handled_is_told_and_stops_nothing(
    project: Project, command: str, path: str, message: str
) -> None:
    odd_files(project)
    done = project.labcoat(command, path, "a.py", "nb.ipynb")
    assert (done.code, done.err) == (2, f"{message}\n")
    done_work = {"check": "a.py:1:26", "fix": "nb.ipynb: stripped 1 output", "baseline": "1 finding accepted"}
    assert done_work[command] in done.out


@pytest.mark.parametrize("path", ["missing.ipynb", "empty.ipynb", "dangling.ipynb", "loop.ipynb", "pipe.ipynb"])
def test_the_strip_hook_says_so_as_well(project: Project, path: str) -> None:
    odd_files(project)
    done = project.program("labcoat-strip-outputs", path, "nb.ipynb")
    assert done.code == 2
    assert done.err.startswith(f"{path}: ")
    assert done.out.startswith("nb.ipynb: stripped 1 output")


def odd_files(project: Project) -> None:
    """A file that is clean to strip, one that has a finding, and things that are no files."""
    project.write("nb.ipynb", notebook("x = 1\n"))
    put(project, "a.py")
    for directory in ("empty", "empty.ipynb"):
        (project.root / directory).mkdir()
    (project.root / "dangling.ipynb").symlink_to("nowhere")
    (project.root / "loop.ipynb").symlink_to("loop.ipynb")
    os.mkfifo(project.root / "pipe.ipynb")


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b"<<<<<<< HEAD\n{}", b'{"cells": 1}', b"[" * 2000, b"\0" * 100]
)
def test_a_file_that_cannot_be_read_is_a_finding_at_any_severity(project: Project, data: bytes) -> None:
    (project.root / "bad.ipynb").write_bytes(data)
    put(project, "a.py")
    done = project.labcoat("check", "--format=concise", "--min-severity=critical", "bad.ipynb", "a.py")
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("bad.ipynb:1:")
    assert done.out.count("high[unreadable-file]") == 1


def test_an_excluded_path(project: Project) -> None:
    put(project, "a.py", "gen/b.py")
    project.write("pyproject.toml", '[tool.labcoat]\nexclude = ["gen/"]\n')
    assert project.lines() == ["a.py:1:26"]
    assert project.lines("gen/b.py", "a.py") == ["a.py:1:26"]
    only = project.labcoat("check", "gen")
    assert (only.code, only.err) == (2, "no files in gen: all are excluded, or links\n")
