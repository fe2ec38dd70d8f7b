"""Files that requirements files name: `-r` is followed and reported once, `-c` pins names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from labcoat.cli import main
from labcoat.core.packages.project import forget_projects
from tests.cases import notebook


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository without files, which is the working directory."""
    forget_projects()
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(project: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """`path:line` of every finding."""
    main(["check", "--format", "jsonl", "--select", "pinned-requirements", *arguments])
    findings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [f"{finding['path']}:{finding['line']}" for finding in findings]


def test_a_target_of_any_name_is_reported_under_its_own_name(project, capsys):
    write(project, {"requirements.txt": "-r deps/base.list\na==1\n", "deps/base.list": "# c\nnumpy\n"})
    assert check(capsys, "requirements.txt") == ["deps/base.list:2"]


def test_a_target_names_a_target(project, capsys):
    write(project, {"requirements.txt": "-r a/one.txt\n", "a/one.txt": "-r two.txt\nx\n", "a/two.txt": "y\n"})
    assert sorted(check(capsys, "requirements.txt")) == ["a/one.txt:2", "a/two.txt:1"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_target_that_is_checked_anyway_is_reported_once(project, capsys, jobs):
    files = {f"requirements/{name}.txt": "-r base.txt\n-r ../more.list\n" for name in ("dev", "docs", "test")}
    write(project, {**files, "requirements/base.txt": "numpy\n", "more.list": "torch\n"})
    assert sorted(check(capsys, "--jobs", jobs, ".")) == ["more.list:1", "requirements/base.txt:1"]


def test_files_that_name_each_other_are_read_once(project, capsys):
    write(project, {"requirements.txt": "-r other.list\na\n", "other.list": "-r requirements.txt\n-r other.list\nb\n"})
    assert sorted(check(capsys, "requirements.txt")) == ["other.list:3", "requirements.txt:2"]


def test_nothing_outside_of_the_repository_is_read(project, capsys):
    (project.parent / "outside.list").write_text("numpy\n")
    (project / "link.list").symlink_to(project.parent / "outside.list")
    (project / "requirements.txt").write_text("-r ../outside.list\n-r link.list\n-c ../outside.list\n")
    assert check(capsys, "requirements.txt") == []


def test_an_excluded_target_is_not_reported(project, capsys):
    write(project, {"requirements.txt": "-r third/base.list\n", "third/base.list": "numpy\n"})
    write(project, {"pyproject.toml": '[tool.labcoat]\nexclude = ["third/"]\n'})
    assert check(capsys, "requirements.txt") == []


def test_a_local_constraints_file_pins_names(project, capsys):
    write(project, {"requirements.txt": "-c constraints.txt\nNumPy\ntorch>=2\nscipy\n"})
    write(project, {"constraints.txt": "numpy==1.26.4\ntorch==2.1\nscipy>=1\n"})
    assert check(capsys, "requirements.txt") == ["requirements.txt:4"]


def test_a_constraints_file_names_another(project, capsys):
    write(
        project, {"requirements.txt": "numpy\n--constraint=c/a.txt\n", "c/a.txt": "-c b.txt\n", "c/b.txt": "numpy==1\n"}
    )
    assert check(capsys, "requirements.txt") == []


def test_constraints_that_nobody_can_read_pin_nothing(project, capsys):
    write(project, {"requirements.txt": "-c https://host/constraints.txt\n-c gone.txt\nnumpy\n"})
    assert check(capsys, "requirements.txt") == ["requirements.txt:3"]


def test_a_target_of_a_file_that_a_notebook_writes(project, capsys):
    write(project, {"pyproject.toml": "[tool.labcoat.pinned-requirements]\nnotebooks = true\n", "base.list": "torch\n"})
    write(project, {"nb.ipynb": notebook("%%writefile requirements.txt\n-r base.list\nnumpy\n")})
    assert sorted(check(capsys, "nb.ipynb")) == ["base.list:1", "nb.ipynb:3"]
