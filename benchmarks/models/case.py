"""One labelled file of the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Case(NamedTuple):
    """A file by its family and its name, which may have folders; `is_malicious` is its label."""

    family: str
    name: str
    data: bytes
    is_malicious: bool = True


def write(cases: Iterable[Case], scratch: Path) -> dict[Path, Case]:
    """Each case in a folder of its own, so that no file explains another one."""
    written = {}
    for number, case in enumerate(cases):
        path = scratch / f"{number:04}" / case.name
        path.parent.mkdir(parents=True)
        path.write_bytes(case.data)
        written[path] = case
    return written
