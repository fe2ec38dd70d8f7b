"""The rows of the rules' own tables as files, one directory each: what is to be found, and what is not."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tests.cases import marked

TESTS = Path(__file__).parent.parent / "tests"
FAMILIES = ("cloud_policy", "remote_code", "secret_logging", "unsafe_defaults", "unsafe_load")
OLDER = {"FLAGS": True, "QUIET": False}  # tables of trust-remote-code, which are run in another way


class Case(NamedTuple):
    """A row: the rule that it belongs to, whether that reports it, and its directory."""

    rule: str
    is_flagged: bool
    directory: Path
    path: str

    @property
    def kind(self) -> str:
        """`.py`, `.ipynb`, or `other`."""
        suffix = Path(self.path).suffix
        return suffix if suffix in (".py", ".ipynb") else "other"


def write_rows(scratch: Path) -> list[Case]:
    """Write every row that needs no options below `scratch`."""
    return [_write(scratch, number, *row) for number, row in enumerate(_rows())]


def _rows() -> list[tuple[str, bool, str, str]]:
    found: dict[tuple[str, bool, str, str], None] = {}
    for family in FAMILIES:
        for test in sorted((TESTS / family).glob("*_test.py")):
            for name, value in vars(import_module(f"tests.{family}.{test.stem}")).items():
                rule, is_flagging = _table(name, value)
                for row in value.table if hasattr(value, "table") else value if rule else ():
                    path, text, *options = row.values
                    if not any(options):
                        found[rule, is_flagging, path, _plain(text)] = None
    return list(found)


def _table(name: str, value: object) -> tuple[str, bool]:
    """The rule of a table or its test, and whether it is one of what is flagged; no rule for anything else."""
    if hasattr(value, "is_flagging"):
        return str(getattr(value, "rule", "")), bool(value.is_flagging)
    return ("trust-remote-code", OLDER[name]) if name in OLDER and isinstance(value, list) else ("", False)


def _plain(text: str) -> str:
    return marked(re.sub(r"\\u00(bb|ab)", "", text))[0]


def _write(scratch: Path, number: int, rule: str, is_flagged: bool, path: str, text: str) -> Case:
    directory = scratch / f"{number:05}"
    file = directory / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return Case(rule, is_flagged, directory, path)
