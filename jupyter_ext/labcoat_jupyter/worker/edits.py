"""Changes that silence a finding: its rule's fix, or an ignore. Made only where nothing else would change."""

from __future__ import annotations

from labcoat.core.config import ConfigError
from labcoat.core.edits import EditError, changes_of, spliced, splices_of
from labcoat.core.lines import Lines
from labcoat.core.redact import redact
from labcoat_jupyter.worker.ignoring import how_to_ignore, written_comments
from labcoat_jupyter.worker.scan import check, scan
from labcoat_jupyter.worker.tags import tag_for, tag_splice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from labcoat.core.document import Document
    from labcoat.core.edits import Change, Splice
    from labcoat.core.notebook import Cell
    from labcoat_jupyter.worker.request import Request
    from labcoat_jupyter.worker.scan import Found, Scan

    Answer = dict[str, Any]
    Options = dict[str, dict[str, Any]]

PINS, UNPINNED = "pinned-requirements", "unpinned-requirement"
GONE = "the finding is not there any more"
NO_FIX = "its rule has no fix for this"
NO_VERSION = "no one version that fits is installed"
NO_IGNORE = "neither a comment nor a tag would hide it here"


class NoChangeError(Exception):
    """Nothing can be changed; the message says why."""


class Plan:
    """A change: `splices` of the file's text, the same as `changes` of its parts, and the tag of a cell."""

    def __init__(self, title: str, splices: list[Splice], changes: Sequence[Change] = ()) -> None:
        self.title = title
        self.splices = splices
        self.changes = changes
        self.tag: tuple[Cell, str] | None = None


def changes(request: Request) -> tuple[Answer, bytes]:
    """The changes that a request asks for; for `apply` the file's bytes with them, too. Raises ConfigError."""
    done = scan(request, _options(str(request.header.get("python") or "")))
    wanted = request.header.get("fingerprint"), request.header.get("rule")
    row = next((row for row in done.found if (row[1].fingerprint, row[1].rule) == wanted), None)
    if row is None:
        return refusal(done.message or GONE, "gone"), b""
    try:
        plan = _ignoring(request, done, row) if request.header.get("action") == "ignore" else _fixing(request, row)
    except (EditError, NoChangeError) as error:
        return refusal(redact(str(error))), b""
    changed = _encoded(row[0], plan) if request.header.get("op") == "apply" else b""
    return _described(request, row[0], plan, done.secrets), changed


def refusal(message: str, status: str = "none") -> Answer:
    """Why nothing is changed."""
    return {"status": status, "message": message, "title": "", "edits": [], "tags": [], "values": []}


def _options(python: str) -> Options:
    """Options that let requirements be pinned to what an interpreter has. Raises ConfigError."""
    if not python:
        return {}
    from labcoat.core.packages.locks.installed import forget_installed, installed_in

    forget_installed()
    installed_in(python)
    return {PINS: {"python": python}}


def _fixing(request: Request, row: Found) -> Plan:
    document, finding, (_, hit) = row
    if hit.fix is None:
        asked = finding.rule == UNPINNED and request.header.get("python")
        raise NoChangeError(NO_VERSION if asked else NO_FIX)
    splices = splices_of(document, [hit])
    if not splices:
        raise NoChangeError("its fix is in the way of itself")
    title = hit.fix.title.replace(f" ({request.header.get('python')})", "")  # where it is, is the server's
    return Plan(title, splices, changes_of(hit, set()))


def _ignoring(request: Request, done: Scan, row: Found) -> Plan:
    """A comment, else a tag, with which a scan does not report the finding any more."""
    document, finding, (rule, hit) = row
    how = how_to_ignore(document, rule, hit)
    if how == "comment":
        for made, splices in written_comments(document, rule, hit, finding, Lines(hit.segment.parent)):
            plan = Plan(f"Ignore {rule.name} on this line", splices, changes_of(made, set()))
            if _helps(request, done, row, plan):
                return plan
    cell = hit.segment.cell
    if how and cell is not None:
        plan = Plan(f"Ignore {rule.name} in this cell", [tag_splice(cell, tag_for(rule.name))])
        plan.tag = cell, tag_for(rule.name)
        if _helps(request, done, row, plan):
            return plan
    raise NoChangeError(NO_IGNORE)


def _helps(request: Request, done: Scan, row: Found, plan: Plan) -> bool:
    """Whether a scan of the changed text reports less of the rule, and nothing instead."""
    try:
        after = check(request.checker(), request, _encoded(row[0], plan))
    except (ConfigError, UnicodeError):
        return False
    rule = row[1].rule
    fewer = _count(done, rule) > _count(after, rule)
    return after.status == "ok" and fewer and len(after.found) < len(done.found)


def _count(done: Scan, rule: str) -> int:
    return sum([finding.rule == rule for _, finding, _ in done.found])


def _encoded(document: Document, plan: Plan) -> bytes:
    if document.decoded is None:
        raise NoChangeError("the file is no text")
    return document.decoded.encode(spliced(document.text, plan.splices))


def _described(request: Request, document: Document, plan: Plan, secrets: Sequence[str]) -> Answer:
    """The answer: what is in outputs and metadata is apart, under `values`, with the way to the value."""
    from labcoat_jupyter.worker.described import described_changes

    edits, values = described_changes(document, plan.changes, plan.splices, request.is_raw, secrets)
    tags = []
    if plan.tag and not (request.is_raw and document.notebook is not None):
        cell, tag = plan.tag
        tags = [{"cell": cell.index, "cell_id": _id(cell), "tag": tag}]
    return {"status": "ok", "message": "", "title": redact(plan.title), "edits": edits, "tags": tags, "values": values}


def _id(cell: Cell) -> str | None:
    return None if cell.id is None else redact(cell.id)
