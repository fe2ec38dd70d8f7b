"""Annotations of GitHub Actions, at the line of the file on disk.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from labcoat.core.report.places import headline, is_in_notebook
from labcoat.core.report.printable import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.finding import Finding
    from labcoat.core.report import Report

_COMMANDS = {"low": "notice", "medium": "warning"}


def render(report: Report, color: bool) -> Iterator[str]:
    """One workflow command a finding and error."""
    for finding in report.findings:
        message = headline(finding) + (f"\n{printable(finding.help)}" if finding.help else "")
        command = _COMMANDS.get(finding.severity, "error")
        properties = ",".join(f"{name}={_escaped_property(str(value))}" for name, value in _properties(finding))
        yield f"::{command} {properties}::{_escaped(message)}\n"
    for error in report.errors:
        yield f"::error title=labcoat::{_escaped(printable(error))}\n"


def _properties(finding: Finding) -> Iterator[tuple[str, str | int]]:
    yield "file", printable(finding.path)
    yield "line", finding.raw_line
    yield "col", finding.raw_column
    if not is_in_notebook(finding):
        yield "endLine", finding.end_line
        if finding.end_line == finding.raw_line:  # GitHub takes endColumn only within one line
            yield "endColumn", finding.end_column
    yield "title", f"labcoat: {finding.rule}"


def _escaped(text: str) -> str:
    """As in https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
