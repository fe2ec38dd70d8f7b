"""Python source to syntax trees, and their places back to offsets."""

from __future__ import annotations

import ast
import warnings
from bisect import bisect_right

from labcoat.core.lines import line_starts
from labcoat.core.segments import NO_PYTHON

BLANKS = (" ", "\t", "\n", "\r")  # what a cell starts with that may be indented as a whole
PARSE_ONLY = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class ParseError(ValueError):
    """`reason` says why a text is not Python 3; `line` (from 1) is where the parser gave up."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def parse(text: str) -> ast.Module:
    """Parse Python, top-level `await` allowed, uniformly indented text too. Never runs it. Raises ParseError."""
    try:
        return _compile(text)
    except ParseError as error:
        if text[:1] not in BLANKS:
            raise
        try:
            return _compile("if 1:\n" + text)
        except ParseError:
            raise error from None


def _compile(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes such as "\d" are not ours to report
        try:
            tree: ast.Module = compile(text, "<cell>", "exec", PARSE_ONLY, dont_inherit=True)
        except SyntaxError as error:
            raise ParseError(NO_PYTHON, error.lineno or 1) from None
        except (ValueError, RecursionError, MemoryError) as error:
            reason = "nested too deeply" if not isinstance(error, ValueError) else NO_PYTHON
            raise ParseError(reason, 1) from None
    return tree


class Offsets:
    """Offsets of a text's lines and columns as `ast` counts them: lines from 1 (more if `shift`), columns in UTF-8."""

    def __init__(self, text: str, shift: int) -> None:
        self._text = text
        self._shift = shift
        self._starts = [*line_starts(text), len(text)]
        self._wide: dict[int, tuple[list[int], list[int]]] = {}

    def offset(self, line: int, column: int) -> int:
        """Offset of a place."""
        line -= self._shift
        if line not in self._wide:
            self._wide[line] = _wide_letters(self._text[self._starts[line - 1] : self._starts[line]])
        ends, lengths = self._wide[line]
        return self._starts[line - 1] + column - lengths[bisect_right(ends, column)]


def _wide_letters(line: str) -> tuple[list[int], list[int]]:
    """Where in UTF-8 each letter ends that has more than one byte; how many more bytes that makes, from none on."""
    ends: list[int] = []
    lengths = [0]
    for at, letter in enumerate(line) if not line.isascii() else ():
        if letter > "\x7f":
            lengths.append(lengths[-1] + len(letter.encode("utf-8", "surrogatepass")) - 1)
            ends.append(at + 1 + lengths[-1])
    return ends, lengths
