"""One JSON object a line and finding. ASCII, so that any text survives."""

from __future__ import annotations

from json import dumps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.report import Report


def render(report: Report, color: bool) -> Iterator[str]:
    """One line a finding."""
    for finding in report.findings:
        yield dumps(finding.as_dict()) + "\n"
