"""What the lock says about repositories on the hub, as code names them."""

from __future__ import annotations

from labcoat.core.lockfile.lock import HUB, HUB_DATASET, is_commit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.lockfile.lock import Lock
    from labcoat.core.rule import Options

ALLOW = "allow-unlisted"  # true, or a list of `org/name` and `org`
MODELS, DATASETS = "models", "datasets"


class Locked:
    """The repositories of a lock by kind and name in lower case, with their commits."""

    __slots__ = ("commits", "kinds", "moving", "names")

    def __init__(self, lock: Lock) -> None:
        self.commits: dict[tuple[str, str], list[str]] = {}
        self.moving: set[tuple[str, str]] = set()  # whose revision is no commit: another rule says so
        for model in lock.models:
            if model.source.startswith(HUB):
                key = _key(model.source)
                known = self.commits.setdefault(key, [])
                known += [model.revision] if is_commit(model.revision) else []
                self.moving.update([] if is_commit(model.revision) else [key])
        self.names = {name for _, name in self.commits}
        self.kinds = set() if lock.problems else {kind for kind, _ in self.commits}


class Sources:
    """The repositories of a lock, and which others may be used."""

    __slots__ = ("_allowed", "_locked", "names")

    def __init__(self, lock: Lock, options: Options) -> None:
        if lock not in _known:
            _known.clear()  # of one project, most files have the same
            _known[lock] = Locked(lock)
        self._locked = _known[lock]
        self.names = self._locked.names
        allowed = options.get(ALLOW, ())
        self._allowed = {str(name).lower() for name in allowed} if isinstance(allowed, (list, tuple)) else allowed

    def commits(self, kind: str, name: str) -> list[str]:
        """The commits of a repository; empty where nothing is known of it."""
        key = kind, name.lower()
        return [] if key in self._locked.moving else self._locked.commits.get(key, [])

    def is_missing(self, kind: str, name: str) -> bool:
        """Whether the lock, which lists others of its kind, should have a repository and has not."""
        name = name.lower()
        if (kind, name) in self._locked.commits or kind not in self._locked.kinds or "/" not in name:
            return False
        if isinstance(self._allowed, bool):
            return not self._allowed
        return self._allowed.isdisjoint((name, name.partition("/")[0]))


def _key(source: str) -> tuple[str, str]:
    if source.startswith(HUB_DATASET):
        return DATASETS, source.removeprefix(HUB_DATASET).lower()
    return MODELS, source.removeprefix(HUB).lower()


_known: dict[Lock, Locked] = {}
