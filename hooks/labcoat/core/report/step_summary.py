"""The table on the summary page of a GitHub Actions run: annotations stop at ten a step, this does not.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
"""

from __future__ import annotations

from labcoat.core.report.places import counted, totals
from labcoat.core.report.printable import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.finding import Finding
    from labcoat.core.report import Report

MAX_ROWS = 200
MAX_LENGTH = 500  # characters a cell; GitHub drops a summary above 1 MiB


def write_step_summary(report: Report, path: str) -> None:
    """Append the summary to the file that `$GITHUB_STEP_SUMMARY` names. Raises OSError."""
    with open(path, "a", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield "### labcoat"
    yield ""
    if report.findings:
        yield f"{totals(report.findings)}."
        yield ""
        yield "| Severity | Rule | Place | Message |"
        yield "| --- | --- | --- | --- |"
        yield from map(_row, report.findings[:MAX_ROWS])
        yield ""
    else:
        yield f"No findings in {counted(report.stats.get('files', 0), 'file')}."
        yield ""
    if len(report.findings) > MAX_ROWS:
        yield f"... and {len(report.findings) - MAX_ROWS} more."
        yield ""
    for error in report.errors[:MAX_ROWS]:
        yield f"- {_markdown(error)}"


def _row(finding: Finding) -> str:
    rule = f"[{_markdown(finding.rule)}]({finding.url})"
    return f"| {finding.severity} | {rule} | {_markdown(finding.place)} | {_markdown(finding.message)} |"


def _markdown(text: str) -> str:
    """Plain text in Markdown: as a character reference, punctuation is neither markup nor HTML."""
    plain = printable(text)
    plain = plain if len(plain) <= MAX_LENGTH else plain[:MAX_LENGTH] + "..."
    return "".join(c if c.isalnum() or c in " .,-" or not c.isascii() else f"&#{ord(c)};" for c in plain)
