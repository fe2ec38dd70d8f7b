"""Edits of segments to a changed file: only the characters that change are replaced, JSON escaping included."""

from __future__ import annotations

import json
from bisect import bisect, insort

from labcoat.core.locate import Locator
from labcoat.core.segment import Segment
from labcoat.core.spans import scan_array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from labcoat.core.document import Document
    from labcoat.core.rule import Edit, Hit
    from labcoat.core.verify import Expected

    Splice = tuple[int, int, str]  # from offset, to offset, replacement
    Change = tuple[Segment, Edit]


class EditError(Exception):
    """The edits cannot be made; the file is as it was."""


def apply(document: Document, hits: Sequence[Hit]) -> str:
    """The document's text with the fixes of the hits. Of fixes that overlap, the first one counts. Raises EditError."""
    return spliced(document.text, splices_of(document, hits))


def splices_of(document: Document, hits: Sequence[Hit]) -> list[Splice]:
    """What the fixes of the hits replace in the document's text; the result has been verified. Raises EditError."""
    locator = Locator(document, document.path)
    done: list[Change] = []
    splices: list[Splice] = []
    shared: set[str] = set()
    for hit in hits:
        changes = changes_of(hit, shared)
        found = [_splice(locator, segment, edit) for segment, edit in changes]
        if found and all([_fits(splices, splice) for splice in found]):
            done += changes
            shared.update([name for name, _, _ in hit.fix.shared] if hit.fix else ())
            for splice in found:
                insort(splices, splice)
    _verify(document, done, spliced(document.text, splices))
    _verify_pins(document, done, locator)
    return splices


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """The text with its splices, which are sorted, made."""
    pieces, at = [], 0
    for start, end, replacement in splices:
        pieces += [text[at:start], replacement]
        at = end
    return "".join([*pieces, text[at:]])


def changes_of(hit: Hit, shared: set[str]) -> list[Change]:
    """The edits of a hit's fix, and those it shares with others that no fix before it has made."""
    if hit.fix is None:
        return []
    missing = [(segment, edit) for name, segment, edit in hit.fix.shared if name not in shared]
    return [*missing, *[(hit.segment, edit) for edit in hit.fix.edits]]


def _splice(locator: Locator, segment: Segment, edit: Edit) -> Splice:
    """What an edit replaces in the file."""
    start = locator.raw_offset(segment, segment.offset + edit.start)
    end = locator.raw_end(segment, segment.offset + edit.end) if edit.end > edit.start else start
    if segment.cell is None and segment.json_start < 0:
        return start, end, edit.replacement
    text = locator.document.text
    if start == end and edit.replacement.endswith("\n"):
        return start, end, _inserted_lines(text, _value_place(segment), start, edit.replacement)
    return start, end, _escaped(text, edit.replacement)


def _escaped(text: str, replacement: str) -> str:
    """The replacement as part of a JSON string, non-ASCII characters written as the file writes them."""
    return json.dumps(replacement, ensure_ascii=text.isascii())[1:-1]


def _inserted_lines(text: str, value: tuple[int, str], at: int, lines: str) -> str:
    """Whole lines for an offset of the file: in front of a string in an array of lines, as strings of their own."""
    start, joiner = value
    items = scan_array(text, start)[0] if text[start] == "[" and not joiner else []
    if not any([item.start == at - 1 for item in items]):
        return _escaped(text, lines)
    between = text[items[0].end : items[1].start] if len(items) > 1 else "," + text[start + 1 : at - 1]
    return "".join([f'{_escaped(text, line)}"{between}"' for line in lines.splitlines(keepends=True)])


def _fits(splices: list[Splice], splice: Splice) -> bool:
    """Whether a splice touches none of the others, which are sorted."""
    at = bisect(splices, splice)
    start, end, _ = splice
    return all([before[1] <= start and before[:2] != (start, end) for before in splices[max(at - 1, 0) : at]]) and all(
        [end <= after[0] and after[:2] != (start, end) for after in splices[at : at + 1]]
    )


def _verify(document: Document, changes: Sequence[Change], changed: str) -> None:
    """Read the changed document again: nothing may differ but what the edits say, and no code may be broken."""
    expected = _expected(changes) if document.notebook is not None else []
    if document.notebook is not None:
        from labcoat.core.verify import difference

        reason = difference(document.text, changed, expected)
        if reason:
            raise EditError(reason)
    sources = [(segment, text) for segment, _, _, text in expected if segment.json_start < 0 and segment.cell]
    if document.kind == "python":
        sources.append((Segment(document.text, "python"), changed))
    for segment, text in sources:
        cell = segment.cell
        language = cell.language if cell else "python"
        if _unparsed(Segment(text, language, cell=cell)) > _unparsed(Segment(segment.parent, language, cell=cell)):
            where = f"cell {cell.index}" if cell else "the result"
            raise EditError(f"{where} would not be valid Python")


def _verify_pins(document: Document, changes: Sequence[Change], locator: Locator) -> None:
    """Read the document with its pins alone again: it must name the same packages."""
    if document.packages is None:
        return
    from labcoat.core.packages.locks.verifying import difference, pins_of

    pins = pins_of(document.packages, changes)
    if pins:
        splices = sorted([_splice(locator, segment, edit) for segment, edit in pins])
        reason = difference(document, pins, spliced(document.text, splices))
        if reason:
            raise EditError(reason)


def _unparsed(segment: Segment) -> int:
    """How many pieces of Python in a segment are broken."""
    from labcoat.core.segments import split

    return len(split([segment]).unparsed) if segment.language == "python" else 0


def _expected(changes: Iterable[Change]) -> list[Expected]:
    """(a segment, where its value starts in the file, its joiner, the text it is to have) for every changed value."""
    edits: dict[int, list[Splice]] = {}
    segments: dict[int, Segment] = {}
    for segment, edit in changes:
        start, _ = _value_place(segment)
        segments.setdefault(start, segment)
        splice = segment.offset + edit.start, segment.offset + edit.end, edit.replacement
        edits.setdefault(start, []).append(splice)
    return [
        (segment, start, _value_place(segment)[1], spliced(segment.parent, sorted(edits[start])))
        for start, segment in segments.items()
    ]


def _value_place(segment: Segment) -> tuple[int, str]:
    """Where a segment's JSON value starts in the file, and what joins its strings."""
    if segment.json_start >= 0 or segment.cell is None:
        return segment.json_start, segment.joiner
    return segment.cell.source_start, segment.cell.joiner
