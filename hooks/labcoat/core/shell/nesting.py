"""Substitutions and expansions inside words: POSIX.1-2024, Shell Command Language 2.6."""

from __future__ import annotations

import re

from labcoat.core.shell.quotes import Quotes
from labcoat.core.shell.state import Frame

_PLAIN = re.compile(r"""[^\\'"`$(){}]+""")
MOST_RETRIES = 8  # each one reads again from an earlier place; without a limit that would not be linear


class Nesting(Quotes):
    """Opens and closes frames. Each method reads on from `at` and returns where it stopped."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.subshells: set[int] = set()  # offsets of `((` that turned out to be two subshells
        self.braces = -1  # offset of the `}}` found last; -2 when there are no more

    def end_command(self, at: int) -> None:
        """The command being read ends at `at`: for the reader to say."""

    def substitution(self, at: int, length: int) -> int:
        """`$(`, `<(` or `>(`: commands inside a word."""
        self.word(at)
        self.frames.append(Frame(")", at))
        return at + length

    def literal(self, closer: str, at: int, length: int) -> int:
        """`${`, `$((` or `((`: no commands inside."""
        around = self.frames[-1]
        self.mark(at)
        self.frames.append(Frame(closer, at, around.in_quotes or around.keeps_apostrophes))
        return at + length

    def backtick(self, at: int) -> int:
        """A backtick: it closes the open one, whatever else has been opened in between."""
        if not self.backtick_depth:
            self.word(at)
            self.frames.append(Frame("`", at))
            self.backtick_depth = len(self.frames)
            return at + 1
        while len(self.frames) > self.backtick_depth:
            self.end_command(at)
            self.close(at)
        self.end_command(at)
        self.backtick_depth = 0
        return self.close(at + 1)

    def dollar(self, at: int) -> int:
        """Whatever a `$` begins; on its own it is an ordinary character."""
        text, following = self.text, self.text[at + 1 : at + 2]
        if following == "(":
            is_arithmetic = text.startswith("((", at + 1) and at not in self.subshells
            return self.literal("))", at, 3) if is_arithmetic else self.substitution(at, 2)
        if text.startswith("${{", at) and self._find_braces(at):
            return self.add(text[at : self.braces + 2], at)
        if following == "{":
            return self.literal("}", at, 2)
        if following in ("'", '"') and not self.frames[-1].in_quotes:
            return self.escaped_quotes(at) if following == "'" else self.double_quote(at + 1)
        return self.add("$", at)

    def _find_braces(self, at: int) -> bool:
        """Whether a `}}` follows: then this is a `${{ }}` of GitHub Actions, which no shell ever sees."""
        if -2 < self.braces < at:
            found = self.text.find("}}", at)
            self.braces = found if found >= 0 else -2
        return self.braces >= at

    def in_literal(self, at: int) -> int:
        """One step inside `${ }` or `(( ))`, where blanks and operators mean nothing."""
        text, frame = self.text, self.frames[-1]
        if plain := _PLAIN.match(text, at):
            return plain.end()
        mark = text[at]
        if mark == "\\":
            return at + 2
        if mark == "'" and frame.keeps_apostrophes:
            return at + 1
        if mark in "'\"`$":
            return self.readers[mark](at)
        if frame.closer == "}":
            return self.close(at + 1) if mark == "}" else at + 1
        return self._parenthesis_in_arithmetic(mark, at)

    def _parenthesis_in_arithmetic(self, mark: str, at: int) -> int:
        frame = self.frames[-1]
        if mark == ")" and frame.parentheses == 0:
            return self.close(at + 2) if self.text.startswith("))", at) else self._read_as_subshells(at)
        frame.parentheses += {"(": 1, ")": -1}.get(mark, 0)
        return at + 1

    def _read_as_subshells(self, at: int) -> int:
        """`((` turned out to open two subshells: read it again."""
        if self.retries >= MOST_RETRIES:
            return self.close(at + 1)
        mark = self.marks[-1]
        self.return_to(mark)
        self.subshells.add(mark.at)
        builder = self.frames[-1].builder
        if builder and not builder.pieces and not builder.quoted:
            self.frames[-1].builder = None
        return mark.at
