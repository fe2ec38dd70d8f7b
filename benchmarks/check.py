"""What it costs to check many notebooks with all rules."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks import corpus
from benchmarks.measure import Contestant, compare
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.environment import Environment

TITLE = "check: the corpus in one call, all rules, CPU beside ruff's security rules (Rust)"
ROUNDS = 5
JSON = (
    "import json, sys\nfor path in sys.argv[1:]:\n    with open(path, 'rb') as file:\n        json.loads(file.read())"
)


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """Beside ruff, and beside a program that does nothing but decode the JSON."""
    paths = corpus.notebooks()
    directory = corpus.fresh_copies(paths, scratch / "notebooks")()
    files = corpus.names(len(paths))
    commands = {
        "labcoat": environment.command("labcoat check --select all", *files),
        "jobs": environment.command("labcoat check --select all --jobs 2", *files),
        "ruff": environment.command("ruff check --select S --no-cache --isolated", *files),
        "json": [*environment.command("python -c"), JSON, *files],
    }
    contestants = [Contestant(name, command, partial(_same, directory), (0, 1)) for name, command in commands.items()]
    cpu = {name: found.cpu for name, found in compare(contestants, ROUNDS).items()}
    size = corpus.megabytes(paths)
    yield Row(f"labcoat check over ruff check --select S, {len(paths)} notebooks", cpu["labcoat"] / cpu["ruff"], most=3)
    yield Row("labcoat check --jobs 2 over ruff check --select S", cpu["jobs"] / cpu["ruff"])
    yield Row("labcoat check over json.loads", cpu["labcoat"] / cpu["json"])
    yield Row("labcoat check, MB/s", size / cpu["labcoat"], unit="")
    yield Row("ruff check --select S, MB/s", size / cpu["ruff"], unit="")
    yield Row("python with json.loads, MB/s", size / cpu["json"], unit="")


def _same(directory: Path) -> Path:
    return directory
