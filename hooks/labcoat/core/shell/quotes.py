"""Quotes and backslashes: POSIX.1-2024, Shell Command Language 2.2; `$'…'` is 2.2.4."""

from __future__ import annotations

import re

from labcoat.core.shell.state import State, index_of

_PLAIN = re.compile(r'[^"\\$`]+')
_CONTINUATION = re.compile(r"\\(?:\r?\n|\Z)")
_APOSTROPHE_OR_BACKSLASH = re.compile(r"['\\]")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b", "E": "\x1b"}


class Quotes(State):
    """Reads quoted parts of words. Each method reads on from `at` and returns where it stopped."""

    def backslash(self, at: int) -> int:
        """An escaped character; a line continuation is nothing at all."""
        if continuation := _CONTINUATION.match(self.text, at):
            builder = self.frames[-1].builder
            if builder:
                builder.skip(at, continuation.end())
            return continuation.end()
        self.word(at).quoted = True
        self.add(self.text[at + 1], at + 1)
        return at + 2

    def single_quotes(self, at: int) -> int:
        """`'…'`, up to the end of the line where it never ends."""
        end = self.text.find("'", at + 1)
        stop = end if end >= 0 else index_of(self.text, "\n", at)
        self.word(at).quoted = True
        self.add(self.text[at + 1 : stop], at + 1)
        return stop + 1 if end >= 0 else stop

    def escaped_quotes(self, at: int) -> int:
        """`$'…'`, with the escapes of C."""
        text = self.text
        word = self.word(at)
        end = self._end_of_escaped(at + 2)
        if end < 0:
            return self.single_quotes(at + 1)
        word.quoted = True
        at += 2
        for escape in _ESCAPE.finditer(text, at, end):
            word.add(text[at : escape.start()], at)
            word.add(_unescaped(escape[0]), escape.start())
            at = escape.end()
        word.add(text[at:end], at)
        return end + 1

    def _end_of_escaped(self, at: int) -> int:
        while found := _APOSTROPHE_OR_BACKSLASH.search(self.text, at):
            if found[0] == "'":
                return found.start()
            at = found.start() + 2
        return -1

    def double_quote(self, at: int) -> int:
        """The opening one."""
        self.word(at).quoted = True
        self.mark(at)
        self.frames[-1].in_quotes = True
        return at + 1

    def in_double_quotes(self, at: int) -> int:
        """One step between double quotes."""
        text = self.text
        if plain := _PLAIN.match(text, at):
            return self.add(plain[0], at)
        mark = text[at]
        if mark == '"':
            self.marks.pop()
            self.frames[-1].in_quotes = False
            return at + 1
        if mark != "\\":
            return self.readers[mark](at)
        if continuation := _CONTINUATION.match(text, at):
            return continuation.end()
        kept = text[at + 1] not in '$`"\\'
        return self.add(text[at : at + 2], at) if kept else self.add(text[at + 1], at + 1)

    def take_line(self) -> int:
        """The outermost quote never ends: take its line as it stands."""
        mark = self.marks[0]
        self.return_to(mark)
        start = mark.at + 1 if self.text[mark.at] == '"' else mark.at
        return self.add(self.text[start : index_of(self.text, "\n", start)], start)


def _unescaped(escape: str) -> str:
    kind, digits = escape[1], escape[2:]
    if kind in "01234567":
        return chr(int(escape[1:], 8))
    if not digits:
        return _ESCAPES.get(kind, kind)
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else escape
