"""The string literal that holds a key, and how code in its place is written."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right

from labcoat.core.rule import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

    Shared = tuple[str, Segment, Edit]

_STRING = re.compile(
    r"(?P<prefix>[A-Za-z]{0,2})(?P<quote>\"{3}|'{3}|\"|')(?P<body>(?:[^\\]|\\.)*?)(?P=quote)", re.DOTALL
)
_BETWEEN = re.compile(r"\s*(?:(?:\\\r?\n|#[^\r\n]*)\s*)*")
_OPENED = re.compile(r"[rRuU]?(?P<quote>\"{3}|'{3}|\"|')")
_CLOSED = re.compile(r"\"{3}|'{3}|\"|'")
_URL = re.compile(r"[a-z][a-z0-9+.-]{1,30}://[^\s\\{}]+")
_INTERPOLATED = {"": "f", "u": "f", "r": "rf", "f": "f", "rf": "rf", "fr": "fr"}  # a prefix, and that of the f-string


class Literal:
    """What is replaced: the expression `node`, or in its place a key that is only a part of one literal.

    Of that, `string` is the match of _STRING, and `start` to `end` the key's place; both in the parent of the segment.
    """

    __slots__ = ("end", "module", "node", "quote", "start", "string")

    def __init__(self, module: Module, node: ast.AST, quote: str = '"') -> None:
        self.module = module
        self.node = node
        self.quote = quote
        self.string: re.Match[str] | None = None
        self.start = self.end = 0

    @property
    def is_url(self) -> bool:
        """Whether the key is a part of a literal that is nothing but a URL."""
        return self.string is not None and bool(_URL.fullmatch(self.string["body"])) and self._is_alone(self.string)

    def _is_alone(self, string: re.Match[str]) -> bool:
        segment, start, end = self.module.span(self.node)
        return string.span() == (segment.offset + start, segment.offset + end)

    def edits(self, double: str, offset: int) -> tuple[list[Edit], list[Shared]]:
        """What to replace, in a segment that starts at `offset`, and what other keys in the same literal need too.

        `double` is the code that takes the key's place, in double quotes.
        """
        segment, start, end = self.module.span(self.node)
        code = double.replace('"', self.quote)
        string = self.string
        if string is None:
            shift = segment.offset - offset
            return [Edit(start + shift, end + shift, _gap(segment, start) + code)], []
        edit = Edit(self.start - offset, self.end - offset, "{" + code + "}")
        prefix = _INTERPOLATED[string["prefix"].lower()]
        if "f" in string["prefix"].lower():
            return [edit], []
        at = string.start() - segment.offset
        begin = Edit(at, at + len(string["prefix"]), _gap(segment, at) + prefix)
        cell = segment.cell.index if segment.cell else 0
        return [edit], [(f"f-string in {cell}:{string.start()}", segment, begin)]


def _gap(segment: Segment, start: int) -> str:
    """A space where code would be glued to the word before: `return"…"`."""
    before = segment.text[start - 1 : start]
    return " " if before.isalnum() or before == "_" else ""


class Strings:
    """The string literals of a document's modules, by place."""

    def __init__(self, modules: list[Module]) -> None:
        self._by_cell: dict[int, tuple[list[int], list[tuple[int, Module, ast.AST]]]] = {}
        self._written: dict[ast.AST, list[re.Match[str]]] = {}  # a long literal may hold many keys
        for module in modules:
            nodes: list[Any] = module.nodes(ast.Constant, ast.JoinedStr)
            for node in nodes:
                if isinstance(node, ast.JoinedStr) or isinstance(node.value, str):
                    self._add(module, node)
        for starts, places in self._by_cell.values():
            order = sorted(range(len(starts)), key=starts.__getitem__)
            starts[:], places[:] = [starts[at] for at in order], [places[at] for at in order]

    def _add(self, module: Module, node: ast.AST) -> None:
        parent = module.parent(node)
        if isinstance(parent, (ast.JoinedStr, ast.FormattedValue)):  # before Python 3.12 these have no true place
            return
        segment, start, end = module.span(node)
        starts, places = self._by_cell.setdefault(segment.cell.index if segment.cell else 0, ([], []))
        starts.append(segment.offset + start)
        places.append((segment.offset + end, module, node))

    def bodies(self) -> Iterator[tuple[Segment, int, str, str | None]]:
        """(segment, where in it the text between the quotes starts, that text, value) of every literal.

        Literals side by side have one value; one with fields has none.
        """
        for starts, places in self._by_cell.values():
            for start, (end, module, node) in zip(starts, places, strict=True):
                segment, _, _ = module.span(node)
                for string in _strings(segment.parent, start, end):
                    at = string.start("body") - segment.offset
                    yield segment, at, string["body"], getattr(node, "value", None)

    def literal(self, segment: Segment, start: int, end: int) -> Literal | None:
        """What to replace for the key at a place of the segment; None where that is not clear."""
        starts, places = self._by_cell.get(segment.cell.index if segment.cell else 0, ([], []))
        start, end = segment.offset + start, segment.offset + end
        at = bisect_right(starts, start) - 1
        if at < 0 or places[at][0] <= start:
            return None
        last, module, node = places[at]
        text = segment.parent
        if node not in self._written:
            self._written[node] = _strings(text, starts[at], last)
        strings = self._written[node]
        for string in strings:
            if string.start("body") <= start and end <= string.end("body"):
                return _in_string(module, node, string, start, end, len(strings) == 1)
        return _over_strings(module, node, text, start, end)


