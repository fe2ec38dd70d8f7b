"""GitHub annotations and the step summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from labcoat.core.report.step_summary import write_step_summary
from tests.report_samples import HOSTILE, NOTEBOOK, SCRIPT, rendered, report

if TYPE_CHECKING:
    from pathlib import Path


def test_annotations_point_at_the_line_on_disk() -> None:
    assert rendered("github", NOTEBOOK, SCRIPT) == (
        "::error file=nb.ipynb,line=41,col=12,title=labcoat%3A trust-remote-code::"
        "nb.ipynb:cell 3:2:33: high[trust-remote-code] `trust_remote_code=True` runs code of the model's repository"
        "%0APin a revision, or remove the argument.\n"
        "::notice file=src/train.py,line=2,col=33,endLine=2,endColumn=55,title=labcoat%3A trust-remote-code::"
        "src/train.py:2:33: low[trust-remote-code] `trust_remote_code=True` runs code of the model's repository\n"
    )


@pytest.mark.parametrize(
    ("severity", "command"), [("low", "notice"), ("medium", "warning"), ("high", "error"), ("critical", "error")]
)
def test_commands(severity: str, command: str) -> None:
    assert rendered("github", NOTEBOOK._replace(severity=severity)).startswith(f"::{command} file=")


def test_a_finding_of_several_lines_has_no_end_column() -> None:
    assert "col=33,endLine=4,title=" in rendered("github", SCRIPT._replace(end_line=4))


def test_properties_and_messages_are_escaped() -> None:
    line = rendered("github", SCRIPT._replace(path="a,b:c%.py", message="100%\n::error::x"))
    assert line.startswith("::notice file=a%2Cb%3Ac%25.py,line=2,")
    assert line.endswith("::a,b:c%25.py:2:33: low[trust-remote-code] 100%25\\n::error::x\n")


def test_hostile_text_stays_in_its_command() -> None:
    finding = NOTEBOOK._replace(path=HOSTILE, message=HOSTILE, help=HOSTILE)
    lines = rendered("github", finding, errors=(HOSTILE,)).split("\n")
    assert [line[:8] for line in lines] == ["::error ", "::error ", ""]


def test_errors() -> None:
    assert rendered("github", errors=("x: not found",)) == "::error title=labcoat::x: not found\n"


def test_step_summary_is_appended(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    path.write_text("before\n")
    write_step_summary(report(SCRIPT._replace(message="a|b <i>*c*</i>"), errors=("x: not found",)), str(path))
    assert path.read_text() == (
        "before\n"
        "### labcoat\n\n"
        "1 finding (1 low) in 1 file.\n\n"
        "| Severity | Rule | Place | Message |\n"
        "| --- | --- | --- | --- |\n"
        "| low | [trust-remote-code](https://labcoat.readthedocs.io/en/latest/rules/trust-remote-code/)"
        " | src&#47;train.py&#58;2&#58;33"
        " | a&#124;b &#60;i&#62;&#42;c&#42;&#60;&#47;i&#62; |\n\n"
        "- x&#58; not found\n"
    )


def test_step_summary_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    write_step_summary(report(*[NOTEBOOK._replace(message="x" * 9999)] * 250), str(path))
    text = path.read_text()
    assert text.count("| high |") == 200
    assert text.endswith("\n... and 50 more.\n\n")
    assert len(text) < 2**20


def test_step_summary_of_a_clean_run(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    write_step_summary(report(), str(path))
    assert path.read_text() == "### labcoat\n\nNo findings in 2 files.\n\n"


def test_step_summary_survives_hostile_text(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    write_step_summary(report(NOTEBOOK._replace(path=HOSTILE, message=HOSTILE), errors=(HOSTILE,)), str(path))
    text = path.read_text("utf-8")
    assert all(line.isprintable() for line in text.split("\n"))
    assert "<script>" not in text
    assert "](http://e)" not in text
    assert sum(line.count("|") for line in text.split("\n")) == 15
