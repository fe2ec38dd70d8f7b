"""Words of a command given as a list of strings: Docker's exec form, a YAML flow sequence, a Python list."""

from __future__ import annotations

import re

from labcoat.core.words import Word, WordBuilder

_BLANK = re.compile(r"(?:\s+|#[^\n]*)+")
_PREFIX = re.compile(r"""[bBfFrRuU]{1,2}(?=["'])""")
_STRING = re.compile(r""""[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'""", re.DOTALL)
_REST_OF_LINE = re.compile(r"[^\n]*")
_PLAIN = re.compile(r"""[^\s,\[\]()"'][^\s,\[\]()]*(?:[ \t]+[^\s,\[\]()#][^\s,\[\]()]*)*""")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def argv_words(text: str) -> list[Word]:
    """The elements of the list, strings without their quotes, everything else as written. Never raises.

    Nested lists count as more elements; comments (`#`) are passed over; adjacent strings are one, as in Python.
    """
    words: list[Word] = []
    builder: WordBuilder | None = None
    at = end = 0
    while at < len(text):
        if blank := _BLANK.match(text, at):
            at = blank.end()
        elif text[at] in ",[]()":
            if builder:
                words.append(builder.word(end))
            builder = None
            at += 1
        else:
            builder = builder or WordBuilder(at)
            at = end = _read_element(text, at, builder)
    if builder:
        words.append(builder.word(end))
    return words


def _read_element(text: str, at: int, builder: WordBuilder) -> int:
    """Read a string or plain text at `at`. Returns where it ends."""
    if prefix := _PREFIX.match(text, at):
        at = prefix.end()
    if text[at] not in "\"'":
        plain = _PLAIN.match(text, at)
        builder.add(plain[0] if plain else text[at], at)
        return plain.end() if plain else at + 1
    builder.quoted = True
    string = _STRING.match(text, at)
    rest = None if string else _REST_OF_LINE.match(text, at)
    end = string.end() if string else rest.end() if rest else len(text)
    _add_string(text, at + 1, end - 1 if string else end, builder)
    return end


def _add_string(text: str, at: int, end: int, builder: WordBuilder) -> None:
    for escape in _ESCAPE.finditer(text, at, end):
        builder.add(text[at : escape.start()], at)
        code, mark = escape.groups()
        builder.add(chr(int(code, 16)) if code else _ESCAPES.get(mark, mark), escape.start())
        at = escape.end()
    builder.add(text[at:end], at)
