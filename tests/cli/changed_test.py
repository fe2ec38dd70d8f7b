"""`--changed-lines`: only what a commit adds, in real repositories."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from labcoat.cli import main
from labcoat.core.changed import new_lines
from tests.cases import notebook


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("PRE_COMMIT_FROM_REF", "PRE_COMMIT_TO_REF"):
        monkeypatch.delenv(name, raising=False)
    git("init", "--quiet", "--initial-branch=main")
    git("config", "user.email", "a@b.c")
    git("config", "user.name", "n")
    return tmp_path


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout.strip()


def commit(**files: str) -> str:
    """Write files (`a__b` is `a.b`), and commit all; the commit."""
    write(**files)
    git("add", "--all")
    git("commit", "--quiet", "--message", "m", "--no-verify")
    return git("rev-parse", "HEAD")


def write(**files: str) -> None:
    for name, text in files.items():
        Path(name.replace("__", ".")).write_text(text, encoding="utf-8")


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    code = main(["check", "--format", "jsonl", "--changed-lines", "--select", "unpinned-requirement", *arguments])
    out = capsys.readouterr().out
    found = [f"{finding['path']}:{finding['line']}" for finding in map(json.loads, out.splitlines())]
    assert code == bool(found)
    return found


def test_old_lines_are_quiet_and_new_ones_are_not(project, capsys):
    commit(requirements__txt="numpy\ntorch\n")
    write(requirements__txt="scipy\nnumpy\n# c\ntorch>=2\n")
    git("add", "--all")
    assert check(capsys, ".") == ["requirements.txt:1", "requirements.txt:4"]


def test_what_is_not_staged_counts_too(project, capsys):
    commit(requirements__txt="numpy\n")
    write(requirements__txt="numpy\nscipy\n")
    assert check(capsys, "requirements.txt") == ["requirements.txt:2"]


def test_a_new_file_is_all_new(project, capsys):
    commit(a__txt="x\n")
    write(requirements__txt="numpy\n")
    assert check(capsys, ".") == ["requirements.txt:1"]


def test_before_the_first_commit_all_is_new(project, capsys):
    write(requirements__txt="numpy\n")
    git("add", "--all")
    assert check(capsys, ".") == ["requirements.txt:1"]


def test_a_renamed_file_keeps_its_old_lines(project, capsys):
    commit(requirements__txt="numpy\ntorch\nscipy\npandas\n")
    git("mv", "requirements.txt", "requirements-dev.txt")
    with open("requirements-dev.txt", "a") as file:
        file.write("seaborn\n")
    git("add", "--all")
    assert check(capsys, ".") == ["requirements-dev.txt:5"]


def test_a_repeated_line_is_new(project, capsys):
    commit(requirements__txt="numpy\n# a\n")
    write(requirements__txt="numpy\n# a\nnumpy\n")
    assert check(capsys, ".") == ["requirements.txt:3"]


def test_cells_of_a_notebook(project, capsys):
    settings = "[tool.labcoat.pinned-requirements]\nnotebooks = true\n"
    commit(pyproject__toml=settings, nb__ipynb=notebook("%%writefile requirements.txt\nnumpy"))
    write(nb__ipynb=notebook("%%writefile requirements.txt\nnumpy\ntorch"))
    assert check(capsys, "nb.ipynb") == ["nb.ipynb:3"]


def test_from_one_commit_to_another(project, capsys):
    first = commit(requirements__txt="numpy\n")
    second = commit(requirements__txt="numpy\ntorch\n")
    commit(requirements__txt="numpy\ntorch\nscipy\n")
    assert check(capsys, "--from-ref", first, "--to-ref", "HEAD", ".") == ["requirements.txt:2", "requirements.txt:3"]
    assert check(capsys, "--from-ref", second, ".") == ["requirements.txt:3"]


def test_a_branch_is_compared_with_where_it_began(project, capsys):
    commit(requirements__txt="numpy\n")
    git("checkout", "--quiet", "-b", "topic")
    commit(other__txt="x\n", requirements_dev__txt="torch\n")
    git("checkout", "--quiet", "main")
    commit(requirements__txt="scipy\n")
    git("checkout", "--quiet", "topic")
    assert check(capsys, "--from-ref", "main", ".") == ["requirements_dev.txt:1"]


def test_the_runner_says_from_where_to_where(project, capsys, monkeypatch):
    first = commit(requirements__txt="numpy\n")
    commit(requirements__txt="numpy\ntorch\n")
    assert check(capsys, ".") == []
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", first)
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")
    assert check(capsys, ".") == ["requirements.txt:2"]


def test_a_branch_that_is_pushed_for_the_first_time_is_all_new(project, capsys):
    commit(requirements__txt="numpy\n")
    assert check(capsys, "--from-ref", "0" * 40, ".") == ["requirements.txt:1"]


def test_in_a_folder_of_the_repository(project, capsys, monkeypatch):
    (project / "sub").mkdir()
    (project / "sub" / "requirements.txt").write_text("numpy\n")
    commit()
    monkeypatch.chdir(project / "sub")
    write(requirements__txt="numpy\ntorch\n")
    assert check(capsys, ".") == ["requirements.txt:2"]


def test_an_unreadable_file_is_reported_when_it_changes(project, capsys):
    commit(nb__ipynb="{")
    assert check(capsys, ".") == []
    write(nb__ipynb='{"cells')
    assert check(capsys, ".") == ["nb.ipynb:1"]


def test_the_summary_counts_what_is_hidden(project, capsys):
    commit(requirements__txt="numpy\n")
    assert main(["check", "--changed-lines", "--select", "unpinned-requirement", "."]) == 0
    assert capsys.readouterr().out == "All clear: 1 file checked. (1 unchanged)\n"


WRONG = [
    (["--from-ref", "nowhere"], "--changed-lines: no commit is called nowhere"),
    (["--from-ref", "main", "--to-ref=--output=x"], "--changed-lines: no commit is called --output=x"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_a_name_that_is_no_commit_is_an_error(project, capsys, arguments, said):
    commit(requirements__txt="numpy\n")
    assert main(["check", "--changed-lines", *arguments, "."]) == 2
    assert said in capsys.readouterr().err


def test_without_a_repository_it_is_an_error(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write(requirements__txt="numpy\n")
    assert main(["check", "--changed-lines", "."]) == 2
    assert "not in a git repository" in capsys.readouterr().err


def test_refs_alone_are_an_error(project, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--from-ref", "HEAD", "."])
    assert stopped.value.code == 2
    assert "go with --changed-lines" in capsys.readouterr().err


NEW = [
    ("", "a", {1}),
    ("a", "a", set()),
    ("a b c", "a x b c", {2}),
    ("a b c", "a c", set()),
    ("a b c", "a B c", {2}),
    ("a", "a a", {2}),
    ("", "", set()),
]


@pytest.mark.parametrize(("old", "new", "expected"), NEW)
def test_new_lines(old, new, expected):
    assert new_lines(old.split(), new.split()) == expected


def test_new_lines_of_long_texts():
    old = [str(number) for number in range(10_000)]
    assert new_lines(old, ["x", *old[:5000], "y", *old[5001:-1], "z"]) == {1, 5002, 10_001}
