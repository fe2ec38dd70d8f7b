"""Strings of YAML and JSON with escapes in them: read as what they say, reported where that is written.

https://yaml.org/spec/1.2.2/#57-escaped-characters and, on line breaks in quotes, #73-flow-scalar-styles; the escapes of
JSON are among those of YAML.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from labcoat.core.segment import Segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from labcoat.core.packages.requirement import Option, Packages, Redirect, Reference, Requirement
    from labcoat.core.settings import Setting

    Item = Requirement | Option | Reference | Redirect
    Piece = tuple[str, int, int]  # what it says, start, end

_HEX = "[0-9A-Fa-f]"
_BREAKS = r"\r?\n(?:[ \t]*\r?\n)*[ \t]*"
_PAIR = rf"u[Dd][89ABab]{_HEX}{{2}}\\u[Dd][C-Fc-f]{_HEX}{{2}}"
_MARKS = {
    '"': re.compile(rf"\\(?:{_PAIR}|x{_HEX}{{2}}|u{_HEX}{{4}}|U{_HEX}{{8}}|{_BREAKS}|.)|{_BREAKS}"),
    "'": re.compile(rf"''|{_BREAKS}"),
}
_NAMED = dict(zip('0abtnvfre "\\/N_LP\t', '\0\a\b\t\n\v\f\r\x1b "\\/\x85\xa0\u2028\u2029\t', strict=True))
_SPANS = (("start", "end"), ("spec_start", "spec_end"), ("value_start", "value_end"))


def has_escapes(segment: Segment, setting: Setting) -> bool:
    """Whether a string in quotes is not written as it reads."""
    if setting.style not in _MARKS:
        return False
    return segment.text.find("\\" if setting.style == '"' else "''", setting.start, setting.end) >= 0


def pieces_of(segment: Segment, setting: Setting) -> list[Piece]:
    """What the parts of a string in quotes say; none where that is not understood."""
    if setting.style not in _MARKS:
        return []
    pieces: list[Piece] = []
    at = setting.start
    for mark in _MARKS[setting.style].finditer(segment.text, at, setting.end):
        run = segment.text[at : mark.start()]
        if mark[0][0] in "\r\n":
            run = run.rstrip(" \t")
        pieces += [(run, at, at + len(run))] if run else []
        pieces.append((_said(mark[0]), at + len(run), mark.end()))
        at = mark.end()
    if at < setting.end:
        pieces.append((segment.text[at : setting.end], at, setting.end))
    return pieces if "".join([piece for piece, _, _ in pieces]) == setting.value else []


def _said(mark: str) -> str:
    if mark == "''":
        return "'"
    if "\n" in mark:
        return "\n" * (mark.count("\n") - 1) or ("" if mark[0] == "\\" else " ")
    try:
        if len(mark) > 2:
            text = "".join([chr(int(digits[1:], 16)) for digits in mark.split("\\")[1:]])
            return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        return _NAMED[mark[1]]
    except (LookupError, ValueError, OverflowError):
        return ""


def read_decoded(
    segment: Segment, setting: Setting, language: str, found: Packages, read: Callable[[Segment], None]
) -> None:
    """Let what a string with escapes says be read as a text in a language; all that is added is where it is written."""
    pieces = pieces_of(segment, setting)
    if not pieces:
        return
    inner = Segment(str(setting.value), language, cell=segment.cell)
    known = [len(items) for items in _lists(found)]
    files = len(found.files)
    read(inner)
    del found.files[files:]  # these have places in lines
    written = _laid_out(segment, setting, pieces)
    places = _Places(pieces, setting.start)
    for items, count in zip(_lists(found), known, strict=True):
        for item in items[count:]:
            if item.segment.parent is inner.parent:
                places.move(item, written)


def _lists(found: Packages) -> tuple[Sequence[Item], ...]:
    return found.requirements, found.options, found.references, found.redirects


def _laid_out(segment: Segment, setting: Setting, pieces: list[Piece]) -> Segment:
    """The string as written, with blanks and the character that it stands for in the place of each escape."""
    written = segment.slice(setting.start, setting.end, segment.language)
    written.text = "".join([piece[-(end - start) :].rjust(end - start) for piece, start, end in pieces])
    return written


class _Places:
    """Where the characters of a string are written, counted from its opening quote."""

    __slots__ = ("_indexes", "_pieces", "_start")

    def __init__(self, pieces: list[Piece], start: int) -> None:
        self._pieces = pieces
        self._start = start
        self._indexes: list[int] = []
        index = 0
        for piece, _, _ in pieces:
            self._indexes.append(index)
            index += len(piece)

    def first(self, index: int) -> int:
        """Where character `index` starts."""
        number = bisect_right(self._indexes, index) - 1
        piece, start, end = self._pieces[number]
        into = index - self._indexes[number]
        return (start + into if len(piece) == end - start else start if into < len(piece) else end) - self._start

    def last(self, index: int) -> int:
        """Where the character before `index` ends."""
        number = max(0, bisect_left(self._indexes, index) - 1)
        piece, start, end = self._pieces[number]
        into = index - self._indexes[number]
        return (start + into if len(piece) == end - start else end if into else start) - self._start

    def move(self, item: Item, written: Segment) -> None:
        """Let a part of the string be where it is written."""
        offset = item.segment.offset
        for start, end in _SPANS:
            if hasattr(item, start):
                first, last = offset + getattr(item, start), offset + getattr(item, end)
                setattr(item, start, self.first(first) if first < last else self.last(last))
                setattr(item, end, self.last(last))
        if hasattr(item, "word_start"):
            item.word_start = self.first(offset + item.word_start)
        item.segment = written
