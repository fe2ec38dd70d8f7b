"""Offsets to lines and columns. A line ends with LF, CR LF or CR, as editors and Python's tokenizer see it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right


def line_starts(text: str) -> list[int]:
    """Offset of the first character of every line; always at least one."""
    starts = [0]
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


class Lines:
    """The lines of a text, for many look-ups."""

    __slots__ = ("_pairs", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = line_starts(text)
        self._pairs: list[int] | None = None

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, the column in characters."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def utf16_column(self, offset: int) -> int:
        """Column of an offset, from 1, in the units of JavaScript and of the Language Server Protocol."""
        if self._pairs is None:  # where the characters are that UTF-16 writes as two
            self._pairs = [] if self.text.isascii() else [at for at, char in enumerate(self.text) if char > "\uffff"]
        start = self.starts[bisect_right(self.starts, offset) - 1]
        return offset - start + 1 + bisect_left(self._pairs, offset) - bisect_left(self._pairs, start)

    def span(self, offset: int) -> tuple[int, int]:
        """First and last offset of the line that holds `offset`, its line end left out."""
        line = bisect_right(self.starts, offset)
        start, end = self.starts[line - 1], len(self.text)
        if line < len(self.starts):
            end = self.starts[line] - 1
            end -= self.text[end - 1 : end + 1] == "\r\n" and end > start
        return start, end
