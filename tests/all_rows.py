"""The rows of the rules' tables, wherever they are: for tests and benchmarks that go through all of them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tests.cases import marked

TESTS = Path(__file__).parent
FAMILIES = ("cloud_policy", "remote_code", "secret_logging", "unsafe_defaults", "unsafe_load")
NEED_OPTIONS = ("org/allowed", "org/exact")  # rows of the older tables, which all have the same options
OLDER = {"FLAGS": True, "QUIET": False}  # tables of trust-remote-code, which are run in another way


class Row(NamedTuple):
    """A file's path and text, a rule, and whether that reports something in it."""

    rule: str
    is_flagged: bool
    path: str
    text: str


def all_rows() -> list[Row]:
    """Every row that needs no options, without its marks."""
    found: dict[Row, None] = {}
    for family in FAMILIES:
        for test in sorted((TESTS / family).glob("*_test.py")):
            for name, value in vars(import_module(f"tests.{family}.{test.stem}")).items():
                rule, is_flagging = _table(name, value)
                for row in value.table if hasattr(value, "table") else value if rule else ():
                    path, text, *options = row.values
                    found.update({} if any(options) else {Row(rule, is_flagging, path, _plain(text)): None})
    return [row for row in found if not any(name in row.text for name in NEED_OPTIONS)]


def _table(name: str, value: object) -> tuple[str, bool]:
    """The rule of a table or its test, and whether it is one of what is flagged; no rule for anything else."""
    if hasattr(value, "is_flagging"):
        return str(getattr(value, "rule", "")), bool(value.is_flagging)
    return ("trust-remote-code", OLDER[name]) if name in OLDER and isinstance(value, list) else ("", False)


def _plain(text: str) -> str:
    return marked(re.sub(r"\\u00(bb|ab)", "", text))[0]
