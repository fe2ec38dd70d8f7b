"""What is said about a repository that code loads and the lock has otherwise, or not at all."""

from __future__ import annotations

from labcoat.core.lockfile.lock import HUB, HUB_DATASET
from labcoat.model_lock.code_sources import MODELS
from labcoat.remote_code.hub_names import is_commit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.lockfile.lock import Lock


def other(name: str, written: str, commits: Sequence[str]) -> tuple[str, str]:
    """Message and help where the revision is missing, or is another one."""
    wanted = " or ".join([f"`{commit}`" for commit in commits])
    if not written:
        return f"`{name}` is loaded without the revision of models.lock", f"name it: `revision`, {wanted}"
    if is_commit(written):
        advice = f"models.lock has {wanted}: name that one, or look at the other one and run `labcoat lock`"
        return f"`{name}` is loaded in another revision than models.lock has", advice
    return f"`{name}` is loaded from `{written}`, which is no whole commit and can change", f"models.lock has {wanted}"


def unlisted(kind: str, name: str, lock: Lock) -> tuple[str, str, str]:
    """Message, help and severity where the lock does not have a repository."""
    from labcoat.remote_code.publishers import imitated, in_lock

    message = f"`{name}` is not in models.lock"
    organisation = name.partition("/")[0]
    if known := imitated(organisation) or in_lock(lock).of(organisation):
        advice = f"use `{known}`; where the name is right, add it to `allow-unlisted`"
        return f"{message}, and `{organisation}` looks like `{known}`", advice, "medium"
    source = f"{HUB if kind == MODELS else HUB_DATASET}{name}"
    return message, f"run `labcoat lock --source {source}`, or add it to `allow-unlisted`", "low"


def unreadable(name: str, lock: Lock) -> tuple[str, str]:
    """Message and help where nobody can tell what the lock says."""
    reason = lock.problems[0].message
    return f"the revision of `{name}` cannot be compared with models.lock: {reason}", "repair models.lock"
