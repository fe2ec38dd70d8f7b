"""The 15,000 most downloaded names of PyPI on 16 June 2026, shipped so that nobody has to be asked.

The names come with guarddog 3.2.0 (Copyright 2022-present Datadog, Inc., Apache License 2.0,
https://github.com/DataDog/guarddog), which has them from https://hugovk.github.io/top-pypi-packages/;
benchmarks/popular_names.py takes them out. Nothing else of guarddog is here.
"""

from __future__ import annotations

import os

FILE = os.path.join(os.path.dirname(__file__), "popular_names.txt.z")
MOST_ANSWERS = 20_000  # that are remembered

_answers: dict[str, bool] = {}
_texts: list[str] = []
_tiers: list[frozenset[str]] = []


def is_popular(name: str) -> bool:
    """Whether a normalized name is on the list. Only looks for it in the text: a file has few names, the list many."""
    if name not in _answers:
        if len(_answers) >= MOST_ANSWERS:
            _answers.clear()
        _answers[name] = f"\n{name}\n" in _text()
    return _answers[name]


def tiers() -> list[frozenset[str]]:
    """The 2,000 most downloaded names, the 8,000 after those, and the rest."""
    if not _tiers:
        _tiers.extend([frozenset(part.split()) for part in _text().split("\n\n")[1:]])
    return _tiers


def _text() -> str:
    if not _texts:
        import zlib

        with open(FILE, "rb") as file:
            _texts.append(zlib.decompress(file.read()).decode())
    return _texts[0]
