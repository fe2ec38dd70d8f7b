"""What is to be locked: models among the files of a repository, and snapshots in a cache of Hugging Face."""

from __future__ import annotations

import os

from labcoat.core.lockfile import dvc, hub_cache
from labcoat.core.lockfile.artifacts import HEAD, is_model, is_stored_model
from labcoat.core.lockfile.content import Content, content_of
from labcoat.core.lockfile.lookup import find_lock
from labcoat.core.lockfile.pointers import LONGEST, read_pointer
from labcoat.core.lockfile.reader import path_problem
from labcoat.core.paths import relative, slashes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.lockfile.lock import Lock


class LockError(Exception):
    """Why nothing can be locked, in words for the user."""


class Found:
    """What was found: the contents of files by their paths in the lock, snapshots of the hub, and what went wrong.

    `elsewhere`: files that are locked, and of which only a stub is here.
    """

    def __init__(self) -> None:
        self.contents: dict[str, Content] = {}
        self.snapshots: dict[str, hub_cache.Cached] = {}  # by folder in the lock, of files in a cache in the repository
        self.cached: list[hub_cache.Cached] = []
        self.elsewhere: set[str] = set()
        self.problems: list[str] = []


def discover(lock: Lock, paths: Sequence[str], root: str) -> Found:
    """Look at paths, files and folders, for the lock in the folder `root`. Raises LockError, ConfigError."""
    found = Found()
    inside = [path for path in paths if relative(path, root) is not None]
    for path in paths:
        if path not in inside and not _is_cache(path, found):
            raise LockError(f"{path} is outside of {root}, and no cache of Hugging Face")
    for path in _files(inside, found):
        _look_at(path, lock, found)
    return found


def _is_cache(path: str, found: Found) -> bool:
    """Whether a path outside of the repository is a cache, or in one; its snapshots are found then."""
    snapshot = hub_cache.snapshot_of(os.path.abspath(path))
    if snapshot:
        found.cached.append(snapshot)
        return True
    folders = [path] if hub_cache.source_of(os.path.abspath(path)) else hub_cache.repositories(path)
    for folder in folders:
        pinned = hub_cache.pinned_snapshot(os.path.abspath(folder))
        if pinned:
            found.cached.append(pinned)
        elif folder == path or hub_cache.has_snapshots(folder):  # else a download that has failed
            told = "has no one snapshot that `refs/main` names: name the folder of the snapshot"
            found.problems.append(f"{folder} {told}")
    return bool(folders)


def _files(paths: Sequence[str], found: Found) -> list[str]:
    """The files that paths stand for; of a cache the names in its snapshots, and not those of blobs."""
    from labcoat.core.config import load_config
    from labcoat.core.files import find_files

    files, problems = find_files(paths, lambda path: load_config(os.path.dirname(path)).is_excluded(path))
    found.problems += [problem for problem in problems if not problem.startswith("no files in")]
    blobs = {os.path.dirname(path) for path in files if hub_cache.is_blob(path)}
    named = [name for folder in blobs for name in _names(os.path.dirname(folder))]
    return [*[path for path in files if not hub_cache.is_blob(path)], *named]


def _names(repository: str) -> Iterator[str]:
    """The files in the snapshots of a repository's folder."""
    for folder, _, names in os.walk(os.path.join(repository, "snapshots")):
        yield from [os.path.join(folder, name) for name in names if os.path.isfile(os.path.join(folder, name))]


def belongs_elsewhere(path: str, lock: Lock) -> bool:
    """Whether a file is none of this lock's: outside of its folder, or another lock is nearer."""
    nearest = find_lock(path)
    is_nearer = nearest not in ("", lock.path) and len(os.path.dirname(nearest)) > len(lock.folder)
    return is_nearer or relative(path, lock.folder) is None


def _look_at(path: str, lock: Lock, found: Found) -> None:
    from labcoat.core.config import load_config
    from labcoat.model_lock.exclusion import is_left_out

    options = load_config(os.path.dirname(path)).options("model-lock")
    if is_left_out(path, options):
        return
    if dvc.is_stub(path):
        for output in dvc.outputs(_text(path)):
            target = os.path.normpath(os.path.join(os.path.dirname(path), output.path))
            if not is_left_out(target, options) and not belongs_elsewhere(target, lock):
                _look_at_output(path, target, output, lock, found)
    elif not belongs_elsewhere(path, lock) and (lock.file_at(path) or _is_model(path)):
        add(path, path, lock, found)


def _text(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read(1_000_000)


def _is_model(path: str) -> bool:
    try:
        with open(path, "rb", buffering=0) as file:
            head = file.read(LONGEST)
    except OSError:
        return False
    return is_stored_model(path) if read_pointer(head) else is_model(path, head[:HEAD])


def _look_at_output(stub: str, target: str, output: dvc.Output, lock: Lock, found: Found) -> None:
    """What a stub of DVC stands for: only bytes have a sha256, in their place or in DVC's cache."""
    if output.is_folder:
        for folder, _, names in os.walk(target):
            for path in [os.path.join(folder, name) for name in sorted(names)]:
                if _is_model(path):
                    add(path, path, lock, found)
        return
    if not is_stored_model(target) and not lock.file_at(target):
        return
    bytes_at = target if os.path.isfile(target) else dvc.cached_file(stub, output.md5)
    entry = lock.file_at(target)
    if bytes_at:
        add(target, bytes_at, lock, found)
    elif entry and output.size in (-1, entry[1].size):
        found.elsewhere.add(entry[1].path)
    else:
        found.problems.append(f"{slashes(target)} is not locked: DVC knows only its MD5; run `dvc pull` first")
        found.elsewhere.update([entry[1].path] if entry else [])


def add(path: str, bytes_at: str, lock: Lock, found: Found) -> None:
    """Add a file, whose bytes may be somewhere else, to what was found."""
    inside = relative(path, lock.folder) or ""
    problem = _name_problem(inside)
    try:
        if not problem:
            found.contents[inside] = content_of(bytes_at)
    except OSError as error:
        problem = str(error.strerror)
    if problem:
        found.problems.append(f"{path} is not locked: {problem}")
    snapshot = hub_cache.snapshot_of(inside)
    if snapshot:
        found.snapshots[snapshot.folder] = snapshot


def _name_problem(path: str) -> str:
    """Why a lock cannot name a file."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8"
    problem = path_problem(path)
    return f"its path {problem}" if problem else ""
