"""The regular expressions that look for keys, on texts made to keep them busy."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.adversarial import Expression, expressions, near_matches
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from benchmarks.environment import Environment

TITLE = "patterns: every regular expression that looks for keys, on 1 MB made to keep it busy"
SIZE = 1_000_000
SMALL = 10_000  # characters on which all are tried, to see which are worth a megabyte
LENGTHS = (40, 1_000)  # of what is repeated up to a megabyte
TRIES = 3
MOST = 50  # milliseconds of one call
MOST_CALLS = 250  # of all calls in a megabyte, of which 60 are those of an expression that fails at once
WORTH = 6  # expressions
SHOWN = 3


class Slowest(NamedTuple):
    """Seconds that an expression takes for its worst text."""

    seconds: float
    expression: Expression
    text: str


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """One call at the beginning of a text; then all calls that a detector makes in one text."""
    every = expressions()
    yield from _rows("one call", _slowest(every, _one_call), MOST)
    detectors = [found for found in every if any(found.needles)]
    yield from _rows("at every needle", _slowest(detectors, _every_call), MOST_CALLS)


def _rows(what: str, found: list[Slowest], most: float) -> Iterator[Row]:
    for worst in found[:SHOWN]:
        text = f"{what}: {worst.expression.name}, on {worst.text[:24]!r}…"
        yield Row(text, 1000 * worst.seconds, unit=" ms", most=most)


def _slowest(every: Iterable[Expression], worst: Callable[[Expression, int], Slowest]) -> list[Slowest]:
    """The slowest expressions on a megabyte, the worst first."""
    first = sorted([worst(expression, SMALL) for expression in every], key=lambda found: -found.seconds)
    large = [worst(found.expression, SIZE) for found in first[:WORTH]]
    return sorted(large, key=lambda found: -found.seconds)


def _one_call(expression: Expression, size: int) -> Slowest:
    """`match` on a text that nearly matches."""
    match = expression.compiled.match
    worst = Slowest(0, expression, "")
    for text in near_matches(expression, size):
        worst = max(worst, Slowest(_seconds(match, text, [0]), expression, text[:80]), key=lambda found: found.seconds)
    return worst


def _every_call(expression: Expression, size: int) -> Slowest:
    """`match` at every needle of a text, which is one short text again and again."""
    match = expression.compiled.match
    worst = Slowest(0, expression, "")
    for length in LENGTHS:
        for unit in dict.fromkeys(near_matches(expression, length)):
            if unit.startswith(expression.needles):
                text = f"{unit} " * (size // (len(unit) + 1))
                seconds = _seconds(match, text, range(0, len(text), len(unit) + 1))
                worst = max(worst, Slowest(seconds, expression, unit[:80]), key=lambda found: found.seconds)
    return worst


def _seconds(match: Callable[[str, int], object], text: str, places: Iterable[int]) -> float:
    """The least of a few tries, unless the first one is quick: the machine may be busy."""
    least = float("inf")
    for _ in range(TRIES):
        start = time.process_time()
        for at in places:
            match(text, at)
        least = min(least, time.process_time() - start)
        if least < MOST / 2000:
            break
    return least
