"""Reports that the server makes itself, and what is told about a report without its text."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Report = dict[str, Any]

SEVERITIES = ("low", "medium", "high", "critical")
MESSAGES = {
    "timeout": "The scan took longer than LabcoatApp.scan_timeout allows, and was stopped.",
    "unreadable": "The contents manager could not read the file.",
    "error": "The scan failed: its process ended before it had an answer.",
    "too-large": "The file is larger than LabcoatApp.max_bytes and was not scanned.",
    "off": "LabcoatApp.enabled is False.",
}


def empty_report(path: str, status: str) -> Report:
    """A report without findings, that says why."""
    return {
        "path": path,
        "status": status,
        "message": MESSAGES.get(status, ""),
        "counts": dict.fromkeys(reversed(SEVERITIES), 0),
        "total": 0,
        "truncated": False,
        "rules": [],
        "findings": [],
    }


def summary(report: Report) -> dict[str, Any]:
    """What may be told to everybody who listens: path, numbers and names of rules."""
    counts = {severity: int(report["counts"].get(severity, 0)) for severity in reversed(SEVERITIES)}
    return {
        "path": report["path"],
        "rev": report["rev"],
        "status": report["status"],
        "total": report["total"],
        "counts": counts,
        "rules": report["rules"],
        "worst": next((severity for severity, count in counts.items() if count), ""),
    }
