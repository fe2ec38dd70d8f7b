"""Every detector finds its keys wherever they stand, and leaves alone what only looks like one."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest

from labcoat.core.arguments import Arguments
from labcoat.core.checker import Checker, Outcome
from labcoat.core.families import load_rules
from labcoat.core.keys.detector import Detector
from labcoat.core.keys.examples import expand
from labcoat.core.keys.providers import load_detectors
from tests.notebooks import code, markdown, notebook

ROWS = load_detectors()
FIELD = re.compile(r"<([A-Za-z0-9+]+)(?::(\d+))?>")
SEEDS = (1, 2, 3)


def all_rows() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])


def line(row: Detector, example: str) -> str:
    """A line of text that holds a key: of a provider that only its name gives away, with the name."""
    return f"{row.near[0]}_api_key: {example}" if row.near and row.near[0] else example


@cache
def checker() -> Checker:
    """All key rules, the opt-in ones too."""
    arguments = Arguments()
    arguments.select = ["all"]
    return Checker(load_rules(["find_keys"]), arguments, lambda config: None)


def rules(path: str, text: str) -> list[tuple[str, str | None]]:
    """(rule, part) of what all key rules say."""
    checker().outcome = Outcome()
    checker().check_bytes(path, text.encode())
    assert checker().outcome.errors == []
    return [(finding.rule, finding.part) for finding in checker().outcome.findings]


def as_notebook(text: str) -> str:
    """A text in a comment of a code cell, in its output, in markdown and in metadata."""
    comment = "".join(f"# {part}\n" for part in text.split("\n"))
    outputs = [{"output_type": "stream", "name": "stdout", "text": [f"{part}\n" for part in text.split("\n")]}]
    cells = [code("x = 1", outputs=outputs, metadata={"note": text}), markdown(f"Text\n\n{text}\n"), code(comment)]
    return json.dumps(notebook(*cells))


@all_rows()
@pytest.mark.parametrize("seed", SEEDS)
def test_a_key_is_found_in_every_part_of_a_notebook(row: Detector, seed: int) -> None:
    if not row.pattern:
        return
    found = rules("a.ipynb", as_notebook(line(row, expand(row.example, seed))))
    is_one_line = "\n" not in row.example
    parts = {"output", "metadata", "source"} if is_one_line else {"output", "metadata"}
    assert {part for rule, part in found if rule == row.name} >= parts


@all_rows()
@pytest.mark.parametrize("path", ["a.py", "notes.txt", "app.log", "a.json", ".env", "a.yaml", "data.csv"])
def test_a_key_is_found_in_every_kind_of_file(row: Detector, path: str) -> None:
    example = line(row, expand(row.example, 4))
    texts = {"a.py": f'"""\n{example}\n"""\n', "a.json": json.dumps({"note": example}), "a.yaml": f"# {example}\n"}
    if row.pattern or path == "a.py":
        assert row.name in {
            rule for rule, _ in rules(path, texts.get(path, f"{example}\n") if row.pattern else example)
        }


QUIET = {
    "repeated": lambda kind, length: "x" * length,
    "in words": lambda kind, length: ("your-key-here-" * length)[:length],
    "cut": lambda kind, length: "...",
    "in brackets": lambda kind, length: "<KEY>",
    "looked up": lambda kind, length: '" + os.environ["API_KEY"] + "',
}


@all_rows()
@pytest.mark.parametrize("how", QUIET)
def test_a_placeholder_is_no_key(row: Detector, how: str) -> None:
    text = FIELD.sub(lambda field: QUIET[how](field[1], int(field[2] or 6)), row.example)
    assert rules("a.py", f'value = "{line(row, text)}"\n' if row.pattern else text) == []


@all_rows()
def test_a_row_is_complete(row: Detector) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row.name)
    assert row.what
    assert row.source.startswith("https://") or row.opt_in
    assert row.rotate.startswith("https://") or not row.rotate
    assert all(len(needle) >= 3 for needle in row.needles)
    assert bool(row.needles) + bool(row.inside) + bool(row.near) + (not row.pattern) == 1
    assert expand(row.example, 1) != expand(row.example, 2)


def test_names_are_unique() -> None:
    names = [row.name for row in ROWS]
    assert sorted(names) == sorted(set(names))
