"""pre-commit and prek set unstaged changes aside while hooks run, and undo the hooks' work if it is in their way.

Both write the changes to `<home>/patch<time>-<pid>` or `<home>/patches/<time>-<pid>.patch` first, where <pid> is the
runner: staged_files_only.py in pre-commit 4.7, src/cli/run/keeper.rs in prek 0.5.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def warn_of_rollback(paths: Sequence[str]) -> None:
    """Print a line for each stripped file whose unstaged changes will make the runner undo the stripping."""
    patch = _current_patch()
    if patch is None:
        return
    root = os.fsdecode(_git("rev-parse", "--show-toplevel")[1]).rstrip("\n")
    if not root or _git("-C", root, "apply", "--check", "--whitespace=nowarn", patch)[0] == 0:
        return
    numstat = _git("-C", root, "apply", "--numstat", "-z", patch)[1]
    names = [entry.split("\t", 2)[-1] for entry in os.fsdecode(numstat).split("\0")]
    changed = {os.path.realpath(os.path.join(root, name)) for name in names if name}
    from labcoat.core.report.printable import printable

    for path in paths:
        if os.path.realpath(path) in changed:
            print(f"{printable(path)}: has unstaged changes too, so this will be undone: `git add` it and commit again")
    sys.stdout.flush()


def _current_patch() -> str | None:
    """The patch of the runner that started us; None where it has set nothing aside."""
    home = os.path.expanduser("~")
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    pre_commit = os.environ.get("PRE_COMMIT_HOME") or os.path.join(cache, "pre-commit")
    prek = os.environ.get("PREK_HOME") or os.path.join(cache, "prek")
    runners = _ancestors()
    patches = []
    for directory in (pre_commit, os.path.join(prek, "patches")):
        try:
            names = os.listdir(directory)
        except OSError:
            continue
        patches += [os.path.join(directory, name) for name in names if _runner_of(name) in runners]
    return max(patches, key=os.path.getmtime, default=None)


def _runner_of(name: str) -> int:
    stem = name.removesuffix(".patch").removeprefix("patch")
    time, _, pid = stem.partition("-")
    return int(pid) if stem != name and time.isdecimal() and pid.isdecimal() else -1


def _ancestors() -> set[int]:
    """Process ids of our parents; only of the nearest one where there is no /proc."""
    found: set[int] = set()
    pid = os.getppid()
    while pid > 1 and pid not in found:
        found.add(pid)
        try:
            with open(f"/proc/{pid}/stat", "rb") as file:
                pid = int(file.read().rpartition(b")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            break
    return found


def _git(*arguments: str) -> tuple[int, bytes]:
    import subprocess

    done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    return done.returncode, done.stdout
