"""Segments: runs of text in one language, with their exact place in the document."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.notebook import Cell


class Segment:
    """A contiguous piece of a parent text: of the file, or of one cell's decoded source.

    `offset` is where `text` starts in `parent`, in characters; `json_start` is where the parent's JSON value starts
    in the file, -1 where the parent is the file itself. `part` is `source`, `output`, `metadata` or `attachment`
    in a notebook, empty elsewhere.
    """

    __slots__ = ("cell", "json_start", "language", "offset", "parent", "part", "text")

    def __init__(
        self,
        text: str,
        language: str,
        parent: str = "",
        offset: int = 0,
        cell: Cell | None = None,
        part: str = "",
        json_start: int = -1,
    ) -> None:
        self.text = text
        self.language = language
        self.parent = parent or text
        self.offset = offset
        self.cell = cell
        self.part = part
        self.json_start = json_start

    def slice(self, start: int, end: int, language: str) -> Segment:
        """The segment of characters `start` to `end` of this one, in another language."""
        return Segment(
            self.text[start:end], language, self.parent, self.offset + start, self.cell, self.part, self.json_start
        )
