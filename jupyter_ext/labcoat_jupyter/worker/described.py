"""Changes as an editor makes them: of the text of a cell, or of a file."""

from __future__ import annotations

from labcoat.core.redact import redact
from labcoat_jupyter.worker.positions import Positions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from labcoat.core.document import Document
    from labcoat.core.edits import Change, Splice

    Edits = list[dict[str, Any]]


def described_changes(
    document: Document, changes: Sequence[Change], splices: Sequence[Splice], is_raw: bool, secrets: Sequence[str]
) -> tuple[Edits, Edits]:
    """The edits of sources, and those of other values. For who sees a notebook as a text, all are edits of that."""
    positions = Positions(document, False, secrets)
    if is_raw and document.notebook is not None:
        text = document.text
        return [_edit(None, None, positions.text_range(text, start, end), new) for start, end, new in splices], []
    ordered = sorted(changes, key=lambda change: (_index(change), change[0].json_start, _start(change)))
    sources = [_described(change, positions) for change in ordered if change[0].json_start < 0]
    values = [
        {**_described(change, positions), "pointer": positions.pointer(change[0])}
        for change in ordered
        if change[0].json_start >= 0
    ]
    return sources, values


def _described(change: Change, positions: Positions) -> dict[str, Any]:
    segment, edit = change
    start, end = segment.offset + edit.start, segment.offset + edit.end
    cell = segment.cell
    cell_id = redact(cell.id) if cell and cell.id is not None else None
    span = positions.text_range(segment.parent, start, end)
    return _edit(cell.index if cell else None, cell_id, span, edit.replacement)


def _edit(cell: int | None, cell_id: str | None, span: dict[str, Any], text: str) -> dict[str, Any]:
    return {"cell": cell, "cell_id": cell_id, "range": span, "text": text}


def _index(change: Change) -> int:
    return change[0].cell.index if change[0].cell else 0


def _start(change: Change) -> int:
    return change[0].offset + change[1].start
