"""The versions that a lock file says, by name: of what comes from an index, where `==` finds it again."""

from __future__ import annotations

import re

from labcoat.core.packages.locks.locks import format_of
from labcoat.core.packages.names import normalized

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.locks.lock_formats import Entries

_VERSION = re.compile(r"[0-9][A-Za-z0-9.!+_-]*|v[0-9][A-Za-z0-9.!+_-]*")
_HASH = re.compile(r"(?:sha256|sha384|sha512):[0-9a-f]{64,128}")


class LockError(Exception):
    """A lock file that cannot be read."""


class Locked:
    """One version of a package and the hashes of its files, `sha256:…`. `is_conda` is a package of a conda channel."""

    __slots__ = ("hashes", "is_conda", "version")

    def __init__(self, version: str, hashes: frozenset[str] = frozenset(), is_conda: bool = False) -> None:
        self.version = version
        self.hashes = hashes
        self.is_conda = is_conda

    def __repr__(self) -> str:
        return f"Locked({self.version!r}, {len(self.hashes)} hashes)"


class Lock:
    """What a lock file says: versions by normalized name, all of them where forks or platforms have several.

    `unknown` are the names of what has no version, or comes from a repository, a file or an address. The repository's
    own code is in neither.
    """

    def __init__(self) -> None:
        self.versions: dict[str, list[Locked]] = {}
        self.unknown: set[str] = set()


def locked_versions(path: str, text: str) -> dict[str, list[Locked]]:
    """The locked versions by normalized name. Never raises: empty for what cannot be read."""
    try:
        return read_versions(path, text).versions
    except LockError:
        return {}


def read_versions(path: str, text: str) -> Lock:
    """What a lock file says; raises LockError for one that cannot be read."""
    from labcoat.core.packages.locks.lock_formats import READERS, requirements

    try:
        return _collected(READERS.get(format_of(path), requirements)(text))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise LockError(path) from None


def _collected(entries: Entries) -> Lock:
    """By name; the same version again adds its hashes."""
    from labcoat.core.packages.locks.lock_formats import CONDA, INDEX, OWN

    lock = Lock()
    hashes_of: dict[tuple[str, str, bool], set[str]] = {}
    for name, version, hashes, source in entries:
        if source in (INDEX, CONDA) and isinstance(version, str) and _VERSION.fullmatch(version):
            known = hashes_of.setdefault((normalized(name), version, source == CONDA), set())
            known.update([value for value in hashes if isinstance(value, str) and _HASH.fullmatch(value)])
        elif source not in (CONDA, OWN):
            lock.unknown.add(normalized(name))
    for (name, version, is_conda), found in hashes_of.items():
        if name:
            lock.versions.setdefault(name, []).append(Locked(version, frozenset(found), is_conda))
    return lock
