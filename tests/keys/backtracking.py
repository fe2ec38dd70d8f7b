"""A regular expression matched by the plainest backtracking, to count what it takes: no clock needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from benchmarks.adversarial import REPEATS, parser, sre

SINGLE = {sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY}
Nodes = Any


class TooManyStepsError(Exception):
    """More steps than allowed."""


class Backtracking:
    """Matches an expression at the beginning of a text; `steps` counts characters looked at and ways tried."""

    def __init__(self, compiled: re.Pattern[str], text: str, limit: int) -> None:
        self.steps = 0
        self._limit = limit
        self._text = text
        self._flags = compiled.flags
        self._groups: dict[int, str] = {}
        self._parsed = list(parser.parse(compiled.pattern, compiled.flags))

    def match(self) -> bool:
        """Whether it matches. Raises TooManyStepsError."""
        return next(self._sequence(self._parsed, 0, self._flags), None) is not None

    def _count(self, steps: int = 1) -> None:
        self.steps += steps
        if self.steps > self._limit:
            raise TooManyStepsError(self.steps)

    def _sequence(self, nodes: list[Nodes], at: int, flags: int) -> Iterator[int]:
        while nodes and nodes[0][0] in SINGLE:  # no choice: no need to come back
            self._count()
            if not self._is_one(nodes[0], at, flags):
                return
            nodes, at = nodes[1:], at + 1
        if not nodes:
            yield at
            return
        for end in self._node(nodes[0], at, flags):
            yield from self._sequence(nodes[1:], end, flags)

    def _node(self, node: Nodes, at: int, flags: int) -> Iterator[int]:
        kind, value = node
        self._count()
        if kind in REPEATS:
            yield from self._repeat(kind, *value, at, flags)
        elif kind is sre.BRANCH:
            for way in value[1]:
                yield from self._sequence(list(way), at, flags)
        elif kind is sre.SUBPATTERN:
            for end in self._sequence(list(value[3]), at, (flags | value[1]) & ~value[2]):
                if value[0]:
                    self._groups[value[0]] = self._text[at:end]
                yield end
        elif kind is sre.GROUPREF:
            if self._text.startswith(self._groups.get(value, "\0"), at):
                yield at + len(self._groups[value])
        elif self._is_true(kind, value, at, flags):
            yield at

    def _is_true(self, kind: Any, value: Any, at: int, flags: int) -> bool:
        if kind in (sre.ASSERT, sre.ASSERT_NOT):
            return self._looks(*value, at, flags) is (kind is sre.ASSERT)
        if kind is sre.AT:
            return self._is_at(str(value), at)
        raise ValueError(f"an operation of regular expressions that the counter does not know: {kind}")

    def _repeat(self, kind: Any, least: int, most: int, body: Nodes, at: int, flags: int) -> Iterator[int]:
        nodes = list(body)
        if len(nodes) == 1 and nodes[0][0] in SINGLE:
            ends = self._run(nodes[0], at, least, int(most), flags)
        else:
            ends = self._ends(nodes, at, least, int(most), flags, greedy=kind is not sre.MIN_REPEAT)
            yield from ends
            return
        for end in ends if kind is sre.MIN_REPEAT else reversed(ends):
            self._count()
            yield end

    def _run(self, node: Nodes, at: int, least: int, most: int, flags: int) -> range:
        end = at
        while end - at < most and self._is_one(node, end, flags):
            self._count()
            end += 1
        return range(at + least, end + 1)

    def _ends(self, nodes: list[Nodes], at: int, least: int, most: int, flags: int, greedy: bool) -> Iterator[int]:
        if not greedy and least <= 0:
            yield at
        for end in self._sequence(nodes, at, flags) if most > 0 else ():
            self._count()
            if end > at:
                yield from self._ends(nodes, end, least - 1, most - 1, flags, greedy)
            elif least <= 1:
                yield end
        if greedy and least <= 0:
            yield at

    def _looks(self, direction: int, body: Nodes, at: int, flags: int) -> bool:
        nodes = list(body)
        if direction > 0:
            return next(self._sequence(nodes, at, flags), None) is not None
        return at - body.getwidth()[0] >= 0 and any(
            end == at for end in self._sequence(nodes, at - body.getwidth()[0], flags)
        )

    def _is_one(self, node: Nodes, at: int, flags: int) -> bool:
        if at >= len(self._text):
            return False
        return any(self._is_in(node, char, flags) for char in self._cases(self._text[at], flags))

    def _cases(self, char: str, flags: int) -> tuple[str, ...]:
        return (char, char.lower(), char.upper()[:1]) if flags & re.IGNORECASE else (char,)

    def _is_in(self, node: Nodes, char: str, flags: int) -> bool:
        kind, value = node
        if kind is sre.ANY:
            return char != "\n" or bool(flags & re.DOTALL)
        if kind is sre.NOT_LITERAL:
            return ord(char) != value
        items = value if kind is sre.IN else [node]
        negated = items[0][0] is sre.NEGATE
        return any(_holds(item, char) for item in items) != negated

    def _is_at(self, name: str, at: int) -> bool:
        if "BOUNDARY" in name:
            around = [self._is_word(at - 1), self._is_word(at)]
            return (around[0] != around[1]) != ("NON" in name)
        return at == 0 if "BEGIN" in name else at == len(self._text)

    def _is_word(self, at: int) -> bool:
        return 0 <= at < len(self._text) and (self._text[at].isalnum() or self._text[at] == "_")


def _holds(item: Nodes, char: str) -> bool:
    kind, value = item
    if kind is sre.LITERAL:
        return ord(char) == value
    if kind is sre.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if kind is sre.CATEGORY:
        name = str(value)
        found = char.isspace() if "SPACE" in name else char.isdigit() if "DIGIT" in name else _is_alnum(char)
        return found != ("NOT" in name)
    return False


def _is_alnum(char: str) -> bool:
    return char.isalnum() or char == "_"
