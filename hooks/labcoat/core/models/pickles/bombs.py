"""How large a container is when every reference to another one is followed: a few bytes can tell of billions."""

from __future__ import annotations

from labcoat.core.models.pickles.values import CONTAINERS, Dropped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.pickles.values import Value

MOST_WEIGHT = 1 << 62
MOST_NODES = 100_000  # containers that are looked at, at once
ALL_NODES = 500_000  # and in one stream: about a second
FEW = 50  # items, at all depths, of a container that is light
_SMALL = 8
HEAVY = 10_000_000  # items, counted through all references
HEAVY_FOR_OPCODES = 1000  # and as many for each opcode: an honest stream writes most of what it refers to
DEEP = 50_000  # containers in containers: hash() and what frees them recurse

Known = dict[int, tuple[int, int]]  # number of items at all depths, and how deep that is, by the id of a container


class Scale:
    """Weighs containers, as long as there are not too many; `heaviest` and `deepest` are the most it has seen."""

    __slots__ = ("_left", "deepest", "heaviest")

    def __init__(self) -> None:
        self._left = ALL_NODES
        self.heaviest = 0
        self.deepest = 0

    def weigh(self, value: Value, known: Known | None = None) -> tuple[int, int]:
        """The number of items at all depths, and how deep that is. Never recurses; follows no cycle.

        With `known`, what was weighed is remembered: the objects must live as long as that does.
        """
        known = {} if known is None else known
        before, most = len(known), min(self._left, MOST_NODES)
        weight, depth = _weigh(value, known, before + most)
        self._left -= len(known) - before
        self.heaviest = max(self.heaviest, weight)
        self.deepest = max(self.deepest, depth)
        return weight, depth

    def drop(self, value: Value, known: Known | None = None) -> Dropped:
        """A stand-in for a container."""
        if _is_light(value):
            return _LIGHT
        return Dropped(*self.weigh(value, known))


def _weigh(value: Value, known: Known, most: int) -> tuple[int, int]:
    open_: set[int] = set()
    pending = [value]
    while pending:
        node = pending[-1]
        if id(node) in known:
            pending.pop()
            continue
        items = _items(node)
        new = [item for item in items if id(item) not in known and id(item) not in open_]
        if new and id(node) not in open_ and len(known) + len(pending) + len(new) < most:
            open_.add(id(node))
            pending += new
        else:
            known[id(node)] = _sum(node, items, known)
            pending.pop()
    return known[id(value)]


def _items(node: Value) -> list[Value]:
    """The items of a node that have items themselves."""
    return [item for item in node if type(item) in _NODES] if type(node) in CONTAINERS else []


def _is_light(value: Value) -> bool:
    """Whether a container has few items, and those have few: most have, and need not be weighed."""
    if len(value) >= FEW or _NODES.isdisjoint(map(type, value)):
        return len(value) < FEW
    if any([type(item) is Dropped and item is not _LIGHT for item in value]):
        return False
    return all(
        [len(item) < _SMALL and _NODES.isdisjoint(map(type, item)) for item in value if type(item) in CONTAINERS]
    )


def _sum(node: Value, items: list[Value], known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    if type(node) is Dropped:
        return node.weight, node.depth
    sums = [known.get(id(item), (1, 1)) for item in items]
    own = len(node) if type(node) in CONTAINERS else 1
    weight = own + sum([each for each, _ in sums])
    return min(weight, MOST_WEIGHT), 1 + max([depth for _, depth in sums], default=0)


_NODES = CONTAINERS | {Dropped}
_LIGHT = Dropped(FEW, 1)
