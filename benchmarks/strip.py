"""What it costs to strip many notebooks, and to look at them again once they are clean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import corpus
from benchmarks.measure import Contestant, Run, compare, run
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.environment import Environment

TITLE = "strip: many notebooks in one call, CPU of the peer over labcoat's, or labcoat's over the peer's"
PROGRAMS = ("labcoat-strip-outputs", "nbstripout", "nbstripout-fast")


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """A hundred notebooks with outputs, then all of the corpus."""
    few = corpus.with_outputs(100)
    yield from _rows(environment, scratch, few, f"{len(few)} notebooks with outputs", (6, 4), rounds=15)
    every = corpus.notebooks()
    yield from _rows(environment, scratch, every, f"all {len(every)} notebooks of the corpus", (8, None), rounds=7)


def _rows(
    environment: Environment, scratch: Path, paths: list[Path], what: str, bars: tuple[float, float | None], rounds: int
) -> Iterator[Row]:
    first, again = _measure(environment, scratch, paths, rounds)
    less, most = bars
    labcoat, nbstripout, fast = [first[program].cpu for program in PROGRAMS]
    yield Row(f"{what}: nbstripout over labcoat", nbstripout / labcoat, least=less)
    yield Row(f"{what}: labcoat over nbstripout-fast", labcoat / fast, most=most)
    yield Row(f"{what}: labcoat, MB/s", corpus.megabytes(paths) / labcoat, unit="")
    labcoat, nbstripout, fast = [again[program].cpu for program in PROGRAMS]
    yield Row(f"{what}, clean: nbstripout over labcoat", nbstripout / labcoat)
    yield Row(f"{what}, clean: labcoat over nbstripout-fast", labcoat / fast)


def _measure(
    environment: Environment, scratch: Path, paths: list[Path], rounds: int
) -> tuple[dict[str, Run], dict[str, Run]]:
    """The runs of each program on fresh copies, and on what it has stripped itself."""
    fresh, clean = [], []
    for program in PROGRAMS:
        command = environment.command(program, *corpus.names(len(paths)))
        prepare = corpus.fresh_copies(paths, scratch / program)
        fresh.append(Contestant(program, command, prepare, (0, 1)))
        clean.append(Contestant(program, command, _once_stripped(command, prepare)))
    return compare(fresh, rounds), compare(clean, rounds)


def _once_stripped(command: list[str], prepare: Callable[[], Path]) -> Callable[[], Path]:
    made: list[Path] = []

    def prepare_once() -> Path:
        if not made:
            made.append(prepare())
            run(command, made[0], (0, 1))
        return made[0]

    return prepare_once
