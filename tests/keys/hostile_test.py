"""Hostile text: no expression is held up by it, and the same text always has the same findings."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from benchmarks.adversarial import Expression, expressions, near_matches
from labcoat.core.keys import clues
from labcoat.core.keys.engine import Finder
from labcoat.core.keys.examples import expand
from labcoat.core.keys.providers import load_detectors
from tests.keys.backtracking import Backtracking, TooManyStepsError

LENGTHS = (400,)
STEPS_PER_CHARACTER = 100  # a square would need 400, and what is worse never ends
EXPRESSIONS = expressions()
DETECTORS = load_detectors()
BOUNDARIES = (1_000, 2_000, 10_000)
PIECES = (1_000, 10_000, 1_000_000)


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=[expression.name for expression in EXPRESSIONS])
def test_an_expression_takes_a_bounded_number_of_steps_for_each_character(expression: Expression) -> None:
    for length in LENGTHS:
        for text in near_matches(expression, length):
            tried = Backtracking(expression.compiled, text, STEPS_PER_CHARACTER * (len(text) + 50))
            try:
                tried.match()
            except TooManyStepsError as error:
                pytest.fail(f"{error} steps for {len(text)} characters: {text[:80]!r}")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(r"(?:a+)+b", "a" * 40), (r"(?:a|a)*b", "a" * 40), (r"\s*x?\s*y?\s*\s*z", " " * 200)],
)
def test_what_is_slow_takes_too_many_steps(pattern: str, text: str) -> None:
    with pytest.raises(TooManyStepsError):
        Backtracking(re.compile(pattern), text, STEPS_PER_CHARACTER * (len(text) + 50)).match()


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?P<q>[\"'])(?:(?!(?P=q)).)*(?P=q)", "'ab\"c' "),
        (r"(?i:Bearer)\s{1,4}(?<=\s)[a-z]{2,4}?\b", "BEARER abcd"),
        (r"(?:ab|a)(?:c|bcd)$", "abcd"),
        (r"[^x\n]{2}.\d", "ab\n1"),
        (r"[^x\n]{2}(?s:.)\d", "ab\n1"),
    ],
)
def test_steps_are_counted_of_what_python_does(pattern: str, text: str) -> None:
    compiled = re.compile(pattern)

    assert Backtracking(compiled, text, 10_000).match() is bool(compiled.match(text))


def _keys() -> list[str]:
    rows = [row for row in DETECTORS if row.pattern]
    return [(f"{row.near[0]}_api_key = " if row.near else "") + expand(row.example, 7) for row in rows[::4]]


def _found(texts: list[str]) -> list[tuple[int, str, int, int]]:
    finder = Finder(DETECTORS)
    found = finder.find(texts, ["text"] * len(texts))
    return sorted((index, match.detector.name, match.start, match.end) for index, match in found)


@pytest.fixture(scope="module")
def long_texts() -> list[str]:
    """Texts with a key over every boundary of pieces, at many offsets; and short ones that add up to many pieces."""
    texts = []
    for number, key in enumerate(_keys()):
        text = ""
        for boundary in BOUNDARIES:
            start = boundary - (number * 7) % (len(key) + 2)
            text = (text + "lorem ipsum dolor " * 1_000)[: max(start - 1, 0)] + f"\n{key}\n"
        texts.append(text)
    return [*texts, *_keys()]


@pytest.mark.parametrize("piece", PIECES[:-1])
def test_findings_do_not_depend_on_the_size_of_pieces(
    piece: int, long_texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _found(long_texts)
    monkeypatch.setattr(clues, "PIECE", piece)

    assert _found(long_texts) == whole
    assert len(whole) > len(long_texts)


SCRIPT = """
import json, sys
from labcoat.core.arguments import Arguments
from labcoat.core.checker import Checker
from labcoat.core.families import load_rules

checker = Checker(load_rules(["find_keys"]), Arguments(), lambda config: None)
checker.check_bytes("a.txt", sys.stdin.buffer.read())
print(json.dumps([finding.as_dict() for finding in checker.outcome.findings]))
"""


def test_findings_do_not_depend_on_the_hash_seed(tmp_path: object) -> None:
    text = "\n".join(_keys()).encode()
    reports = []
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], input=text, capture_output=True, check=True, env=environment
        )
        reports.append(json.loads(done.stdout))

    assert reports[0]
    assert reports[1] == reports[0]
    assert reports[2] == reports[0]
