"""The cache of Hugging Face: models--org--name/{blobs,refs,snapshots}, where a snapshot's name is its commit.

https://huggingface.co/docs/huggingface_hub/guides/manage-cache
"""

from __future__ import annotations

import os

from labcoat.core.lockfile.lock import HUB, HUB_DATASET, is_commit

BLOBS, SNAPSHOTS = "blobs", "snapshots"
_KINDS = {"models": HUB, "datasets": HUB_DATASET}


class Cached:
    """A repository in a cache: its source (`hf:org/name`), a commit, and the folder of that snapshot."""

    __slots__ = ("folder", "revision", "source")

    def __init__(self, source: str, revision: str, folder: str) -> None:
        self.source = source
        self.revision = revision
        self.folder = folder


def source_of(folder: str) -> str:
    """The source of a repository's folder in a cache, by its name; empty for any other folder."""
    kind, *names = os.path.basename(folder.rstrip("/\\")).split("--")
    is_one = kind in _KINDS and len(names) in (1, 2) and all(names)
    return _KINDS[kind] + "/".join(names) if is_one else ""


def snapshot_of(path: str) -> Cached | None:
    """The snapshot that a path is, or is in."""
    parts = path.replace("\\", "/").split("/")
    for index in range(len(parts) - 2):
        source = source_of(parts[index])
        if source and parts[index + 1] == SNAPSHOTS and is_commit(parts[index + 2]):
            return Cached(source, parts[index + 2], "/".join(parts[: index + 3]))
    return None


def is_blob(path: str) -> bool:
    """Whether a file is one of those that snapshots link to: the bytes, under names of the cache's own."""
    folder, name = os.path.split(os.path.dirname(path))
    return name == BLOBS and source_of(folder) != ""


def pinned_snapshot(folder: str) -> Cached | None:
    """The snapshot of a repository's folder that `refs/main` names, else its only one."""
    source, commits, main = source_of(folder), _commits(folder), _main(folder)
    revision = main if main in commits else commits[0] if len(commits) == 1 else ""
    return Cached(source, revision, os.path.join(folder, SNAPSHOTS, revision)) if source and revision else None


def has_snapshots(folder: str) -> bool:
    """Whether anything of a repository was downloaded."""
    return _commits(folder) != []


def _commits(folder: str) -> list[str]:
    try:
        return [name for name in os.listdir(os.path.join(folder, SNAPSHOTS)) if is_commit(name)]
    except OSError:
        return []


def _main(folder: str) -> str:
    try:
        with open(os.path.join(folder, "refs", "main"), encoding="ascii") as file:
            return file.read(100).strip()
    except (OSError, UnicodeDecodeError):
        return ""


def repositories(folder: str) -> list[str]:
    """The folders of repositories in a cache, sorted."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [os.path.join(folder, name) for name in names if source_of(name)]


def cache_folder() -> str:
    """Where huggingface_hub keeps what it has downloaded for this user."""
    home = os.environ.get("HF_HOME") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache"), "huggingface"
    )
    return os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE") or os.path.join(home, "hub")


def folder_name(source: str) -> str:
    """What a cache calls the folder of a source such as `hf:org/name`."""
    kind, prefix = ("datasets", HUB_DATASET) if source.startswith(HUB_DATASET) else ("models", HUB)
    return "--".join([kind, *source.removeprefix(prefix).split("/")])
