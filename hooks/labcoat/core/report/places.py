"""What reports say about the place of a finding, in words of their format."""

from __future__ import annotations

from labcoat.core.report.printable import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.finding import Finding


def shown_place(finding: Finding) -> str:
    """The finding's place and `(output)` or the like, printable, and never the start of a workflow command."""
    place = printable(finding.place) + ("" if finding.part in (None, "source") else f" ({finding.part})")
    return "./" + place if place.lstrip().startswith("::") else place


def is_in_notebook(finding: Finding) -> bool:
    """Whether `line` counts inside a part of a notebook, so that only `raw_line` is a line of the file."""
    return finding.cell is not None or finding.part is not None


def headline(finding: Finding) -> str:
    """`nb.ipynb:cell 3:2:8: high[trust-remote-code] message`."""
    return f"{shown_place(finding)}: {finding.severity}[{finding.rule}] {message_beside_place(finding)}"


def message_beside_place(finding: Finding) -> str:
    """The printable message, without the place in a model that stands beside it: formats that know lines need it."""
    if finding.inside is None:
        return printable(finding.message)
    return printable(finding.message.removesuffix(f" ({finding.path.rpartition('/')[2]}{finding.inside})"))


def totals(findings: list[Finding]) -> str:
    """`3 findings (1 high, 2 low) in 2 files`, worst first."""
    from labcoat.core.rule import SEVERITIES

    severities = [finding.severity for finding in findings]
    parts = [f"{severities.count(name)} {name}" for name in reversed(SEVERITIES) if name in severities]
    files = len({finding.path for finding in findings})
    return f"{counted(len(findings), 'finding')} ({', '.join(parts)}) in {counted(files, 'file')}"


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
