"""The names that stand in the arguments of a call."""

from __future__ import annotations

from labcoat.core.models.pickles.values import CONTAINERS, UNKNOWN, Dropped, Made, Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.pickles.values import Value

_MOST = 500  # values that are looked at
NOT_ALL = ("", "…")


def takes(value: Value) -> Iterator[tuple[str, str]]:
    """Module and name of all names in a value; NOT_ALL where some of it is not known."""
    pending, seen = [value], 0
    while pending:
        node = pending.pop()
        kind = type(node)
        seen += 1
        if kind is Name:
            yield node.module, node.name
        elif kind is Made:
            pending += (node.maker, node.arguments)
        elif kind in CONTAINERS:
            pending += node[: _MOST + 1]
        elif kind is Dropped or (node is UNKNOWN):
            yield NOT_ALL
        if seen > _MOST:
            yield NOT_ALL
            return
