"""Edits of segments to a changed file: only the characters that change are replaced, JSON escaping included."""

from __future__ import annotations

import json
from bisect import bisect, insort

from labcoat.core.locate import Locator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.document import Document
    from labcoat.core.notebook import Notebook
    from labcoat.core.rule import Hit

    Splice = tuple[int, int, str]  # from offset, to offset, replacement


class EditError(Exception):
    """The edits cannot be made; the file is as it was."""


def apply(document: Document, hits: Sequence[Hit]) -> str:
    """The document's text with the fixes of the hits. Of fixes that overlap, the first one counts. Raises EditError."""
    locator = Locator(document, document.path)
    applied: list[Hit] = []
    splices: list[Splice] = []
    for hit in hits:
        found = _splices(locator, hit)
        if found and all([_fits(splices, splice) for splice in found]):
            applied.append(hit)
            for splice in found:
                insort(splices, splice)
    changed = _spliced(document.text, splices)
    if document.notebook is not None:
        _verify(document.notebook, applied, changed)
    elif document.kind == "python" and _parses(document.text) and not _parses(changed):
        raise EditError("the result would not be valid Python")
    return changed


def _parses(text: str) -> bool:
    from labcoat.core.parsing import ParseError, parse

    try:
        parse(text)
    except ParseError:
        return False
    return True


def _splices(locator: Locator, hit: Hit) -> list[Splice]:
    """What a hit's fix replaces in the file."""
    segment = hit.segment
    in_json = segment.cell is not None or segment.json_start >= 0
    found = []
    for edit in hit.fix.edits if hit.fix else ():
        start = locator.raw_offset(segment, segment.offset + edit.start)
        end = locator.raw_end(segment, segment.offset + edit.end) if edit.end > edit.start else start
        found.append((start, end, _escaped(locator.document, edit.replacement) if in_json else edit.replacement))
    return found


def _escaped(document: Document, replacement: str) -> str:
    """The replacement as part of a JSON string, non-ASCII characters written as the file writes them."""
    return json.dumps(replacement, ensure_ascii=document.text.isascii())[1:-1]


def _fits(splices: list[Splice], splice: Splice) -> bool:
    """Whether a splice touches none of the others, which are sorted."""
    at = bisect(splices, splice)
    start, end, _ = splice
    return all([before[1] <= start and before[:2] != (start, end) for before in splices[max(at - 1, 0) : at]]) and all(
        [end <= after[0] and after[:2] != (start, end) for after in splices[at : at + 1]]
    )


def _spliced(text: str, splices: Sequence[Splice]) -> str:
    pieces, at = [], 0
    for start, end, replacement in splices:
        pieces += [text[at:start], replacement]
        at = end
    return "".join([*pieces, text[at:]])


def _verify(notebook: Notebook, hits: Sequence[Hit], changed: str) -> None:
    """Read the changed notebook again: nothing but the sources may differ, and they only as the fixes say."""
    from labcoat.core.notebook import read_notebook
    from labcoat.core.spans import JSONError

    try:
        after = read_notebook(changed).cells
    except JSONError as error:
        raise EditError(f"the result would not be a notebook: {error.reason}") from None
    sources = _changed_sources(hits)
    if len(after) != len(notebook.cells):
        raise EditError("the result would have other cells")
    for old, new in zip(notebook.cells, after, strict=True):
        key = old.source_key
        if new.source != sources.get(old.index, old.source) or old.data | {key: ""} != new.data | {key: ""}:
            raise EditError(f"the result would change cell {old.index} in another way")


def _changed_sources(hits: Sequence[Hit]) -> dict[int, str]:
    """The source that each cell is to have, by its index."""
    edits: dict[int, list[Splice]] = {}
    for hit in hits:
        segment = hit.segment
        if segment.cell is not None and hit.fix is not None:
            edits.setdefault(segment.cell.index, []).extend(
                [(segment.offset + edit.start, segment.offset + edit.end, edit.replacement) for edit in hit.fix.edits]
            )
    cells = {hit.segment.cell.index: hit.segment.cell for hit in hits if hit.segment.cell is not None}
    return {index: _spliced(cell.source, sorted(edits[index])) for index, cell in cells.items()}
