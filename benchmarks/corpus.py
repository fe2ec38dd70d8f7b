"""Real notebooks to measure on, and scratch copies of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.environment import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DIRECTORY = Path(os.environ.get("LABCOAT_CORPUS", ROOT.parent / "shared" / "corpus"))


def notebooks() -> list[Path]:
    """The corpus's notebooks, sorted. Raises FileNotFoundError where there are none."""
    found = sorted((DIRECTORY / "notebooks").rglob("*.ipynb"))
    if not found:
        raise FileNotFoundError(
            f"no notebooks in {DIRECTORY}: set LABCOAT_CORPUS to a directory with notebooks/**/*.ipynb"
        )
    return found


def with_outputs(count: int) -> list[Path]:
    """`count` notebooks that have outputs, from all over the corpus."""
    found = [path for path in notebooks() if b'"output_type"' in path.read_bytes()]
    step = max(1, len(found) // count)
    return found[::step][:count]


def names(count: int) -> list[str]:
    """What `fresh_copies` calls its files."""
    return [f"{number:04}.ipynb" for number in range(count)]


def fresh_copies(paths: Sequence[Path], directory: Path) -> Callable[[], Path]:
    """A function that fills the directory with untouched copies, and returns it."""

    def prepare() -> Path:
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        for path, name in zip(paths, names(len(paths)), strict=True):
            shutil.copyfile(path, directory / name)
        return directory

    return prepare


def megabytes(paths: Sequence[Path]) -> float:
    """The size of files, in millions of bytes."""
    return sum([path.stat().st_size for path in paths]) / 1e6
