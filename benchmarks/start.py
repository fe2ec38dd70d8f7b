"""What one hook costs on one small clean file: mostly the start of an interpreter."""

from __future__ import annotations

import subprocess
from functools import partial
from typing import TYPE_CHECKING

from benchmarks import generate
from benchmarks.measure import Contestant, compare
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.environment import Environment

TITLE = "start: one hook, one clean file of 20 kB, CPU beside `python -c pass`"
ROUNDS = 25
CONFIG = '[tool.labcoat]\nmin-severity = "low"\n\n[tool.labcoat.remote-code]\nallow = ["org/name"]\n'
CASES = (  # what, command, files, bar
    ("labcoat-strip-outputs, notebook", "labcoat-strip-outputs", "plain/a.ipynb", 1.6),
    ("labcoat-remote-code, notebook", "labcoat-remote-code", "plain/a.ipynb", 3),
    ("labcoat check, notebook", "labcoat check", "plain/a.ipynb", 4),
    ("labcoat-strip-outputs, notebook that is not ASCII", "labcoat-strip-outputs", "plain/é.ipynb", 1.6),
    ("labcoat check, notebook that is not ASCII", "labcoat check", "plain/é.ipynb", 4),
    ("labcoat-remote-code, Python file", "labcoat-remote-code", "plain/a.py", 3),
    ("labcoat check, Python file", "labcoat check", "plain/a.py", 4),
    ("labcoat-strip-outputs, notebook, with [tool.labcoat]", "labcoat-strip-outputs", "configured/a.ipynb", None),
    ("labcoat check, notebook, with [tool.labcoat]", "labcoat check", "configured/a.ipynb", None),
    ("labcoat check, Python file, with [tool.labcoat]", "labcoat check", "configured/a.py", None),
    ("labcoat check --format json, notebook", "labcoat check --format json", "plain/a.ipynb", None),
    ("nbstripout, notebook", "nbstripout", "plain/a.ipynb", None),
    ("ruff check --select S, notebook", "ruff check --select S --isolated --no-cache", "plain/a.ipynb", None),
)


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """One row a command."""
    _write_files(scratch)
    contestants = [Contestant("pass", environment.bare, partial(_root, scratch))]
    for what, command, file, _ in CASES:
        contestants.append(Contestant(what, environment.command(command, file), partial(_root, scratch)))
    found = compare(contestants, ROUNDS)
    for what, _, _, bar in CASES:
        yield Row(what, found[what].cpu / found["pass"].cpu, most=bar)


def _root(scratch: Path) -> Path:
    return scratch


def _write_files(scratch: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(scratch)], check=True)
    for name in ("plain", "configured"):
        directory = scratch / name
        directory.mkdir()
        generate.notebook(directory / "a.ipynb", 20_000)
        (directory / "a.py").write_text("".join([generate.CODE.format(number=number) for number in range(50)]))
    generate.notebook(scratch / "plain" / "é.ipynb", 20_000, text="## Größe {number}\n\nWas folgt, ist größer.\n")
    (scratch / "configured" / "pyproject.toml").write_text(CONFIG)
