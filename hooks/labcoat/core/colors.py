"""ANSI control sequences: the colours of tracebacks and logs, which stand between and inside the words of a text.

ECMA-48, section 5.4: https://ecma-international.org/publications-and-standards/standards/ecma-48/
"""

from __future__ import annotations

from bisect import bisect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

ESCAPE = "\x1b"


class Plain:
    """A text without its control sequences, and where each of its characters stands in the text."""

    __slots__ = ("_original", "_places", "_starts", "text")

    def __init__(self, text: str) -> None:
        import re

        self._original = text
        self._starts = [0]  # of the runs of the plain text
        self._places = [0]  # and of the same runs in the original
        runs, done = [], 0
        for found in re.finditer(r"\x1b\[[0-9;:?]{0,40}[A-Za-z]", text):
            runs.append(text[done : found.start()])
            done = found.end()
            self._starts.append(self._starts[-1] + len(runs[-1]))
            self._places.append(done)
        self.text = "".join(runs) + text[done:]

    def offset(self, index: int) -> int:
        """Where in the original a character of the plain text stands."""
        run = bisect(self._starts, index) - 1
        return self._places[run] + index - self._starts[run]

    def end(self, index: int) -> int:
        """Where in the original the character before `index` ends."""
        return self.offset(index - 1) + 1 if index else 0

    def restored(self, changed: str) -> str:
        """The original with the characters of a plain text of the same length."""
        ends = [*self._starts[1:], len(changed)]
        pieces, done = [], 0
        for start, end, place in zip(self._starts, ends, self._places, strict=True):
            pieces += [self._original[done:place], changed[start:end]]
            done = place + end - start
        return "".join([*pieces, self._original[done:]])


def through_colors(change: Callable[[str], str], text: str) -> str:
    """The text with its characters changed as if it had no colours; `change` keeps the length."""
    if ESCAPE not in text:
        return change(text)
    plain = Plain(text)
    return plain.restored(change(plain.text))
