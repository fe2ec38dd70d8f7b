"""Lines that a stripper changes although stripping did not need it: other indents, orders, escapes, line ends."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from benchmarks import corpus
from benchmarks.measure import run
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.environment import Environment

TITLE = "churn: lines changed over the corpus that stripping did not need"
PROGRAMS = {"labcoat-strip-outputs": 0, "nbstripout": None, "nbstripout --keep-id": None, "nbstripout-fast": None}


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """Noise and all changed lines, for each program."""
    paths = corpus.notebooks()
    before = corpus.fresh_copies(paths, scratch / "before")()
    _write_canonical(before, scratch / "before-canonical")
    for program, most in PROGRAMS.items():
        after = corpus.fresh_copies(paths, scratch / "after")()
        run(environment.command(program, *corpus.names(len(paths))), after, (0, 1))
        changed = _changed_lines(before, after)
        needed = _changed_lines(scratch / "before-canonical", _write_canonical(after, scratch / "after-canonical"))
        noise = sum([max(0, lines - needed.get(name, 0)) for name, lines in changed.items()])
        yield Row(f"{program}: lines that did not need to change", noise, " lines", most=most)
        yield Row(f"{program}: all lines changed", sum(changed.values()), " lines")


def _write_canonical(source: Path, target: Path) -> Path:
    """Write the notebooks of a directory to another one, all in one form: what differs then, differs in content."""
    target.mkdir(exist_ok=True)
    for path in sorted(source.iterdir()):
        text = json.dumps(json.loads(path.read_bytes()), indent=1, ensure_ascii=True, sort_keys=True)
        (target / path.name).write_text(text + "\n")
    return target


def _changed_lines(before: Path, after: Path) -> dict[str, int]:
    """Lines added and removed, by file name. `--minimal`: so that no line counts that only a coarse diff shows."""
    command = ["git", "diff", "--no-index", "--no-renames", "--minimal", "--numstat", "-z", str(before), str(after)]
    fields = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split("\0")
    found = {}
    for at in range(0, len(fields) - 2, 3):  # "added<TAB>removed<TAB>", path before, path after
        added, removed, _ = fields[at].split("\t")
        found[fields[at + 2].rpartition("/")[2]] = int(added) + int(removed)
    return found
