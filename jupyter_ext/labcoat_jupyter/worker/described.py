"""Changes as an editor makes them: of the text of a cell, or of a file."""

from __future__ import annotations

from labcoat.core.lines import Lines
from labcoat.core.redact import redact
from labcoat_jupyter.worker.positions import Positions, text_range

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from labcoat.core.document import Document
    from labcoat.core.edits import Change, Splice

    Edits = list[dict[str, Any]]


def described_changes(
    document: Document, changes: Sequence[Change], splices: Sequence[Splice], is_raw: bool
) -> tuple[Edits, Edits]:
    """The edits of sources, and those of other values. For who sees a notebook as a text, all are edits of that."""
    if is_raw and document.notebook is not None:
        lines = Lines(document.text)
        return [_edit(None, None, text_range(lines, start, end), text) for start, end, text in splices], []
    ordered = sorted(changes, key=lambda change: (_index(change), change[0].json_start, _start(change)))
    sources = [_described(document, change) for change in ordered if change[0].json_start < 0]
    positions = Positions(document, is_raw=False)
    values = [
        {**_described(document, change), "pointer": positions.pointer(change[0])}
        for change in ordered
        if change[0].json_start >= 0
    ]
    return sources, values


def _described(document: Document, change: Change) -> dict[str, Any]:
    segment, edit = change
    start, end = segment.offset + edit.start, segment.offset + edit.end
    cell = segment.cell
    cell_id = redact(cell.id) if cell and cell.id is not None else None
    return _edit(cell.index if cell else None, cell_id, text_range(Lines(segment.parent), start, end), edit.replacement)


def _edit(cell: int | None, cell_id: str | None, span: dict[str, Any], text: str) -> dict[str, Any]:
    return {"cell": cell, "cell_id": cell_id, "range": span, "text": text}


def _index(change: Change) -> int:
    return change[0].cell.index if change[0].cell else 0


def _start(change: Change) -> int:
    return change[0].offset + change[1].start
