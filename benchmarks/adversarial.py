"""Every regular expression that looks for keys, and texts that it likes least, made from the expression itself.

Each text nearly matches: what comes before one of the expression's repeats, then that repeat for very long, then
something that cannot follow.
"""

from __future__ import annotations

import re
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, NamedTuple

import labcoat.core.keys
import labcoat.find_keys
from labcoat.core.keys.providers import load_detectors

try:
    from re import _constants as sre
    from re import _parser as parser
except ImportError:  # before Python 3.11
    import sre_constants as sre
    import sre_parse as parser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

MODULES = ("labcoat.core.redact", "labcoat.core.secret_values", "labcoat.core.keys.placeholder")
PREFERRED = (
    "aA0_-+/.=:\"' ,;\\\n",
    "0 \"'\\,=.:-a\n",
    "\n \t,;&|aA0",
)  # characters of classes, the first that is in it
STOPS = ("\0", "", "\n", '"', "é")
SHAPES = (
    'a"',
    "a'",
    '"',
    "'",
    "\\",
    '\\"',
    "=",
    " =",
    ": ",
    " ",
    "\t",
    "\n",
    "a",
    "A",
    "0",
    "a0",
    "(",
    "[",
    "{",
    "<a>",
    "%2",
)
REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)} - {None}
Nodes = Any  # what the standard library's own parser makes of an expression


class Expression(NamedTuple):
    """An expression and how it is used: `needles` are where a detector's is tried; without them it may be anywhere."""

    name: str
    compiled: re.Pattern[str]
    needles: tuple[str, ...] = ()


def expressions() -> list[Expression]:
    """Those of the detectors, and of the modules that look for keys."""
    rows = [row for row in load_detectors() if row.pattern]
    own = [Expression(row.name, re.compile(row.pattern, re.ASCII), row.needles or ("",)) for row in rows]
    return [*own, *chain.from_iterable([_of_module(module) for module in _modules()])]


def near_matches(expression: Expression, length: int) -> Iterator[str]:
    """Texts of about so many characters that keep an expression busy."""
    parsed = parser.parse(expression.compiled.pattern, expression.compiled.flags)
    heads = dict.fromkeys(expression.needles[:3])
    for preferred in PREFERRED:
        for repeat in _repeats(parsed):
            sample = _Sample(preferred, repeat, length)
            sample.add(parsed)
            heads.setdefault(sample.text)
    for head in heads:
        yield from [head + stop for stop in STOPS if head]
    for head in dict.fromkeys((*expression.needles[:1], "")):
        yield from [head + shape * (length // len(shape)) for shape in SHAPES]


def _modules() -> Iterator[ModuleType]:
    for package in (labcoat.core.keys, labcoat.find_keys):
        for found in iter_modules(package.__path__, f"{package.__name__}."):
            yield import_module(found.name)
    yield from [import_module(name) for name in MODULES]


def _of_module(module: ModuleType) -> Iterator[Expression]:
    for name, value in vars(module).items():
        for number, found in enumerate(_patterns(value)):
            yield Expression(f"{module.__name__.removeprefix('labcoat.')}.{name}[{number}]", found)


def _patterns(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _patterns(item)


def _repeats(nodes: Iterable[Nodes]) -> Iterator[Nodes]:
    """Every repeat, the outer ones first."""
    for node in nodes:
        if node[0] in REPEATS:
            yield node
        for below in _below(node):
            yield from _repeats(below)


def _below(node: Nodes) -> list[Nodes]:
    """The sequences in a node; of look-arounds none, they make no text."""
    kind, value = node
    if kind in REPEATS:
        return [value[2]]
    if kind is sre.BRANCH:
        return list(value[1])
    if kind is sre.SUBPATTERN:
        return [value[3]]
    return [value] if kind is getattr(sre, "ATOMIC_GROUP", None) else []


class _Sample:
    """The text that a pattern matches up to the end of one of its repeats, which gets as long as it may."""

    def __init__(self, preferred: str, wanted: Nodes, length: int) -> None:
        self.text = ""
        self._preferred = preferred
        self._wanted = wanted
        self._length = length

    def add(self, nodes: Iterable[Nodes]) -> bool:
        """Add the text of nodes; whether the end is reached."""
        return any(self._add(node) for node in nodes)

    def _add(self, node: Nodes) -> bool:
        kind, value = node
        if kind in REPEATS:
            return self._add_repeat(node)
        if kind is sre.BRANCH:
            return self.add(next((way for way in value[1] if self._holds(way)), value[1][0]))
        if kind in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY, sre.CATEGORY):
            self.text += self._character(node)
            return False
        return any([self.add(below) for below in _below(node)])

    def _add_repeat(self, node: Nodes) -> bool:
        least, most, body = node[1]
        start = len(self.text)
        if node is self._wanted:
            self.add(body)
            once = self.text[start:]
            self.text += once * min(most - 1, self._length // len(once) if once else 0)
            return True
        times = max(least, 1) if self._holds(body) else least
        return any(self.add(body) for _ in range(times))

    def _holds(self, nodes: Iterable[Nodes]) -> bool:
        return any(found is self._wanted for found in _repeats(nodes))

    def _character(self, node: Nodes) -> str:
        """A character of a class: the first of the preferred ones, else any."""
        if node[0] is sre.LITERAL:
            return chr(node[1])
        allowed = _matcher(node)
        candidates = chain(self._preferred, map(chr, range(32, 127)))
        return next((char for char in candidates if allowed(char)), "a")


def _matcher(node: Nodes) -> Any:
    """A function that tells whether a character is in a class."""
    kind, value = node
    if kind is sre.ANY:
        return lambda char: char != "\n"
    if kind is sre.NOT_LITERAL:
        return lambda char: ord(char) != value
    items = value if kind is sre.IN else [node]
    is_negated = items[0][0] is sre.NEGATE
    return lambda char: any([_is_in(char, item) for item in items]) != is_negated


def _is_in(char: str, item: Nodes) -> bool:
    kind, value = item
    if kind is sre.LITERAL:
        return ord(char) == value
    if kind is sre.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if kind is sre.CATEGORY:
        return _in_category(char, str(value).lower())
    return False


def _in_category(char: str, name: str) -> bool:
    found = char.isspace() if "space" in name else char.isdigit() if "digit" in name else char.isalnum() or char == "_"
    return found != ("not" in name)
