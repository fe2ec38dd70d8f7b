"""String literals of Python, character by character: pieces of text with the places at which they are written."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    Piece = tuple[str, int, int]  # what it says, start, end

FIELD = "${_}"  # what pip takes for a variable
KNOWN_ESCAPES = frozenset("abfnrtvxuUN01234567\\'\"")
_OPENING = re.compile(r"([A-Za-z]{0,2})(\"{3}|'{3}|[\"'])")
_BETWEEN = re.compile(r"(?:\s+|#[^\n]*|\\\r?\n)*")
_ESCAPE = r"\\(?:\r\n|N\{[^}]*\}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[0-7]{1,3}|[\s\S])"
_MARKS = {
    (False, False): re.compile(_ESCAPE),
    (False, True): re.compile(rf"{_ESCAPE}|\{{\{{|\}}\}}|\{{"),
    (True, False): re.compile(r"(?!)"),
    (True, True): re.compile(r"\{\{|\}\}|\{"),
}
_BRACE = re.compile(r"[{}]")
_CLOSINGS = {quote: re.compile(rf"(?:[^\\]|\\[\s\S])*?{quote}") for quote in ('"""', "'''", '"', "'")}


def pieces_of(source: str, at: int, end: int) -> list[Piece]:
    """The pieces of adjacent literals; none where they are written in a way that is not understood."""
    pieces: list[Piece] = []
    while at < end:
        opening = _OPENING.match(source, at, end)
        closing = _CLOSINGS[opening[2]].match(source, opening.end(), end) if opening else None
        if not opening or not closing:
            return []
        prefix = opening[1].lower()
        stop = closing.end() - len(opening[2])
        _add_body(source, opening.end(), stop, _MARKS["r" in prefix, "f" in prefix], pieces)
        between = _BETWEEN.match(source, closing.end(), end)
        at = between.end() if between else end
    return pieces


def _add_body(source: str, at: int, stop: int, marks: re.Pattern[str], pieces: list[Piece]) -> None:
    """The pieces between the quotes of one literal."""
    while mark := marks.search(source, at, stop):
        if mark.start() > at:
            pieces.append((source[at : mark.start()], at, mark.start()))
        at = mark.end()
        if mark[0] == "{":
            at = _end_of_field(source, at, stop)
            pieces.append((FIELD, mark.start(), at))
        else:
            pieces.append((_unescaped(mark[0]), mark.start(), at))
    if stop > at or not pieces:
        pieces.append((source[at:stop], at, stop))


def _end_of_field(source: str, at: int, stop: int) -> int:
    depth = 1
    while depth and (brace := _BRACE.search(source, at, stop)):
        depth += 1 if brace[0] == "{" else -1
        at = brace.end()
    return at


def _unescaped(mark: str) -> str:
    if mark in ("{{", "}}"):
        return mark[0]
    if mark in ("\\\n", "\\\r\n"):
        return ""
    if mark[1] not in KNOWN_ESCAPES:
        return mark
    try:
        return mark.encode("ascii").decode("unicode_escape")
    except UnicodeError:
        return mark
