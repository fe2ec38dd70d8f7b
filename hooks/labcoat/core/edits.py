"""Edits of segments to a changed file: only the characters that change are replaced, JSON escaping included."""

from __future__ import annotations

import json

from labcoat.core.locate import Locator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.document import Document
    from labcoat.core.rule import Hit


class EditError(Exception):
    """The edits cannot be made; the file is as it was."""


def apply(document: Document, hits: Sequence[Hit]) -> str:
    """The document's text with the fixes of the hits. Overlapping fixes: the first one counts. Raises EditError."""
    locator = Locator(document, document.path)
    splices = sorted(splice for hit in hits for splice in _splices(locator, hit))
    pieces, at = [], 0
    for start, end, replacement in splices:
        if start >= at:
            pieces += [document.text[at:start], replacement]
            at = end
    changed = "".join([*pieces, document.text[at:]])
    if document.notebook is not None:
        _verify(document, hits, changed)
    return changed


def _splices(locator: Locator, hit: Hit) -> list[tuple[int, int, str]]:
    """(start, end, replacement) in the file for each edit of a hit's fix."""
    segment = hit.segment
    found = []
    for edit in hit.fix.edits if hit.fix else ():
        start, end = (locator.raw_offset(segment, segment.offset + at) for at in (edit.start, edit.end))
        in_json = segment.cell is not None or segment.json_start >= 0
        found.append((start, end, _escaped(locator.document, edit.replacement) if in_json else edit.replacement))
    return found


def _escaped(document: Document, replacement: str) -> str:
    """The replacement as part of a JSON string, non-ASCII characters written as the file writes them."""
    return json.dumps(replacement, ensure_ascii=document.text.isascii())[1:-1]


def _verify(document: Document, hits: Sequence[Hit], changed: str) -> None:
    """Read the changed notebook again: only the cells that were edited may differ."""
    from labcoat.core.notebook import read_notebook
    from labcoat.core.spans import JSONError

    assert document.notebook is not None  # noqa: S101 - for mypy: the caller looked
    try:
        after = read_notebook(changed).cells
    except JSONError as error:
        raise EditError(f"the result would not be a notebook: {error.reason}") from None
    edited = {hit.segment.cell.index for hit in hits if hit.segment.cell}
    before = document.notebook.cells
    kept = [cell.index for cell in before if cell.index not in edited and cell.data != after[cell.index - 1].data]
    if len(after) != len(before) or kept:
        raise EditError("the result would change other cells")
