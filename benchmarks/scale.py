"""Whether cost grows linearly, from 1 to 500 notebooks and from 10 kB to 50 MB; and the memory of a large file."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

from benchmarks import corpus, generate
from benchmarks.measure import Contestant, Run, compare
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.environment import Environment

TITLE = (
    "scale: cost of one more notebook at 500 over at 100, or of a byte at 50 MB over at 10 MB (linear: 1); peak memory"
)
COUNTS = (1, 20, 50, 100, 200, 500)
SIZES = (10_000, 100_000, 1_000_000, 10_000_000, 50_000_000)
ROUNDS = 3
STEEPEST = 1.3  # a square would be 5; what lies between is noise and what no longer fits the caches
MOST_MEMORY = 20
COMMANDS = ("labcoat check", "labcoat-strip-outputs")
SHAPES: dict[str, tuple[str, Callable[[Path, int], None]]] = {
    "notebook": ("a.ipynb", partial(generate.notebook, outputs=True, flagged=True)),
    "notebook of code": ("a.ipynb", partial(generate.notebook, flagged=True)),
    "notebook of one output": ("a.ipynb", generate.one_output),
    "Python file": ("a.py", generate.module),
}


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """By number of notebooks, then by size of one file."""
    one = scratch / "one.ipynb"
    generate.notebook(one, 20_000, outputs=True, flagged=True)
    for command in COMMANDS:
        runs = _runs_by_count(environment, scratch, command, one)
        yield from _growth(f"{command}, 1 to {COUNTS[-1]} notebooks", runs)
    for command in COMMANDS:
        for shape, (name, write) in SHAPES.items():
            if name.endswith(".ipynb") or command == "labcoat check":
                runs = _runs_by_size(environment, scratch / "sizes", command, name, write)
                yield from _growth(f"{command}, {shape}, 10 kB to 50 MB", runs)
                yield Row(f"{command}, {shape} of 50 MB, MB/s", SIZES[-1] / 1e6 / runs[SIZES[-1]].cpu, unit="")
                memory = runs[SIZES[-1]].peak / SIZES[-1]
                yield Row(f"{command}, {shape} of 50 MB, peak memory over size", memory, most=MOST_MEMORY)


def _runs_by_count(environment: Environment, scratch: Path, command: str, one: Path) -> dict[int, Run]:
    contestants = []
    for count in COUNTS:
        prepare = corpus.fresh_copies([one] * count, scratch / "copies")
        contestants.append(Contestant(str(count), environment.command(command, *corpus.names(count)), prepare, (0, 1)))
    found = compare(contestants, ROUNDS)
    return {count: found[str(count)] for count in COUNTS}


def _runs_by_size(
    environment: Environment, scratch: Path, command: str, name: str, write: Callable[[Path, int], None]
) -> dict[int, Run]:
    scratch.mkdir(exist_ok=True)
    contestants = []
    for size in SIZES:
        write(scratch / f"{size}", size)
        prepare = partial(_copied, scratch / f"{size}", scratch / name)
        contestants.append(Contestant(str(size), environment.command(command, name), prepare, (0, 1)))
    found = compare(contestants, ROUNDS)
    return {size: found[str(size)] for size in SIZES}


def _copied(source: Path, target: Path) -> Path:
    shutil.copyfile(source, target)
    return target.parent


def _growth(what: str, runs: dict[int, Run]) -> Iterator[Row]:
    """What one more notebook, or byte, costs in the largest input over what it costs in a middling one."""
    smallest, middling, largest = min(runs), sorted(runs)[3], max(runs)
    small, large = [(runs[amount].cpu - runs[smallest].cpu) / (amount - smallest) for amount in (middling, largest)]
    yield Row(f"{what}: growth", large / small, most=STEEPEST)
