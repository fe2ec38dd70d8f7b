"""The git filter, in a real git repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from labcoat import git_filter
from labcoat.git_filter import LINES, main

if TYPE_CHECKING:
    from pathlib import Path


def notebook(*outputs: str, source: str = "1", **metadata: object) -> str:
    output = [{"name": "stdout", "output_type": "stream", "text": [text]} for text in outputs]
    cell = {"cell_type": "code", "execution_count": 1 if outputs else None, "metadata": metadata}
    cells = [{**cell, "outputs": output, "source": [source]}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, indent=1) + "\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository that knows nothing of the user's own settings; also the working directory."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(home / "system"))
    root = tmp_path / "repo"
    root.mkdir()
    monkeypatch.chdir(root)
    git("init", "--quiet", "--initial-branch=main")
    for key, value in (("user.name", "A"), ("user.email", "a@example.org"), ("core.autocrlf", "false")):
        git("config", "--global", key, value)
    return root


def git(*arguments: str, check: bool = True) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, check=check)
    return done.stdout.decode()


def config(place: str = "--local") -> dict[str, str]:
    lines = git("config", place, "--list", check=False).splitlines()
    return dict(line.split("=", 1) for line in lines if line.startswith(("filter.", "diff.")))


def test_outputs_stay_in_the_working_tree_and_out_of_git(root: Path) -> None:
    assert main(["install"]) == 0
    (root / "a b.ipynb").write_text(notebook("SECRET"))
    git("add", ".")
    assert git("status", "--porcelain") == 'A  "a b.ipynb"\n'
    git("commit", "--message", "x")
    assert git("show", "HEAD:a b.ipynb") == notebook()
    assert (root / "a b.ipynb").read_text() == notebook("SECRET")
    assert git("status", "--porcelain") == ""


def test_another_run_is_no_change_and_an_edit_shows_without_outputs(root: Path) -> None:
    main(["install"])
    path = root / "nb.ipynb"
    path.write_text(notebook("SECRET"))
    git("add", ".")
    git("commit", "--message", "x")
    path.write_text(notebook("another SECRET"))
    assert git("diff") == ""
    path.write_text(notebook("another SECRET", source="2"))
    changed = [line for line in git("diff").splitlines() if line.startswith(("+  ", "-  "))]
    assert changed == ['-    "1"', '+    "2"']


def test_a_clean_notebook_passes_byte_for_byte(root: Path) -> None:
    main(["install"])
    data = notebook().replace("\n", "\r\n").encode("utf-8-sig")
    (root / "nb.ipynb").write_bytes(data)
    git("add", ".")
    assert subprocess.run(["git", "show", ":nb.ipynb"], capture_output=True, check=True).stdout == data
    git("commit", "--message", "x")
    (root / "nb.ipynb").unlink()
    git("checkout", "--", "nb.ipynb")
    assert (root / "nb.ipynb").read_bytes() == data


def test_zeppelin_notes(root: Path) -> None:
    main(["install"])
    (root / "note.zpln").write_text('{"paragraphs": [{"results": {"msg": "SECRET"}}]}')
    git("add", ".")
    assert git("show", ":note.zpln") == '{"paragraphs": [{"results": {}}]}'


def test_a_broken_notebook_is_not_added(root: Path) -> None:
    main(["install"])
    (root / "nb.ipynb").write_text(notebook("SECRET")[:-20])
    done = subprocess.run(["git", "add", "."], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "nb.ipynb: not a readable notebook" in done.stderr
    assert "SECRET" not in done.stderr
    assert git("ls-files") == ""


def test_it_runs_no_module_of_the_repository(root: Path) -> None:
    """`python -m nbstripout` as a filter runs an nbstripout.py in the root of any repository that is cloned."""
    main(["install", "--python", sys.executable])
    for name in ("labcoat", "gc", "json"):
        (root / f"{name}.py").write_text("raise SystemExit('run')")
    (root / "nb.ipynb").write_text(notebook("SECRET"))
    git("add", ".")
    assert git("show", ":nb.ipynb") == notebook()


def test_install_twice_is_install_once(root: Path) -> None:
    attributes = root / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.txt text")
    assert (main(["install"]), main(["install"])) == (0, 0)
    assert attributes.read_bytes().splitlines() == [b"*.txt text", *LINES]


def test_uninstall_removes_what_install_added_and_nothing_else(root: Path) -> None:
    attributes = root / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.txt text\n*.ipynb diff=mine\n")
    git("config", "filter.labcoat.extrakeys", "metadata.x")
    main(["install"])
    assert main(["uninstall"]) == 0
    assert attributes.read_text() == "*.txt text\n*.ipynb diff=mine\n"
    assert config() == {"filter.labcoat.extrakeys": "metadata.x"}
    assert main(["uninstall"]) == 0


@pytest.mark.parametrize("old", ["*.md text\r\n# a\u2028b\r\n", "*.md text", "", "# \x0c\n*.md text\n\n"])
def test_other_attributes_stay_byte_for_byte(root: Path, old: str) -> None:
    attributes = root / ".gitattributes"
    attributes.write_bytes(old.encode())
    for _ in range(2):
        assert main(["install", "--attributes", ".gitattributes"]) == 0
        end = b"\r\n" if "\r\n" in old else b"\n"
        added = b"".join(line + end for line in LINES)
        assert attributes.read_bytes() in (old.encode() + added, old.encode() + end + added)
    assert main(["uninstall", "--attributes", ".gitattributes"]) == 0
    assert attributes.read_bytes().removesuffix(b"\n") == old.encode().removesuffix(b"\n")


def test_uninstall_leaves_the_textconv_of_others(root: Path) -> None:
    git("config", "diff.ipynb.textconv", "cat")
    assert main(["uninstall"]) == 0
    assert config() == {"diff.ipynb.textconv": "cat"}


def test_status(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 1
    assert capsys.readouterr().out.startswith("labcoat is not installed in repository ")
    main(["install"])
    capsys.readouterr()
    assert main(["status"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("labcoat is installed in repository ")
    assert "  filter.labcoat.smudge = cat\n" in out
    assert "  filter.labcoat.required = true\n" in out
    assert "*.ipynb filter=labcoat" in out
    main(["uninstall"])
    assert main(["status"]) == 1


@pytest.mark.parametrize("place", ["global", "system"])
def test_for_every_repository(root: Path, place: str) -> None:
    attributes = root.parent / f"{place}-attributes"
    git("config", f"--{place}", "core.attributesFile", str(attributes))
    assert main(["status", f"--{place}"]) == 1
    assert main(["install", f"--{place}"]) == 0
    assert main(["status", f"--{place}"]) == 0
    assert attributes.read_bytes().splitlines() == list(LINES)
    (root / "nb.ipynb").write_text(notebook("SECRET"))
    git("add", ".")
    assert git("show", ":nb.ipynb") == notebook()
    assert main(["uninstall", f"--{place}"]) == 0
    assert config(f"--{place}") == {}


def test_global_attributes_are_where_git_looks_for_them(root: Path) -> None:
    assert main(["install", "--global"]) == 0
    (root / "nb.ipynb").write_text(notebook("SECRET"))
    git("add", ".")
    assert git("show", ":nb.ipynb") == notebook()


def test_an_attributes_file_in_the_repository(root: Path) -> None:
    assert main(["install", "--attributes", ".gitattributes"]) == 0
    assert (root / ".gitattributes").read_bytes().splitlines() == list(LINES)
    assert main(["status"]) == 0
    assert main(["uninstall", "--attributes", ".gitattributes"]) == 0
    assert main(["status"]) == 1


def test_a_linked_worktree(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git("commit", "--allow-empty", "--message", "x")
    git("worktree", "add", "--quiet", "../linked")
    monkeypatch.chdir(root.parent / "linked")
    assert main(["install"]) == 0
    (root.parent / "linked" / "nb.ipynb").write_text(notebook("SECRET"))
    git("add", ".")
    assert git("show", ":nb.ipynb") == notebook()


@pytest.mark.parametrize("key", ["filter.labcoat.extrakeys", "filter.nbstripout.extrakeys"])
def test_keys_of_git_that_are_set_before_the_installation(root: Path, key: str) -> None:
    git("config", key, "cell.metadata.mine")
    git("config", "filter.labcoat.keepmetadatakeys", "cell.metadata.scrolled")
    main(["install"])
    (root / "nb.ipynb").write_text(notebook(mine=1, collapsed=True, scrolled=True))
    git("add", ".")
    assert git("show", ":nb.ipynb") == notebook(scrolled=True)


def test_keys_of_git_are_not_asked_for_otherwise(root: Path) -> None:
    main(["install"])
    assert "--git-config" not in config()["filter.labcoat.clean"]


def test_options_come_from_pyproject(root: Path) -> None:
    (root / "pyproject.toml").write_text("[tool.labcoat.strip-outputs]\nkeep-output = true\nkeep-count = true\n")
    main(["install"])
    (root / "nb.ipynb").write_text(notebook("x"))
    git("add", ".")
    assert git("show", ":nb.ipynb") == notebook("x")


def test_a_filter_of_another_program_is_not_overridden(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    attributes = root / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.ipynb filter=nbstripout\n")
    assert main(["install"]) == 2
    assert "already has '*.ipynb filter=nbstripout': remove that filter first" in capsys.readouterr().err
    assert config() == {}


@pytest.mark.parametrize("python", ["nowhere/python", "git"])
def test_a_python_that_does_not_work_is_not_installed(
    root: Path, python: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["install", "--python", python]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert config() == {}


@pytest.mark.parametrize("action", ["install", "uninstall", "status"])
def test_outside_a_repository(root: Path, action: str, monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(root.parent)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parents[1]))
    assert main([action]) == 2
    assert "not in a git repository" in capsys.readouterr().err


def test_without_git(root: Path, monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["status"]) == 2
    assert capsys.readouterr().err == "labcoat git: git: No such file or directory\n"


def test_the_console_script_is_preferred(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_filter, "_script", lambda: "")
    main(["install"])
    assert config()["filter.labcoat.clean"].endswith(" -I -m labcoat.strip_outputs --stdin-filename %f")
