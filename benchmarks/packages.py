"""What is found unpinned and what that costs, beside the readers of requirements files and hadolint."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import packages_accuracy, packages_hostile
from benchmarks.measure import Contestant, compare
from benchmarks.packages_accuracy import real_files
from benchmarks.packages_cases import label_of_misspelled
from benchmarks.table import Row
from labcoat.core.packages.names import normalized
from tests.pinned_requirements.pip_oracle import Found, of_pip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.environment import Environment

TITLE = "packages: what is unpinned, one small file, a thousand files, beside other readers; hostile files"
HOOK = "labcoat-pinned-requirements"
FILES = 1_000
CLEAN = "# what the model was trained with\nnumpy==1.26.4\ntorch==2.1.0\ntransformers[torch]==4.40.0  # why\n"


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """Accuracy, a small file, many files, false alarms about names, hostile files."""
    yield from packages_accuracy.rows(environment, scratch)
    yield from _small(environment, scratch)
    yield from _many(environment, scratch)
    yield from _misspelled(environment, scratch / "real")
    yield from packages_hostile.rows(environment, scratch)


def _small(environment: Environment, scratch: Path) -> Iterator[Row]:
    (scratch / "requirements.txt").write_text(CLEAN)
    prepare = partial(_same, scratch)
    found = compare(
        [
            Contestant("pass", environment.bare, prepare),
            Contestant("labcoat", environment.command(HOOK, "requirements.txt"), prepare),
        ],
        rounds=25,
    )
    yield Row("clean file, over python -c pass", found["labcoat"].cpu / found["pass"].cpu, most=3)


def _many(environment: Environment, scratch: Path) -> Iterator[Row]:
    """Seconds over the bare interpreter's, and how much more the others need."""
    directory = scratch / "many"
    directory.mkdir()
    files = real_files()
    for number in range(FILES):
        shutil.copyfile(files[number % len(files)], directory / f"requirements-{number:04}.txt")
    prepare = partial(_same, scratch)
    script = str(Path(__file__).with_name("packages_peers.py"))
    contestants = [
        Contestant("pass", environment.bare, prepare),
        Contestant("labcoat", environment.command(HOOK, "many"), prepare, (0, 1)),
        *[
            Contestant(peer, [*environment.command("python"), script, peer, "many"], prepare)
            for peer in ("dparse", "requirements-parser", "pip-requirements-parser")
        ],
    ]
    found = compare(contestants, rounds=5)
    bare = found["pass"].cpu
    yield Row(f"{FILES:,} files: labcoat over the interpreter", found["labcoat"].cpu - bare, unit=" s", most=1.2)
    for name, took in found.items():
        if name not in ("pass", "labcoat"):
            yield Row(f"{FILES:,} files: {name} over the interpreter", took.cpu - bare, unit=" s")


def _misspelled(environment: Environment, directory: Path) -> Iterator[Row]:
    """Each name that is reported is one to look at: nobody took these files over."""
    texts = [path.read_text("utf-8-sig", "replace") for path in real_files()]
    names = {normalized(each.name) for text in texts for each in of_pip(text) if isinstance(each, Found) and each.name}
    found = {label_of_misspelled(each) for each in packages_accuracy.findings(environment, directory)} - {""}
    yield Row(
        f"misspelled-package: alarms in 1,000 of {len(names):,} names", 1000 * len(found) / len(names), "", most=3
    )
    for name in sorted(found):
        print(f"- {name}", file=sys.stderr)


def _same(directory: Path) -> Path:
    return directory
