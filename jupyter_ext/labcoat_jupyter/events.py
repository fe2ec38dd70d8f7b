"""The event after each scan: a hint that there are new findings, without any text of the file."""

from __future__ import annotations

from labcoat_jupyter.reports import MESSAGES, SEVERITIES, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from jupyter_events import EventLogger

    from labcoat_jupyter.reports import Report

SCHEMA_ID = "https://labcoat.readthedocs.io/events/findings/v1"
STATUSES = ["ok", "excluded", "config-error", *MESSAGES]
COUNT = {"type": "integer", "minimum": 0}
SCHEMA = {
    "$id": SCHEMA_ID,
    "version": "1",
    "title": "Labcoat's findings in a file",
    "personal-data": True,
    "description": "A file was scanned after it was saved. Paths, numbers and names of rules; never text of the file.",
    "type": "object",
    "required": ["path", "rev", "status", "total", "counts", "rules", "worst"],
    "additionalProperties": False,
    "properties": {
        "path": {"type": "string", "description": "API path of the file."},
        "rev": {
            "type": "integer",
            "description": "Grows with every save of a path; an answer with a lower one is old.",
        },
        "status": {"type": "string", "enum": STATUSES, "description": "Whether the file could be scanned."},
        "total": {**COUNT, "description": "Number of findings."},
        "counts": {
            "type": "object",
            "description": "Number of findings of each severity.",
            "properties": dict.fromkeys(SEVERITIES, COUNT),
        },
        "rules": {"type": "array", "items": {"type": "string"}, "description": "Rules that have findings, sorted."},
        "worst": {"type": "string", "enum": ["", *SEVERITIES], "description": "Highest severity of a finding."},
    },
}


def emit(logger: EventLogger, report: Report) -> None:
    """Tell all listeners of the server about a report. Has to be called on the event loop."""
    logger.emit(schema_id=SCHEMA_ID, data=summary(report))
