"""Files that readers of packages like least: what a byte costs in twice as much of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks.measure import Contestant, compare
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.environment import Environment

SIZE = 1_000_000
HOOK = "labcoat-pinned-requirements --exit-zero --notebooks"
REPEATED = {  # path and what is before, repeated, and after
    "requirements.txt, one continued line": ("requirements.txt", "", "a \\\n", "==1\n"),
    "requirements.txt, one line": ("requirements.txt", "", "a", "\n"),
    "requirements.txt, one line of clauses": ("requirements.txt", "a", ">=1,", "\n"),
    "requirements.txt, one line of extras": ("requirements.txt", "a[", "b,", "b]\n"),
    "requirements.txt, one marker": ("requirements.txt", "a; os_name == 'a'", " and os_name == 'a'", "\n"),
    "requirements.txt, one line of brackets": ("requirements.txt", "a ; ", "(", "\n"),
    "requirements.txt, one line of options": ("requirements.txt", "", "--pre -i x ", "\n"),
    "requirements.txt, one line of quotes": ("requirements.txt", "-r ", "'\"", "\n"),
    "requirements.txt, hashes": ("requirements.txt", "a==1", " --hash=sha256:00", "\n"),
    "requirements.txt, references": ("requirements.txt", "", "-r requirements.txt\n", ""),
    "requirements.txt, lines": ("requirements.txt", "", "numpy>=1\n", ""),
    "requirements.txt, pinned lines": ("requirements.txt", "", "numpy==1.0\n", ""),
    "requirements.txt, comments": ("requirements.txt", "", "# \\\n", ""),
    "requirements.txt, #": ("requirements.txt", "a", "#", "\n"),
    "requirements.txt, one address": ("requirements.txt", "git+https://h/", "@a/", "\n"),
    "Dockerfile, images": ("Dockerfile", "", "FROM python\n", ""),
    "Dockerfile, one RUN": ("Dockerfile", "FROM a:1\nRUN true", " && pip install a", "\n"),
    "Dockerfile, stages": ("Dockerfile", "", "FROM a:1 AS b\nFROM b\n", ""),
    "run.sh, one command": ("run.sh", "pip install", " a", "\n"),
    "run.sh, commands": ("run.sh", "", "pip install a\n", ""),
    "run.sh, variables": ("run.sh", "", "A=$A\npip install $A\n", ""),
    "environment.yml, a list": ("environment.yml", "name: a\ndependencies:\n", "- a\n", ""),
    "compose.yaml, services": ("compose.yaml", "services:\n", "  a:\n    image: b\n", ""),
    "pyproject.toml, a list": ("pyproject.toml", "[project]\ndependencies = [\n", '"a",\n', "]\n"),
    "script.py, a header": ("script.py", "# /// script\n# dependencies = [\n", '# "a",\n', "# ]\n# ///\n"),
    "install.py, a list": ("install.py", 'import os\nos.system("pip install', " a", '")\n'),
}


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """How much more a megabyte costs than half of it."""
    for number, (what, (path, before, repeated, after)) in enumerate(REPEATED.items()):
        cost = {}
        for size in (SIZE // 2, SIZE):
            directory = scratch / "hostile" / f"{number}-{size}"
            directory.mkdir(parents=True)
            (directory / path).write_text(before + repeated * (size // len(repeated)) + after)
            command = environment.command(HOOK, path)
            contestant = Contestant("labcoat", command, partial(_same, directory))
            cost[size] = compare([contestant], rounds=1)["labcoat"].cpu
        yield Row(f"{what}, {cost[SIZE]:.1f} s/MB: 1 MB over half of it", cost[SIZE] / cost[SIZE // 2], most=2.5)


def _same(directory: Path) -> Path:
    return directory
