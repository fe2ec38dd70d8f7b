"""A case's number to a file's name and bytes."""

from __future__ import annotations

import json
import os
from functools import cache
from random import Random
from typing import NamedTuple

from benchmarks.fuzz import hostile, samples
from benchmarks.fuzz.mutate_json import mutate_json
from benchmarks.fuzz.mutate_text import encoded, mutate_bytes, mutate_tokens
from tests.all_rows import Row, all_rows

SECRET = "hf" + "_" + "Q3xT9vLmZ7bKcN5wRpYdHs2JfGtUe8AiVo"  # made up; in pieces, so that no scanner takes it for one
LONG = 200_000  # characters of a long case
LONG_SHARE = 0.01


class Case(NamedTuple):
    """One input. `secret` tells whether it holds the planted secret unbroken."""

    name: str
    data: bytes

    @property
    def secret(self) -> bool:
        return SECRET.encode() in self.data


def case(seed: int, number: int) -> Case:
    """The same for the same numbers, always."""
    random = Random(f"{seed}:{number}")
    kind = random.random()
    if kind < 0.45:
        return _notebook(random)
    if kind < 0.6:
        return _row(random)
    name, sample, _ = random.choices(samples.TEXTS, [weight for *_, weight in samples.TEXTS])[0]
    kind = random.random()
    if kind < 0.25:
        long = LONG if random.random() < LONG_SHARE * 4 else 0
        return Case(name, encoded(random, hostile.text(random, name, length=long)))
    text = sample.replace("{secret}", SECRET)
    if kind < 0.85:
        text = mutate_tokens(random, text, _words())
    data = encoded(random, text)
    return Case(name, data if kind < 0.7 else mutate_bytes(random, data, _other(random)))


def _row(random: Random) -> Case:
    """A row of a rule's tables."""
    row = random.choice(_rows())
    text = mutate_tokens(random, row.text, _words()) if random.random() < 0.8 else row.text
    data = encoded(random, text)
    return Case(row.path, data if random.random() < 0.7 else mutate_bytes(random, data, _other(random)))


@cache
def _rows() -> list[Row]:
    return all_rows()


def _notebook(random: Random) -> Case:
    name = "a.ipynb" if random.random() < 0.95 else "a.zpln"
    kind = random.random()
    if kind < 0.15:
        long = LONG if random.random() < LONG_SHARE * 4 else 0
        return Case(name, encoded(random, hostile.notebook(random, length=long)))
    text = _json(random, name)
    if kind < 0.7:
        text = mutate_json(random, text, (*_sources(), SECRET, *_words()))
    elif kind < 0.8:
        text = mutate_tokens(random, text, _words())
    data = encoded(random, text)
    return Case(name, data if kind < 0.65 else mutate_bytes(random, data, _other(random)))


def _json(random: Random, name: str) -> str:
    if name.endswith(".zpln"):
        return samples.note(SECRET)
    return _notebooks()[random.random() < 0.2]


@cache
def _notebooks() -> tuple[str, str]:
    made = [json.dumps(samples.notebook(version, SECRET), indent=1) for version in (4, 3)]
    return made[0], made[1]


@cache
def _sources() -> tuple[str, ...]:
    return tuple(
        [text.replace("{secret}", SECRET) for text in (*samples.CELLS, *[text for _, text, _ in samples.TEXTS])]
    )


@cache
def _words() -> tuple[str, ...]:
    """What the rules look for, so that mutations come near it."""
    from labcoat.core.families import load_rules

    rules = [rule for rules in load_rules().values() for rule in rules]
    words = sorted({word.decode() for rule in rules for group, _ in rule.words for word in group})
    keywords = [keyword for rule in rules for keyword in rule.keywords]
    return (*keywords, *words, "True", "true", "1", "False", "*", "0.0.0.0", "777", SECRET)


def _other(random: Random) -> bytes:
    return random.choice(_sources()).encode()


def written(case: Case, directory: str, number: int) -> str:
    """Keep the case's bytes for a look at them; where they are."""
    path = os.path.join(directory, f"{number}-{case.name.lstrip('.')}")
    with open(path, "wb") as file:
        file.write(case.data)
    return path
