"""Hundreds of keys and passwords that belong to nobody, each planted once, in every place where keys are found."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import NamedTuple

from labcoat.core.keys.engine import Finder
from labcoat.core.keys.examples import expand
from labcoat.core.keys.providers import load_detectors
from tests.notebooks import code, markdown, notebook

WINDOW = 12  # characters of a key that are as bad as the whole key
SEEDS = 2


class Plant(NamedTuple):
    """A line that holds a key, the key, and the pieces of it that nobody may see: all of it but what is public.

    `speaks`: its beginning says what it is, whatever is around it.
    """

    line: str
    key: str
    private: frozenset[str]
    speaks: bool = False


def windows(text: str) -> set[str]:
    """Every run of WINDOW characters."""
    return {text[at : at + WINDOW] for at in range(len(text) - WINDOW + 1)}


def plants() -> list[Plant]:
    """A key of every detector, and more of the first ones, none of them twice."""
    rows = load_detectors()
    finder = Finder(rows)
    found: dict[str, Plant] = {}
    for seed in range(SEEDS):
        for row in rows:
            name = f"{row.near[0]}_api_key = " if row.near and row.near[0] else ""
            line, other = (name + expand(row.example, 2 * seed + more) for more in range(2))
            matches = [match for _, match in finder.find([line], ["text"])]
            if row.pattern and len(matches) == 1 and "\n" not in line:
                key = line[matches[0].start : matches[0].end]
                private = windows(key) - windows(other)
                speaks = key == line and key.startswith(row.needles or ("\0",))
                found[key] = Plant(line, key, frozenset(private if len(key) >= WINDOW else {key}), speaks)
    return list(found.values())


def passwords(count: int) -> Iterator[Plant]:
    """Passwords as people choose them."""
    for number in range(count):
        word = expand(f"Zq<lower:4>-<digits:4>!<letters:3>{number}", number)
        yield Plant(f'db_password = "{word}"', word, frozenset(windows(word)))


def _json_line(line: str) -> str:
    return json.dumps({"log": {"message": line}}) + "\n"


def _output(**fields: object) -> Callable[[str], dict[str, object]]:
    def cell(line: str) -> dict[str, object]:
        filled = json.loads(json.dumps(fields).replace("@", json.dumps(line)[1:-1]))
        return code("run()", outputs=[filled])

    return cell


def _pieces(line: str) -> dict[str, object]:
    middle = len(line) // 2
    return code(f"x = {line[:middle]!r} + {line[middle:]!r}\n")


def _in_two_cells(line: str) -> dict[str, object]:
    middle = len(line) // 2
    return code(f"a = {line[:middle]!r}\nb = {line[middle:]!r}\nc = a + b\nd = f'{{a}}{{b}}'")


def _base64(line: str) -> dict[str, object]:
    return code(f'x = b64decode("{base64.b64encode(line.encode()).decode()}")')


def _attachment(line: str) -> dict[str, object]:
    return markdown("![a](attachment:a)") | {"attachments": {line: {"image/png": "iVBORw0KGgo="}}}


STREAM = {"output_type": "stream", "name": "stdout"}
DATA = {"output_type": "display_data", "metadata": {}}
ERROR = {"output_type": "error", "ename": "ValueError", "evalue": "@", "traceback": ["\x1b[0;31mValueError\x1b[0m: @"]}
CELLS: dict[str, Callable[[str], dict[str, object]]] = {
    "source": lambda line: code(line),
    "argument": lambda line: code(f"client = Client({line!r})\nload(name, trust_remote_code=True)  # {line}"),
    "shell": lambda line: code(f"!run '{line}'"),
    "bash": lambda line: code(f"%%bash\n# {line}"),
    "markdown": markdown,
    "metadata": lambda line: code("x = 1") | {"metadata": {"note": line, "deep": {"list": [line]}}},
    "attachment": _attachment,
    "stdout": _output(**STREAM, text=["first\n", "@\n"]),
    "stderr": _output(**STREAM | {"name": "stderr"}, text="@"),
    "html": _output(**DATA, data={"text/html": ["<b>\n", "<code>@</code>"], "text/plain": "<b>"}),
    "json": _output(**DATA, data={"application/json": {"a": ["@", {"b": "@"}]}}),
    "traceback": _output(**ERROR),
    "pieces": _pieces,
    "two literals": _in_two_cells,
    "base64": _base64,
}
WHOLE_KEYS = ("pieces", "two literals", "base64")  # places where only keys that speak for themselves are found
FILES: dict[str, Callable[[str], str]] = {
    "a.py": lambda line: f"x = f({line!r}, trust_remote_code=True)\n",
    "b.py": lambda line: f"# {line}\nload(name, trust_remote_code=True)\n",
    ".env": lambda line: line + "\n",
    "a.yaml": lambda line: f"- run: {json.dumps(line)}\n",
    "a.json": _json_line,
    "a.jsonl": lambda line: _json_line(_json_line(line)),
    "a.log": lambda line: f"2024-01-01T00:00:00 INFO {line}\n",
    "a.sh": lambda line: f"# {line}\n",
    "Dockerfile": lambda line: f"# {line}\n",
    "README.md": lambda line: f"    {line}\n",
}


def repository(planted: list[Plant]) -> dict[str, str]:
    """Files with all of these keys, each in one of the places, by path."""
    cells: list[dict[str, object]] = []
    texts = dict.fromkeys(FILES, "")
    places = cycle([*CELLS, *FILES])
    for plant in planted:
        place = next(places)
        if place in WHOLE_KEYS and not plant.speaks:
            place = "source"
        if place in CELLS:
            cells.append(CELLS[place](plant.line) | {"id": f"cell-{len(cells)}"})
        else:
            texts[place] += FILES[place](plant.line)
    third = len(cells) // 3
    texts["a.json"] = "[" + texts["a.json"].replace("\n", ",\n") + "0]\n"
    texts["indented.ipynb"] = json.dumps(notebook(*cells[:third]), indent=1) + "\n"
    texts["minified.ipynb"] = json.dumps(notebook(*cells[third : 2 * third], note=planted[0].line))
    texts["truncated.ipynb"] = json.dumps(notebook(*cells[2 * third :]), indent=1)[:-40]
    return texts
