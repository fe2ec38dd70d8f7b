"""`--changed-lines`: which lines of a file are new since a commit, so that old findings can wait."""

from __future__ import annotations

import os

from labcoat.core.config import ConfigError
from labcoat.core.files import git_environment
from labcoat.core.paths import project_root, relative

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.finding import Finding

MOST_COMPARED = 3000  # lines on either side that are compared one with another: that takes the square of their number


class ChangedLines:
    """What has changed since a commit: the last one, or the one where `to_ref` left `from_ref`.

    Files are compared as they are on disk, as checked; a renamed file with its old self. Raises ConfigError where there
    is no git repository, or a name is no commit in it.
    """

    def __init__(self, from_ref: str = "", to_ref: str = "") -> None:
        self.root = project_root(".")
        self._base = self._find_base(from_ref, to_ref)
        self._new: dict[str, frozenset[int]] = {}
        self._old_names: dict[str, str] | None = None

    def touches(self, finding: Finding, text: str, whole: bool = False) -> bool:
        """Whether a finding is on a new line of its file; of one about the `whole` file, whether any line is new."""
        path = finding.path
        if path not in self._new:
            lines_of = _lines_of_notebook if path.lower().endswith(".ipynb") else str.splitlines
            self._new[path] = new_lines(lines_of(self._old_text(path)), lines_of(text))
        lines = range(finding.raw_line, finding.raw_line + finding.end_line - finding.line + 1)
        return bool(self._new[path]) if whole else not self._new[path].isdisjoint(lines)

    def _find_base(self, from_ref: str, to_ref: str) -> str:
        """The commit that files are compared with; empty in a repository without any."""
        if self._git("rev-parse", "--git-dir") is None:
            raise ConfigError("--changed-lines: not in a git repository")
        if not from_ref:
            return (self._git("rev-parse", "--verify", "--quiet", "HEAD^{commit}") or "").strip()
        names = [from_ref, to_ref or "HEAD"]
        if set(names[0]) == {"0"}:  # what git gives a hook for a branch that is new
            return ""
        commits = [
            self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}") for name in names
        ]
        for name, commit in zip(names, commits, strict=True):
            if not commit:
                raise ConfigError(f"--changed-lines: no commit is called {name}")
        base = self._git("merge-base", *[(commit or "").strip() for commit in commits])
        return (base or commits[0] or "").strip()

    def _old_text(self, path: str) -> str:
        """The file as it was; empty where it is new."""
        name = relative(path, self.root)
        if name is None or not self._base:
            return ""
        old = self._git("show", "--no-textconv", f"{self._base}:{name}")
        if old is None and name in self._renamed():
            old = self._git("show", "--no-textconv", f"{self._base}:{self._renamed()[name]}")
        return old or ""

    def _renamed(self) -> dict[str, str]:
        """The old names of renamed files."""
        if self._old_names is None:
            out = self._git("diff", "--name-status", "-M", "--diff-filter=R", "-z", "--no-ext-diff", self._base) or ""
            parts = out.split("\0")
            self._old_names = dict(zip(parts[2::3], parts[1::3], strict=False))
        return self._old_names

    def _git(self, *arguments: str) -> str | None:
        """What git says; None where it fails."""
        import subprocess

        command = ["git", "-c", "core.fsmonitor=false", *arguments]
        try:
            done = subprocess.run(
                command, cwd=self.root, env=git_environment(), stdin=subprocess.DEVNULL, capture_output=True
            )
        except OSError:
            return None
        return None if done.returncode else done.stdout.decode("utf-8", "replace")


def _lines_of_notebook(text: str) -> list[str]:
    """The lines without what JSON changes in one when another is put behind it: its comma, and its line feed."""
    return [line.strip().rstrip(",").replace('\\n"', '"') for line in text.splitlines()]


def new_lines(old: Sequence[str], new: Sequence[str]) -> frozenset[int]:
    """The numbers, from 1, of the lines that are not in the old text, or not at their place."""
    shortest = min(len(old), len(new))
    start = next((index for index in range(shortest) if old[index] != new[index]), shortest)
    room = shortest - start
    end = next((index for index in range(room) if old[-1 - index] != new[-1 - index]), room)
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(before), len(after)) > MOST_COMPARED:
        known = set(before)
        return frozenset([start + index + 1 for index, line in enumerate(after) if line not in known])
    from difflib import SequenceMatcher

    kept: set[int] = set()
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        kept.update(range(block.b, block.b + block.size))
    return frozenset([start + index + 1 for index in range(len(after)) if index not in kept])


def refs(from_ref: str, to_ref: str) -> tuple[str, str]:
    """The names given, else those that pre-commit and prek set when they run from one commit to another."""
    if from_ref:
        return from_ref, to_ref
    environment = os.environ
    return environment.get("PRE_COMMIT_FROM_REF", ""), environment.get("PRE_COMMIT_TO_REF", "")
