"""A models.lock as `labcoat lock` writes it, read without a parser of TOML: importing that costs half of a run.

A text with anything else in it, errors too, is for the parser; of what is read here it would say the same.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

KEYS = frozenset("version name source revision path sha256 size format signature identity issuer public-key".split())
MODEL, FILE = "[[model]]", "[[model.file]]"
MOST_DIGITS = 18  # of what is a number in every parser


def plain_lock(text: str) -> dict[str, Any] | None:
    """The tables of a lock; None where only a parser can tell."""
    root: dict[str, Any] = {}
    models: list[dict[str, Any]] = []
    table = root
    for line in text.replace("\r\n", "\n").split("\n"):
        if line == MODEL:
            table = {}
            models.append(table)
        elif line == FILE and models:
            table = {}
            models[-1].setdefault("file", []).append(table)
        elif line and not (line.startswith("#") and line.isprintable()):
            key, _, written = line.partition(" = ")
            value = _value(written)
            if value is None or key not in KEYS or key in table:
                return None
            table[key] = value
    return {**root, "model": models} if models else root


def _value(written: str) -> str | int | None:
    """A string in which nothing is escaped, or a whole number; None for anything else."""
    if written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS:
        return int(written) if written[0] != "0" or written == "0" else None
    inner = written[1:-1]
    is_string = len(written) > 1 and written[0] == written[-1] == '"' and inner.isprintable()
    return inner if is_string and '"' not in inner and "\\" not in inner else None
