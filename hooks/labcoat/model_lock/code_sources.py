"""What the lock says about repositories on the hub, as code names them."""

from __future__ import annotations

from labcoat.core.lockfile.lock import HUB, HUB_DATASET, is_commit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.lockfile.lock import Lock
    from labcoat.core.rule import Options

ALLOW = "allow-unlisted"  # true, or a list of `org/name` and `org`
MODELS, DATASETS = "models", "datasets"


class Sources:
    """The repositories of a lock: their commits, and which others may be used."""

    __slots__ = ("_allowed", "_commits", "_kinds", "_unknown", "names")

    def __init__(self, lock: Lock, options: Options) -> None:
        self._commits: dict[tuple[str, str], list[str]] = {}
        self._unknown: set[tuple[str, str]] = set()  # whose revision is no commit: the lock's own rules say so
        for model in lock.models:
            if model.source.startswith(HUB):
                key = _key(model.source)
                known = self._commits.setdefault(key, [])
                known += [model.revision] if is_commit(model.revision) else []
                self._unknown.update([] if is_commit(model.revision) else [key])
        self.names = {name for _, name in self._commits}
        self._kinds = set() if lock.problems else {kind for kind, _ in self._commits}
        allowed = options.get(ALLOW, ())
        self._allowed = [str(name).lower() for name in allowed] if isinstance(allowed, (list, tuple)) else allowed

    def commits(self, kind: str, name: str) -> list[str]:
        """The commits of a repository; empty where nothing is known of it."""
        key = kind, name.lower()
        return [] if key in self._unknown else self._commits.get(key, [])

    def is_missing(self, kind: str, name: str) -> bool:
        """Whether the lock, which lists others of its kind, should have a repository and has not."""
        if (kind, name.lower()) in self._commits or kind not in self._kinds or "/" not in name:
            return False
        if isinstance(self._allowed, bool):
            return not self._allowed
        return not {name.lower(), name.lower().partition("/")[0]} & {*self._allowed}


def _key(source: str) -> tuple[str, str]:
    if source.startswith(HUB_DATASET):
        return DATASETS, source.removeprefix(HUB_DATASET).lower()
    return MODELS, source.removeprefix(HUB).lower()
