"""The end of a run that found much, and how a team starts from there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from labcoat.cli import main

FIRST_RUN = """\
Packages by how they are pinned: 1 hash, 1 commit, 2 exact, 1 compatible, 1 range, 12 none.
14 findings are about pins. To start today, accept them; then only new ones are reported:
    labcoat baseline --select pinned-requirements
Or look at new lines alone, with `--changed-lines`.
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "--quiet"], check=True)
    lines = ["a==1", "b~=1.0", "c>=1", f"d @ git+https://h/o/d@{'0a' * 20}", "e==1+cpu"]
    Path("requirements.txt").write_text("\n".join([*lines, f"f==1 --hash=sha256:{'0a' * 32}\n"]))
    Path("more").mkdir()
    Path("more/requirements.txt").write_text("".join([f"pandas{number}\n" for number in range(12)]))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main(list(arguments))
    return capsys.readouterr().out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_first_run_ends_with_the_levels_and_the_command(repository, capsys, jobs):
    out = run(capsys, "check", "--select", "unpinned-requirement", "--jobs", jobs, ".")
    assert out.endswith("files.\n" + FIRST_RUN)


def test_the_command_accepts_todays_state(repository, capsys):
    run(capsys, "baseline", "--select", "pinned-requirements")
    assert run(capsys, "check", "--select", "unpinned-requirement", ".").startswith("All clear: ")
    Path("requirements.txt").write_text(Path("requirements.txt").read_text() + "scipy\n")
    out = run(capsys, "check", "--select", "unpinned-requirement", ".")
    assert "requirements.txt:7:1" in out
    assert "labcoat baseline" not in out


def test_accepting_pins_accepts_nothing_else(repository, capsys):
    Path("a.py").write_text("load('m', trust_remote_code=True)\n")
    run(capsys, "baseline", "--select", "remote-code")
    run(capsys, "baseline", "--select", "pinned-requirements")
    accepted = {row.get("rule") for row in json.loads(Path(".labcoat-baseline.json").read_text())}
    assert {"trust-remote-code", "unpinned-requirement"} <= accepted
    run(capsys, "baseline", "--select", "pinned-requirements", "more")
    assert accepted == {row.get("rule") for row in json.loads(Path(".labcoat-baseline.json").read_text())}


def test_few_findings_and_machine_formats_have_no_summary(repository, capsys):
    assert "baseline" not in run(capsys, "check", "--select", "unpinned-requirement", "requirements.txt")
    assert "labcoat baseline" not in run(capsys, "check", "--format", "concise", ".")
