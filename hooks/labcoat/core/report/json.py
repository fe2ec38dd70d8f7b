"""One JSON document: `{"version": 1, "findings": [...], "stats": {...}}`. ASCII, so that any text survives."""

from __future__ import annotations

from json import dumps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.report import Report

VERSION = 1


def render(report: Report, color: bool) -> Iterator[str]:
    """The document, with one finding a line. `stats.errors` counts the paths that could not be handled."""
    yield f'{{"version": {VERSION}, "findings": ['
    separator = "\n"
    for finding in report.findings:
        yield separator + dumps(finding.as_dict())
        separator = ",\n"
    stats = dict(report.stats, errors=len(report.errors))
    yield f'\n], "stats": {dumps(stats, sort_keys=True)}}}\n'
