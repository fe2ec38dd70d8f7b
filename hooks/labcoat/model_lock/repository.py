"""What git knows about a lock and its files."""

from __future__ import annotations

import os
import subprocess

from labcoat.core.lockfile.lock import NAME
from labcoat.core.lockfile.reader import read_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.lockfile.lock import Lock, LockedFile

_tracked: dict[str, frozenset[str] | None] = {}


def changed_entries(lock: Lock, text: str) -> Iterator[LockedFile]:
    """The entries of files that git does not track, and those that are not as in the last commit.

    None where git knows nothing about the folder.
    """
    tracked = tracked_files(lock.folder)
    if tracked is None:
        return
    committed = _git(lock.folder, "show", f"HEAD:./{NAME}")
    old = read_lock(lock.path, (committed or b"").decode("utf-8", "replace"))
    known = {(file.path, file.sha256, file.size) for model in old.models for file in model.files}
    for file in [file for model in lock.models for file in model.files]:
        if (file.path, file.sha256, file.size) not in known or file.path not in tracked:
            yield file


def tracked_files(folder: str) -> frozenset[str] | None:
    """The files in a folder that are in git's index, relative to it; None where git knows nothing about it."""
    if folder not in _tracked:
        listed = _git(folder, "ls-files", "-z", "--cached")
        _tracked[folder] = None if listed is None else frozenset(os.fsdecode(listed).split("\0"))
    return _tracked[folder]


def forget_repositories() -> None:
    """Let a process that lives long see changes."""
    _tracked.clear()


def _git(folder: str, *arguments: str) -> bytes | None:
    """What a git command that only reads prints; None where it fails."""
    from labcoat.core.files import git_environment

    command = ["git", "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(
            command, cwd=folder or ".", env=git_environment(), stdin=subprocess.DEVNULL, capture_output=True
        )
    except OSError:
        return None
    return None if done.returncode else done.stdout
