"""The models.lock that is responsible for a path. Remembered for the whole process, as settings are."""

from __future__ import annotations

import os

from labcoat.core.lockfile.lock import NAME, Lock

MAX_BYTES = 20_000_000  # of a lock: the entries of a hundred thousand files

_locks: dict[str, Lock] = {}  # by path
_paths: dict[str, str] = {}  # of the nearest lock, by directory; empty where there is none


def find_lock(path: str) -> str:
    """The nearest models.lock of a file or directory, up to the git root; empty where there is none."""
    here = os.path.abspath(path)
    if not os.path.isdir(here):
        here = os.path.dirname(here)
    if here not in _paths:
        _paths[here] = _search(here)
    return _paths[here]


def _search(directory: str) -> str:
    from labcoat.core.paths import readable_root

    root = readable_root(directory)
    while True:
        path = os.path.join(directory, NAME)
        if os.path.isfile(path):
            return path
        above = os.path.dirname(directory)
        if directory in (root, above):
            return ""
        directory = above


def load_lock(path: str) -> Lock:
    """The lock at a path; one that cannot be read has a problem, and no models."""
    path = os.path.abspath(path)
    if path not in _locks:
        _locks[path] = _load(path)
    return _locks[path]


def _load(path: str) -> Lock:
    from labcoat.core.lockfile.lock import Problem
    from labcoat.core.lockfile.reader import read_lock

    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            return Lock(path, (), [Problem(f"larger than {MAX_BYTES:,} bytes")])
        return read_lock(path, data.decode())
    except UnicodeDecodeError:
        return Lock(path, (), [Problem("not UTF-8")])
    except OSError as error:
        return Lock(path, (), [Problem(f"cannot be read: {error.strerror}")])


def lock_for(path: str) -> Lock | None:
    """The lock that is responsible for a file or directory; None where there is none."""
    found = find_lock(path)
    return load_lock(found) if found else None


def forget_locks() -> None:
    """Let a process that lives long see changed files."""
    _locks.clear()
    _paths.clear()
