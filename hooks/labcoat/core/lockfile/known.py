"""The lock among the options of a rule that asks for it: rules open no file themselves."""

from __future__ import annotations

from labcoat.core.lockfile.lock import Lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.rule import Options

OPTION = "known-lock"  # of the options that a rule gets which has `asks_lock`


def known_lock(options: Options) -> Lock | None:
    """The models.lock that holds for the document; None where there is none."""
    found = options.get(OPTION)
    return found if isinstance(found, Lock) else None


def read_locks() -> list[Lock]:
    """Every lock that this process has read."""
    import sys

    lookup = sys.modules.get("labcoat.core.lockfile.lookup")
    return list(lookup._locks.values()) if lookup else []
