"""Mutations of JSON documents that keep them JSON, or nearly: keys twice, wrong types, depth, odd escapes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

WRONG = (
    "null",
    "true",
    "0",
    "-1",
    "1e999",
    "NaN",
    "1" * 5000,
    '""',
    '"x"',
    "[]",
    "{}",
    "[null]",
    '[["a"], 1]',
    '{"a": 1}',
)


class Pairs(list[tuple[str, Any]]):
    """An object, with its keys in order and as often as they occur."""


class Raw(str):
    """JSON text, written as it is."""

    __slots__ = ()


def mutate_json(random: Random, text: str, texts: tuple[str, ...]) -> str:
    """A JSON text after a few mutations, in one of the forms in which programs write it."""
    tree = json.loads(text, object_pairs_hook=Pairs)
    for _ in range(random.choice((0, 1, 1, 2, 4, 12))):
        _mutate(random, _containers(tree), texts)
    indent = random.choice((None, "", " ", "  ", "\t"))
    return _written(tree, indent, random.random() < 0.1 and random, 0) + random.choice(("", "\n", "\r\n", " \n\n"))


def _containers(tree: Any) -> list[Any]:
    found, stack = [], [tree]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            found.append(value)
            stack += [item for _, item in value] if isinstance(value, Pairs) else value
    return found


def _mutate(random: Random, containers: list[Any], texts: tuple[str, ...]) -> None:
    container = random.choice(containers)
    kind = random.randrange(7)
    value = _value(random, containers, texts)
    if not container:
        container.append((random.choice(("source", "outputs", "")), value) if isinstance(container, Pairs) else value)
        return
    at = random.randrange(len(container))
    if kind == 0:
        del container[at]
    elif kind == 1:
        container.insert(random.randrange(len(container) + 1), container[at])
    elif kind == 2:
        container.reverse()
    elif isinstance(container, Pairs):
        key = container[at][0]
        names = [pair[0] for other in containers if isinstance(other, Pairs) for pair in other]
        pair = (random.choice(names) if kind == 3 else key, value)
        container[at : at + (kind != 4)] = [pair]  # kind 4: the key twice
    else:
        container[at] = value


def _value(random: Random, containers: list[Any], texts: tuple[str, ...]) -> Any:
    kind = random.randrange(6)
    if kind == 0:
        depth = random.choice((3, 50, 500, 2000))
        return Raw("[" * depth + "]" * depth) if random.random() < 0.5 else Raw('{"a":' * depth + "0" + "}" * depth)
    if kind == 1:
        return random.choice(texts) * random.choice((1, 1, 30))
    if kind == 2:
        return Raw(json.dumps(random.choice(containers), default=str))
    if kind == 3:
        return [random.choice(texts), random.choice(("\ud800", "\x00", "\\", '"', "\u2028"))]
    return Raw(random.choice(WRONG))


def _written(value: Any, indent: str | None, escaping: Any, depth: int) -> str:
    if isinstance(value, Raw):
        return str(value)
    if not isinstance(value, list):
        return _string(value, escaping) if isinstance(value, str) else json.dumps(value)
    if isinstance(value, Pairs):
        brackets = "{}"
        parts = [f"{_string(key, escaping)}: {_written(item, indent, escaping, depth + 1)}" for key, item in value]
    else:
        brackets = "[]"
        parts = [_written(item, indent, escaping, depth + 1) for item in value]
    if indent is None or not parts:
        return brackets[0] + ", ".join(parts) + brackets[1]
    newline = "\n" + indent * (depth + 1)
    return brackets[0] + newline + ("," + newline).join(parts) + "\n" + indent * depth + brackets[1]


def _string(text: str, escaping: Any) -> str:
    """A string; with `escaping`, some of its letters as escapes that nobody needs."""
    if not escaping:
        return json.dumps(text, ensure_ascii="\ud800" in text)
    letters = [
        f"\\u{ord(char):04x}" if char.isalpha() and ord(char) < 0x10000 and escaping.random() < 0.3 else None
        for char in text
    ]
    return '"' + "".join([letter or json.dumps(char)[1:-1] for letter, char in zip(letters, text, strict=True)]) + '"'
