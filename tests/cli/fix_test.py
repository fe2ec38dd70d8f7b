"""`labcoat fix` and `labcoat baseline`."""

from __future__ import annotations

import importlib.metadata
import json
import os
import sys

import pytest

from labcoat.cli import main
from tests.cli.conftest import Project
from tests.e2e.notebooks import REMOTE, notebook

SAFE = REMOTE.replace("True", "False")
DIRTY, CLEAN = notebook("x = 1\n", REMOTE), notebook("x = 1\n", REMOTE, outputs=False)


@pytest.fixture
def project(project: Project) -> Project:
    """A project with a notebook to strip and remote code to switch off."""
    project.write("a.py", REMOTE)
    project.write("nb.ipynb", DIRTY)
    project.write("clean.py", "x = 1\n")
    return project


def contents(project: Project) -> tuple[str, str]:
    return project.read("a.py"), project.read("nb.ipynb")


@pytest.mark.parametrize(
    ("arguments", "script", "nb"),
    [
        ([], REMOTE, CLEAN),
        (["--unsafe-fixes"], SAFE, CLEAN.replace("True", "False")),
        (["--select=strip-outputs"], REMOTE, CLEAN),
        (["--select=strip-outputs,trust-remote-code", "--unsafe-fixes"], SAFE, CLEAN.replace("True", "False")),
        (["--select=remote-code", "--unsafe-fixes"], SAFE, DIRTY.replace("True", "False")),
        (["--select=all", "--unsafe-fixes"], SAFE, CLEAN.replace("True", "False")),
        (["--ignore=trust-remote-code", "--unsafe-fixes"], REMOTE, CLEAN),
        (["--ignore=strip-outputs", "--unsafe-fixes"], SAFE, DIRTY.replace("True", "False")),
        (["--unsafe-fixes", "a.py"], SAFE, DIRTY),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_fix_changes_what_is_selected(project: Project, arguments: list[str], script: str, nb: str) -> None:
    for option in ("--check", "--diff"):
        assert project.labcoat("fix", option, *arguments).code == 1
        assert contents(project) == (REMOTE, DIRTY)
    done = project.labcoat("fix", *arguments)
    assert (done.code, done.err) == (1, "")
    assert contents(project) == (script, nb)
    assert project.labcoat("fix", *arguments).code == 0


def test_fix_says_what_it_does(project: Project) -> None:
    told = project.labcoat("fix", "--unsafe-fixes").out.splitlines()
    assert told == ["a.py: fixed: switch remote code off", "nb.ipynb: fixed: switch remote code off", *told[2:]]
    assert told[2].startswith("nb.ipynb: stripped 2 outputs, ")


def test_fix_check_says_what_it_would_do(project: Project) -> None:
    told = project.labcoat("fix", "--unsafe-fixes", "--check").out.splitlines()
    assert told[:2] == ["a.py: would fix: switch remote code off", "nb.ipynb: would fix: switch remote code off"]
    assert told[2].startswith("nb.ipynb: would strip 2 outputs, ")


def test_git_applies_the_diff_of_fix(project: Project) -> None:
    diff = project.labcoat("fix", "--select=trust-remote-code", "--unsafe-fixes", "--diff").out
    project.write("changes.diff", diff)
    project.git("apply", "changes.diff")
    assert contents(project) == (SAFE, DIRTY.replace("True", "False"))


def test_fix_has_nothing_to_say_about_a_clean_file(project: Project) -> None:
    assert project.labcoat("fix", "clean.py") == (0, "", "")


def test_a_file_that_cannot_be_fixed_stops_nothing(project: Project) -> None:
    project.write("bad.ipynb", DIRTY[:-40])
    done = project.labcoat("fix")
    assert (done.code, contents(project)[1]) == (2, CLEAN)
    assert done.err.startswith("bad.ipynb: ")


def test_a_model_is_not_read_to_be_fixed(project: Project) -> None:
    project.write("model.bin", "")
    os.truncate(project.root / "model.bin", 1 << 36)  # more than memory holds
    assert project.labcoat("fix", "model.bin") == (0, "", "")


def test_a_name_in_capitals_hides_nothing(project: Project) -> None:
    project.write("NB.IPYNB", DIRTY)
    project.write("BAD.IPYNB", "{")
    done = project.labcoat("fix", "BAD.IPYNB", "NB.IPYNB")
    assert done.code == 2
    assert done.out.startswith("NB.IPYNB: stripped 2 outputs")
    assert done.err.startswith("BAD.IPYNB: not a readable notebook")


def test_a_cell_that_cannot_be_fixed_is_told(project: Project) -> None:
    project.write("odd.ipynb", '{"cells": [{"cell_type": "code", "source": {}}], "nbformat": 4}')
    assert project.labcoat("fix", "odd.ipynb") == (2, "", "odd.ipynb: cell 1: the source is not text\n")


UNPINNED = "numpy>=1,<2  # why\r\npip\r\nscipy\r\n"
LOCK = '[[package]]\nname = "numpy"\nversion = "1.26.4"\nsource = { registry = "https://pypi.org/simple" }\n'


@pytest.fixture
def unpinned(project: Project) -> Project:
    """The project with requirements that a lock file has a version for, and others."""
    project.write("requirements.txt", UNPINNED)
    project.write("uv.lock", LOCK)
    return project


def requirements(project: Project) -> str:
    return (project.root / "requirements.txt").read_bytes().decode()


@pytest.mark.parametrize("name", ["pinned-requirements", "unpinned-requirement"])
def test_requirements_are_pinned_to_the_lock_file_when_asked(unpinned: Project, name: str) -> None:
    assert unpinned.labcoat("fix", "requirements.txt").code == 0
    assert requirements(unpinned) == UNPINNED
    told = "requirements.txt: fixed: pin `numpy` to 1.26.4 (uv.lock)\n"
    left = "requirements.txt: 2 requirements stay unpinned: no one version that fits is in a lock file\n"
    assert unpinned.labcoat("fix", f"--select={name}") == (1, told, left)
    assert requirements(unpinned) == UNPINNED.replace(">=1,<2", "==1.26.4")
    assert unpinned.labcoat("fix", f"--select={name}") == (0, "", left)
    assert unpinned.labcoat("fix", "requirements.txt") == (0, "", "")


def test_requirements_are_pinned_to_what_an_interpreter_has_installed(unpinned: Project) -> None:
    version = importlib.metadata.version("pip")
    done = unpinned.labcoat("fix", f"--python={sys.executable}", "requirements.txt", "--diff")
    left = "requirements.txt: 2 requirements stay unpinned: no one version that fits is installed\n"
    assert (done.code, done.err) == (1, left)
    changed = [line for line in done.out.splitlines() if line.startswith(("-pip", "+"))]
    assert changed == ["+++ b/requirements.txt", "-pip", f"+pip=={version}"]
    told = f"requirements.txt: fixed: pin `pip` to {version} ({sys.executable})\n"
    assert unpinned.labcoat("fix", f"--python={sys.executable}", "requirements.txt") == (1, told, left)
    assert requirements(unpinned) == UNPINNED.replace("pip", f"pip=={version}")


def test_an_interpreter_that_cannot_be_asked_is_an_error(unpinned: Project) -> None:
    said = "labcoat fix: --python: nothing/python: no such file or directory\n"
    assert unpinned.labcoat("fix", "--python=nothing/python") == (2, "", said)
    assert requirements(unpinned) == UNPINNED


def test_only_the_command_line_names_an_interpreter(unpinned: Project) -> None:
    unpinned.write("pyproject.toml", "[tool.labcoat.pinned-requirements]\npython = './evil'\n")
    unpinned.write("evil", "#!/bin/sh\ntouch it-ran\n")
    (unpinned.root / "evil").chmod(0o755)
    done = unpinned.labcoat("fix", "--select=pinned-requirements")
    assert (done.code, requirements(unpinned)) == (2, UNPINNED)
    assert 'unknown key "python"' in done.err
    assert not (unpinned.root / "it-ran").exists()


def test_git_applies_the_diff_of_pins(unpinned: Project) -> None:
    diff = unpinned.labcoat("fix", "--select=pinned-requirements", "--diff").out
    (unpinned.root / "changes.diff").write_bytes(diff.encode())
    unpinned.git("apply", "changes.diff")
    assert requirements(unpinned) == UNPINNED.replace(">=1,<2", "==1.26.4")


def test_accepted_findings_stay_quiet_and_new_ones_do_not(project: Project) -> None:
    assert project.labcoat("baseline") == (0, ".labcoat-baseline.json: 2 findings accepted.\n", "")
    assert project.lines() == []
    assert project.labcoat("check").code == 0
    project.write("a.py", "# moved\n" + REMOTE)
    assert project.lines() == []
    project.write("new.py", REMOTE)
    assert project.lines() == ["new.py:1:26"]
    assert project.labcoat("check").code == 1
    assert project.lines("--no-baseline") == ["a.py:2:26", "nb.ipynb:cell 2:1:26", "new.py:1:26"]


def test_the_stand_alone_hook_reads_the_baseline_as_well(project: Project) -> None:
    project.labcoat("baseline", "a.py")
    assert project.program("labcoat-remote-code", "a.py").code == 0
    assert project.program("labcoat-remote-code", "a.py", "nb.ipynb").code == 1


def test_the_baseline_of_a_repository_holds_in_its_folders(project: Project) -> None:
    project.labcoat("baseline")
    project.write("deep/new.py", REMOTE)
    project.root = project.root / "deep"
    assert project.lines("..") == ["../deep/new.py:1:26"]
    assert project.labcoat("baseline").out == "../.labcoat-baseline.json: 1 finding accepted.\n"
    assert project.labcoat("check", "..").code == 0


def test_a_baseline_of_another_name(project: Project) -> None:
    assert project.labcoat("baseline", "--output=known.json", "a.py").code == 0
    assert project.lines("--baseline=known.json") == ["nb.ipynb:cell 2:1:26"]
    assert len(project.lines()) == 2


def test_a_baseline_is_the_same_when_made_again(project: Project) -> None:
    project.labcoat("baseline")
    before = project.read(".labcoat-baseline.json")
    project.labcoat("baseline")
    assert project.read(".labcoat-baseline.json") == before
    assert [row["path"] for row in json.loads(before) if "path" in row] == ["a.py", "nb.ipynb"]


def test_no_baseline_is_written_where_nothing_was_checked(project: Project) -> None:
    assert project.labcoat("baseline", "missing") == (2, "", "no such file: missing\n")
    assert not (project.root / ".labcoat-baseline.json").exists()


def test_a_broken_baseline_is_an_error(project: Project) -> None:
    project.write(".labcoat-baseline.json", "{}")
    done = project.labcoat("check")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("labcoat check: .labcoat-baseline.json: not a baseline: ")


def test_a_file_that_another_one_names_is_fixed_too(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    source = 'source = { registry = "https://pypi.org/simple" }'
    (tmp_path / "uv.lock").write_text(f'version = 1\n[[package]]\nname = "numpy"\nversion = "1.26.4"\n{source}\n')
    (tmp_path / "requirements.txt").write_text("-r deps.list\n-r gone.txt\n")
    (tmp_path / "deps.list").write_text("-r deps.list\nnumpy>=1\n")
    assert main(["fix", "--select", "pinned-requirements", "."]) == 1
    assert (tmp_path / "deps.list").read_text() == "-r deps.list\nnumpy==1.26.4\n"
    assert capsys.readouterr().out == "deps.list: fixed: pin `numpy` to 1.26.4 (uv.lock)\n"
    assert main(["fix", "--select", "pinned-requirements", "."]) == 0


def test_a_typed_key_in_no_known_format_is_masked_in_the_diff(project: Project) -> None:
    key = "Zq9" + "rT4kLm2vXc8Bn"
    cell = f"!wandb login {key}\nimport torch\nx = torch.load('a.pt', weights_only=False)\n"
    project.write("a.ipynb", notebook(cell))
    shown = project.labcoat("fix", "--unsafe-fixes", "--diff", "a.ipynb")
    assert "weights_only=True" in shown.out
    assert key not in shown.out + shown.err
