"""The rows of the rules' own tables as files, one directory each: what is to be found, and what is not."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tests.cases import marked

TESTS = Path(__file__).parent.parent / "tests"
FAMILIES = ("cloud_policy", "remote_code", "secret_logging", "unsafe_defaults", "unsafe_load")
Row = tuple[frozenset[str], frozenset[str], str, str]  # expected, forbidden, path, text
OLDER = {"FLAGS": True, "QUIET": False}  # tables of trust-remote-code, which are run in another way


class Case(NamedTuple):
    """A file in a directory of its own: the rules that have to report something in it, and those that must not."""

    expected: frozenset[str]
    forbidden: frozenset[str]
    directory: Path
    path: str

    @property
    def kind(self) -> str:
        """`.py`, `.ipynb`, or `other`."""
        suffix = Path(self.path).suffix
        return suffix if suffix in (".py", ".ipynb") else "other"


def write_rows(scratch: Path) -> list[Case]:
    """Write every row that needs no options below `scratch`."""
    return [write_case(scratch, number, *row) for number, row in enumerate(_rows())]


def _rows() -> list[Row]:
    found: dict[Row, None] = {}
    for family in FAMILIES:
        for test in sorted((TESTS / family).glob("*_test.py")):
            for name, value in vars(import_module(f"tests.{family}.{test.stem}")).items():
                rule, is_flagging = _table(name, value)
                for row in value.table if hasattr(value, "table") else value if rule else ():
                    path, text, *options = row.values
                    expected, forbidden = frozenset([rule] * is_flagging), frozenset([rule] * (not is_flagging))
                    found.update({} if any(options) else {(expected, forbidden, path, _plain(text)): None})
    return list(found)


def _table(name: str, value: object) -> tuple[str, bool]:
    """The rule of a table or its test, and whether it is one of what is flagged; no rule for anything else."""
    if hasattr(value, "is_flagging"):
        return str(getattr(value, "rule", "")), bool(value.is_flagging)
    return ("trust-remote-code", OLDER[name]) if name in OLDER and isinstance(value, list) else ("", False)


def _plain(text: str) -> str:
    return marked(re.sub(r"\\u00(bb|ab)", "", text))[0]


def write_case(
    scratch: Path, number: int, expected: frozenset[str], forbidden: frozenset[str], path: str, text: str
) -> Case:
    """Write one file below `scratch`."""
    directory = scratch / f"{number:05}"
    file = directory / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return Case(expected, forbidden, directory, path)
