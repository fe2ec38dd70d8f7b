"""GitLab's Code Quality report (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format)."""

from __future__ import annotations

from json import dumps

from labcoat.core.report.places import is_in_notebook
from labcoat.core.report.printable import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.finding import Finding
    from labcoat.core.report import Report

_SEVERITIES = {"low": "minor", "medium": "major", "high": "critical", "critical": "blocker"}


def render(report: Report, color: bool) -> Iterator[str]:
    """An array with one issue a finding. Fingerprints are made unique: GitLab shows equal ones once."""
    seen: dict[str, int] = {}
    separator = "[\n"
    for finding in report.findings:
        seen[finding.fingerprint] = count = seen.get(finding.fingerprint, 0) + 1
        fingerprint = finding.fingerprint if count == 1 else f"{finding.fingerprint}-{count}"
        yield separator + dumps(_issue(finding, fingerprint))
        separator = ",\n"
    yield "\n]\n" if report.findings else "[]\n"


def _issue(finding: Finding, fingerprint: str) -> dict[str, object]:
    part = "" if finding.part in (None, "source") else f"{finding.part}, "
    where = f" (cell {finding.cell}, {part}line {finding.line})" if finding.cell is not None else ""
    lines = {"begin": finding.raw_line}
    if not is_in_notebook(finding):
        lines["end"] = finding.end_line
    return {
        "description": printable(finding.message) + where,
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES.get(finding.severity, "critical"),
        "location": {"path": printable(finding.path), "lines": lines},
    }
