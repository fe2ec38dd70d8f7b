"""Where findings are for an editor: lines and UTF-16 columns from 0, and the way through a cell to a value."""

from __future__ import annotations

from labcoat.core.locate import Locator
from labcoat.core.redact import redact
from labcoat.core.rule import MARK
from labcoat.core.spans import scan_array, scan_object, skip_space

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.document import Document
    from labcoat.core.finding import Finding
    from labcoat.core.rule import Hit
    from labcoat.core.segment import Segment
    from labcoat.core.spans import Item, Member

    Position = dict[str, int]
    Range = dict[str, Position]
    Pointer = list[str | int]


class Positions:
    """The places of one document's findings, kept for the next one. `secrets` are masked in the names of keys.

    `is_raw`: in the file's text and not in cells. A byte-order mark is a character of a file's first line.
    """

    def __init__(self, document: Document, is_raw: bool, secrets: Sequence[str] = ()) -> None:
        self._document = document
        self._is_raw = is_raw and document.notebook is not None
        self._locator = Locator(document, "")
        self._children: dict[int, Sequence[Member | Item]] = {}
        self._pointers: dict[int, Pointer] = {}
        self._secrets = secrets
        self._shift = 1 if document.decoded and document.decoded.bom and document.notebook is None else 0

    def range(self, finding: Finding, hit: Hit) -> Range:
        """Where a finding is in its cell's source, its output's value, or the file."""
        if self._is_raw:
            return self._raw_range(hit)
        return {
            "start": self._position(finding.line, finding.utf16_column),
            "end": self._position(finding.end_line, finding.utf16_end_column),
        }

    def text_range(self, text: str, start: int, end: int) -> Range:
        """The range of characters `start` to `end` of a text of the document."""
        lines = self._locator.lines(text)
        first, last = [self._position(lines.place(at)[0], lines.utf16_column(at)) for at in (start, end)]
        return {"start": first, "end": last}

    def _position(self, line: int, column: int) -> Position:
        return {"line": line - 1, "character": column - 1 + (self._shift if line == 1 else 0)}

    def _raw_range(self, hit: Hit) -> Range:
        segment, locator = hit.segment, self._locator
        first, last = segment.offset + hit.start, segment.offset + max(hit.start, hit.end)
        start = locator.raw_offset(segment, first)
        end = locator.raw_end(segment, last) if last > first else start
        return self.text_range(self._document.text, start, end)

    def pointer(self, segment: Segment) -> Pointer:
        """The keys and indices from the cell, or the notebook, to the value; none for sources and files.

        Where the text is a key, that is the last one; keys are masked.
        """
        if segment.json_start < 0 or self._is_raw or self._document.notebook is None:
            return []
        if segment.json_start not in self._pointers:
            self._pointers[segment.json_start] = self._way(segment)
        return self._pointers[segment.json_start]

    def _way(self, segment: Segment) -> Pointer:
        at = segment.cell.start if segment.cell else skip_space(self._document.text, 0)
        steps: Pointer = []
        while at < segment.json_start:
            step, at = self._step(at, segment.json_start)
            steps.append(self._masked(step) if isinstance(step, str) else step)
        return steps

    def _masked(self, key: str) -> str:
        for secret in self._secrets:
            key = key.replace(secret, MARK)
        return redact(key)

    def _step(self, at: int, wanted: int) -> tuple[str | int, int]:
        """The child of the value at `at` that holds an offset, and where it starts."""
        if at not in self._children:
            text = self._document.text
            self._children[at] = scan_object(text, at)[0] if text[at] == "{" else scan_array(text, at)[0]
        for index, child in enumerate(self._children[at]):
            if wanted < child.end:
                key = getattr(child, "key", index)
                return key, wanted if wanted < child.start else child.start
        raise LookupError