def _strings(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The literals, one after the other, that a node is written as."""
    found = []
    while start < end and (string := _STRING.match(text, start, end)):
        found.append(string)
        between = _BETWEEN.match(text, string.end(), end)
        start = between.end() if between else end
    return found


def _in_string(
    module: Module, node: ast.AST, string: re.Match[str], start: int, end: int, is_only: bool
) -> Literal | None:
    """For a key in one literal."""
    body, prefix = string["body"], string["prefix"].lower()
    if prefix not in _INTERPOLATED:
        return None
    if is_only and string.span("body") == (start, end):
        return Literal(module, node, string["quote"][0])
    before, after = string.string[string.start("body") : start], string.string[end : string.end("body")]
    if "\\" in body or not (_has_no_field(before + after) or ("f" in prefix and _is_outside(before, after))):
        return None
    made = Literal(module, node, "'" if string["quote"][0] == '"' else '"')
    made.string, made.start, made.end = string, start, end
    return made


def _has_no_field(text: str) -> bool:
    return "{" not in text and "}" not in text


def _is_outside(before: str, after: str) -> bool:
    """Whether what stands between two texts of an f-string is no part of a field."""
    if any([brace in text for brace in ("{{", "}}") for text in (before, after)]):
        return False
    return before.count("{") == before.count("}") and after.count("{") == after.count("}")


def _over_strings(module: Module, node: ast.AST, text: str, start: int, end: int) -> Literal | None:
    """For a key that several literals make together, from the first to the last character of them."""
    while True:
        segment, first, last = module.span(node)
        if segment.offset + last >= end:
            break
        above = module.parent(node)
        if not isinstance(above, ast.BinOp) or not isinstance(above.op, ast.Add):
            return None
        node = above
    opened = _OPENED.fullmatch(text, segment.offset + first, start)
    closed = _CLOSED.fullmatch(text, end, segment.offset + last)
    return Literal(module, node, opened["quote"][0]) if opened and closed and _is_literal(node) else None


def _is_literal(node: ast.AST) -> bool:
    """Whether nothing but strings, added up, make an expression."""
    parts = [part for part in ast.walk(node) if not isinstance(part, (ast.BinOp, ast.Add))]
    return all([isinstance(part, ast.Constant) and isinstance(part.value, str) for part in parts])
