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
    assert check(capsys, "requirements.txt") == [f"requirements.txt:{line}" for line in (1, 2, 3)]
    assert "outside.list" not in check(capsys, "requirements.txt")


UNSEEN = [
    ("-r gone.list\n", "`gone.list` does not exist, so nothing in it was checked"),
    ("-c gone.list\n", "`gone.list` does not exist, so nothing in it was checked"),
    ("-r ../outside.list\n", "`../outside.list` is outside of the repository, so nothing in it was checked"),
    ("-r https://host/r.txt\n", "what it names is on the network, so nothing in it was checked"),
    ("-r folder\n", "`folder` is no regular file, so nothing in it was checked"),
    ("-r ${FILE}\n", "`${FILE}` has a name that a variable decides, so nothing in it was checked"),
]


@pytest.mark.parametrize(("text", "said"), UNSEEN)
def test_what_was_not_looked_at_is_said(project, capsys, text, said):
    (project / "folder").mkdir()
    (project / "requirements.txt").write_text(text)
    assert main(["check", "--format", "jsonl", "--select", "pinned-requirements", "requirements.txt"]) == 1
    [finding] = map(json.loads, capsys.readouterr().out.splitlines())
    assert (finding["rule"], finding["severity"], finding["message"]) == ("unreadable-file", "medium", said)


BROKEN = [(b"numpy\n\xff\xfe\xfa\n", ["base.list:1", "base.list:2"]), (b"# coding: nosuch\nnumpy\n", ["base.list:1"])]


@pytest.mark.parametrize(("data", "places"), BROKEN)
def test_a_target_that_cannot_be_decoded_is_reported(project, capsys, data, places):
    (project / "requirements.txt").write_text("-r base.list\n")
    (project / "base.list").write_bytes(data)
    assert set(places) <= set(check(capsys, "requirements.txt"))


def test_a_target_that_is_too_large_is_reported(project, capsys):
    write(project, {"pyproject.toml": "[tool.labcoat]\nmax-bytes = 100\n", "requirements.txt": "-r base.list\n"})
    write(project, {"base.list": "# " + "x" * 200 + "\nnumpy\n"})
    assert check(capsys, "requirements.txt") == ["base.list:1"]


def test_a_long_chain_of_targets(project, capsys):
    write(project, {f"r{number}.list": f"-r r{number + 1}.list\n" for number in range(1500)})
    write(project, {"requirements.txt": "-r r0.list\n", "r1500.list": "numpy\n"})
    assert check(capsys, "requirements.txt") == ["r1500.list:1"]


def test_a_script_names_a_target(project, capsys):
    write(project, {"setup.sh": "pip install -r deps.lst -r elsewhere.txt\n", "deps.lst": "numpy\n"})
    assert check(capsys, "setup.sh") == ["deps.lst:1"]


def test_a_link_to_a_target_is_the_same_file(project, capsys):
    write(project, {"shared.list": "numpy\n"})
    (project / "requirements.txt").symlink_to("shared.list")
    (project / "requirements-dev.txt").write_text("-r shared.list\n")
    assert check(capsys, "requirements.txt", "requirements-dev.txt") == ["requirements.txt:1"]


def test_a_zero_byte_hides_nothing(project, capsys):
    (project / "requirements.txt").write_bytes(b"# \0\nnumpy\n")
    assert "requirements.txt:2" in check(capsys, "requirements.txt")


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
    assert check(capsys, "requirements.txt") == [f"requirements.txt:{line}" for line in (1, 2, 3)]


def test_a_target_of_a_file_that_a_notebook_writes(project, capsys):
    write(project, {"pyproject.toml": "[tool.labcoat.pinned-requirements]\nnotebooks = true\n", "base.list": "torch\n"})
    write(project, {"nb.ipynb": notebook("%%writefile requirements.txt\n-r base.list\nnumpy\n")})
    assert sorted(check(capsys, "nb.ipynb")) == ["base.list:1", "nb.ipynb:3"]
