"""The rows of the rules' own tables as files, one directory each: what is to be found, and what is not."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tests.all_rows import Row, all_rows


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
    return [write_case(scratch, number, *_expected(row), row.path, row.text) for number, row in enumerate(all_rows())]


def _expected(row: Row) -> tuple[frozenset[str], frozenset[str]]:
    rule = frozenset([row.rule])
    return (rule, frozenset()) if row.is_flagged else (frozenset(), rule)


def write_case(
    scratch: Path, number: int, expected: frozenset[str], forbidden: frozenset[str], path: str, text: str
) -> Case:
    """Write one file below `scratch`."""
    directory = scratch / f"{number:05}"
    file = directory / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return Case(expected, forbidden, directory, path)
