"""One line a finding: `nb.ipynb:cell 3:2:8: high[trust-remote-code] message`."""

from __future__ import annotations

from labcoat.core.report.places import headline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.report import Report


def render(report: Report, color: bool) -> Iterator[str]:
    """One line a finding."""
    for finding in report.findings:
        yield headline(finding) + "\n"
