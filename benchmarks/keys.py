"""What it costs to look for keys, beside the programs that do, and what each of them finds in real notebooks."""

from __future__ import annotations

import shutil
import sysconfig
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import corpus, generate
from benchmarks.doubled import cost_of_twice_as_many
from benchmarks.measure import Contestant, Run, compare, run
from benchmarks.scanners import ACCEPTED, COMMANDS, command, findings
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.environment import Environment

TITLE = "keys: one small file, a thousand files, one of 50 MB, beside other scanners; findings in real notebooks"
FILES = 1_000
LARGEST_NOTEBOOK, LARGEST_MODULE = 100_000, 13_000  # bytes of those among the thousand files
PEERS = [name for name in COMMANDS if name != "labcoat"]
FAST = ("betterleaks", "kingfisher")
SLOWEST = "detect-secrets"
PLOTS = 50_000_000


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """Small, many, large, more detectors, findings."""
    _fill_rule_cache(environment, scratch)
    yield from _small(environment, scratch)
    directory = _thousand_files(scratch / "many")
    yield from _many(environment, scratch, directory)
    yield from _large(environment, scratch)
    ratio, number = cost_of_twice_as_many(sorted(directory.iterdir()), rounds=15)
    yield Row(f"{number} detectors over half as many", ratio, most=1.2)
    yield from _found(environment, scratch)


def _fill_rule_cache(environment: Environment, scratch: Path) -> None:
    """kingfisher compiles its rules once, for ten seconds or more; that does not count."""
    generate.notebook(scratch / "first.ipynb", 20_000)
    run(command(environment, scratch, "kingfisher", "first.ipynb"), scratch, ACCEPTED)


def _small(environment: Environment, scratch: Path) -> Iterator[Row]:
    generate.notebook(scratch / "a.ipynb", 20_000)
    contestants = [Contestant("pass", environment.bare, partial(_same, scratch))]
    found = compare([*contestants, *_contestants(environment, scratch, COMMANDS, "a.ipynb", hook=True)], rounds=15)
    for name in COMMANDS:
        bar = 3 if name == "labcoat" else None
        yield Row(f"{name}, notebook of 20 kB, over python -c pass", found[name].cpu / found["pass"].cpu, most=bar)


def _many(environment: Environment, scratch: Path, directory: Path) -> Iterator[Row]:
    paths = sorted(directory.iterdir())
    what = f"{len(paths):,} files, {corpus.megabytes(paths):.1f} MB"
    fast = compare(_contestants(environment, scratch, ("labcoat", *FAST, "gitleaks"), directory.name), rounds=11)
    slow = compare(_contestants(environment, scratch, ("labcoat", SLOWEST), directory.name), rounds=1)
    yield Row(f"{what}: {SLOWEST} over labcoat", slow[SLOWEST].cpu / slow["labcoat"].cpu, least=80)
    yield from _over_the_fast(what, fast, 1.5)
    yield Row(f"{what}: gitleaks over labcoat", fast["gitleaks"].cpu / fast["labcoat"].cpu)
    yield Row(f"{what}: labcoat, MB/s", corpus.megabytes(paths) / fast["labcoat"].cpu, unit="")


def _large(environment: Environment, scratch: Path) -> Iterator[Row]:
    generate.plots(scratch / "plots.ipynb", PLOTS)
    found = compare(_contestants(environment, scratch, ("labcoat", *FAST), "plots.ipynb"), rounds=7)
    yield from _over_the_fast("notebook of 50 MB, mostly images", found, 1)
    yield Row("notebook of 50 MB, mostly images: labcoat, seconds", found["labcoat"].cpu, unit=" s")
    for name, took in found.items():
        bar = 6 if name == "labcoat" else None
        yield Row(f"notebook of 50 MB: {name}, peak memory over size", took.peak / PLOTS, most=bar)


def _over_the_fast(what: str, found: dict[str, Run], bar: float) -> Iterator[Row]:
    for peer in FAST:
        yield Row(f"{what}: labcoat over {peer}", found["labcoat"].cpu / found[peer].cpu, most=bar)


def _found(environment: Environment, scratch: Path) -> Iterator[Row]:
    """Findings over the whole corpus; each of labcoat's by its place, never with what it found."""
    notebooks = corpus.notebooks()
    directory = scratch / "corpus"
    shutil.copytree(corpus.DIRECTORY / "notebooks", directory)
    for name in COMMANDS:
        found = findings(environment, scratch, name, directory)
        yield Row(f"{name}: findings per 1,000 notebooks", 1000 * len(found) / len(notebooks), unit="")
        for finding in found if name == "labcoat" else ():
            yield Row(f"- {finding['path']}:{finding['raw_line']} {finding['rule']}", 1, unit="")


def _contestants(
    environment: Environment, scratch: Path, names: Sequence[str] | dict[str, str], path: str, *, hook: bool = False
) -> list[Contestant]:
    prepare = partial(_same, scratch)
    return [Contestant(name, command(environment, scratch, name, path, hook=hook), prepare, ACCEPTED) for name in names]


def _same(directory: Path) -> Path:
    return directory


def _thousand_files(directory: Path) -> Path:
    """Notebooks of the corpus and modules of the standard library, up to a size; as many of both as there are."""
    library = Path(sysconfig.get_path("stdlib"))
    modules = [path for path in sorted(library.rglob("*.py")) if not {"site-packages", "test"} & set(path.parts)]
    chosen = _sized(corpus.notebooks(), LARGEST_NOTEBOOK)[: FILES // 2]
    chosen += _sized(modules, LARGEST_MODULE)[: FILES - len(chosen)]
    directory.mkdir()
    for number, path in enumerate(chosen):
        shutil.copyfile(path, directory / f"{number:04}{path.suffix}")
    return directory


def _sized(paths: Sequence[Path], most: int) -> list[Path]:
    return [path for path in paths if 0 < path.stat().st_size <= most]
