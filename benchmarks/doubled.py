"""Twice the detectors: the same rows again with other names and needles, in this process."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from labcoat.core.document import read_document
from labcoat.core.keys.detector import Detector
from labcoat.core.keys.engine import Finder
from labcoat.core.keys.providers import load_detectors
from labcoat.core.texts import document_parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from labcoat.core.texts import Part

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NEXT = str.maketrans(
    _LETTERS + _LETTERS.upper(), _LETTERS[1:] + _LETTERS[:1] + _LETTERS[1:].upper() + _LETTERS[:1].upper()
)


def cost_of_twice_as_many(paths: Sequence[Path], rounds: int) -> tuple[float, int]:
    """CPU of a search with all detectors twice over that with all of them once, and how many there are."""
    documents = [document_parts(read_document(str(path), path.read_bytes())) for path in paths]
    once = load_detectors()
    twice = (*once, *[_other(row) for row in once if row.pattern])
    ratios = []
    for number in range(rounds):
        rows = (once, twice) if number % 2 else (twice, once)
        seconds = {len(table): _seconds(table, documents) for table in rows}
        ratios.append(seconds[len(twice)] / seconds[len(once)])
    return median(ratios), len(twice)


def _seconds(rows: Sequence[Detector], documents: Sequence[Sequence[Part]]) -> float:
    start = time.process_time()
    finder = Finder(rows)
    for parts in documents:
        for _ in finder.find([part.text for part in parts], [part.kind for part in parts]):
            pass
    return time.process_time() - start


def _other(row: Detector) -> Detector:
    """A row with another name, whose needles and provider's names have each letter replaced by the next one."""
    made = Detector(
        f"{row.name}-2",
        row.provider,
        row.what,
        f"{row.pattern}(?:)",  # another pattern, for whatever is kept by pattern
        row.example,
        row.rotate,
        row.source,
        entropy=row.entropy,
        valid=row.valid,
    )
    made.needles, made.inside, made.near = (_moved(row.needles), _moved(row.inside), _moved(row.near))
    return made


def _moved(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([word.translate(_NEXT) for word in words])
