"""What a scan answers: findings as `labcoat check --format jsonl` has them, with what an editor needs."""

from __future__ import annotations

from labcoat.core.redact import redact
from labcoat.core.rule import SEVERITIES
from labcoat_jupyter.worker.ignoring import how_to_ignore
from labcoat_jupyter.worker.positions import Positions
from labcoat_jupyter.worker.scan import scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat.core.document import Document
    from labcoat.core.rule import Hit, Rule
    from labcoat_jupyter.worker.request import Request
    from labcoat_jupyter.worker.scan import Found

    Report = dict[str, Any]

MOST = 1_000  # findings of a report
UNPINNED = "unpinned-requirement"
PIN = "Pin to the version that the kernel has installed"


def report(request: Request) -> Report:
    """The report of a scan. Raises ConfigError."""
    done = scan(request)
    made = empty(request.shown, done.status, done.message)
    for _, finding, _ in done.found:
        made["counts"][finding.severity] += 1
    made["total"] = len(done.found)
    made["truncated"] = len(done.found) > MOST
    made["rules"] = sorted({finding.rule for _, finding, _ in done.found})
    if done.found:
        positions = Positions(done.found[0][0], request.is_raw, done.secrets)
        made["findings"] = [described(request, row, positions) for row in _most_severe(done.found)]
    return made


def _most_severe(found: list[Found]) -> list[Found]:
    """As many findings as a report may have, in their order."""
    ranked = sorted(range(len(found)), key=lambda at: -SEVERITIES.index(found[at][1].severity))
    return [found[at] for at in sorted(ranked[:MOST])]


def empty(path: str, status: str, message: str = "") -> Report:
    """A report without findings."""
    counts = dict.fromkeys(reversed(SEVERITIES), 0)
    return {
        "path": path,
        "status": status,
        "message": message,
        "counts": counts,
        "total": 0,
        "truncated": False,
        "rules": [],
        "findings": [],
    }


def described(request: Request, row: Found, positions: Positions) -> dict[str, Any]:
    """One finding."""
    document, finding, (rule, hit) = row
    return {
        **finding._replace(path=request.shown).as_dict(),
        "family": rule.family,
        "range": positions.range(finding, hit),
        "pointer": positions.pointer(hit.segment),
        "fix": fix_of(document, rule, hit),
        "ignore": how_to_ignore(document, rule, hit),
        "is_key": bool(hit.secret),
    }


def fix_of(document: Document, rule: Rule, hit: Hit) -> dict[str, Any] | None:
    """What can be done about a hit: the rule's own offer, or a version that a kernel knows."""
    if hit.fix is not None:
        return {"title": redact(hit.fix.title), "safe": hit.fix.safe, "pins": False}
    if rule.name == UNPINNED and document.notebook is not None:
        return {"title": PIN, "safe": False, "pins": True}
    return None
