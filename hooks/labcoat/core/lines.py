"""Offsets to lines and columns. A line ends with LF, CR LF or CR, as editors and Python's tokenizer see it."""

from __future__ import annotations


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


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1, the column in characters."""
    before = text[:offset]
    if "\r" in before:
        if text[offset - 1 : offset + 1] == "\r\n":
            before = before[:-1]
        before = before.replace("\r\n", " \n").replace("\r", "\n")
    return before.count("\n") + 1, offset - before.rfind("\n")


def line_at(text: str, offset: int) -> tuple[int, int]:
    """Span of the line that holds `offset`, without its line end."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    ends = [at for at in (text.find("\n", offset), text.find("\r", offset)) if at >= 0]
    return start, min(ends, default=len(text))


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the unit of JavaScript and of the Language Server Protocol."""
    return len(text) if text.isascii() else len(text) + sum(char > "\uffff" for char in text)
