"""What an unpickler holds while it works, and what of it can be forgotten: a large stream has much."""

from __future__ import annotations

from labcoat.core.models.pickle_bombs import weigh
from labcoat.core.models.pickle_values import CONTAINERS, LATE_TEXT, UNKNOWN, Dropped, Made, Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.pickle_strings import Strings
    from labcoat.core.models.pickle_values import Value

MOST_TEXTS = 200_000  # of a memo that are kept, beside those that are parts of names
MOST_MADE = 20_000  # results of calls in a memo that are kept with their arguments
MOST_ITEMS = 300  # of a container
MOST_STACK = 4096  # at the top of each stack that are left alone: items come in batches of a thousand
FEW = 50  # items, at all depths, of a container that is kept inside of another
_RECENT = 32  # entries that are left alone: what is being made


class Memo:
    """What was memoised: most indexes follow one another, the others are in `_far`."""

    __slots__ = ("_far", "_made", "_pruned", "_texts", "deepest", "entries", "heaviest", "named")

    def __init__(self) -> None:
        self.entries: list[Value] = []
        self.named: set[str] = set()  # texts that were parts of names: they come again
        self._far: dict[int | bytes, Value] = {}
        self._pruned = 0
        self.heaviest = 0
        self.deepest = 0
        self._texts = MOST_TEXTS
        self._made = MOST_MADE

    def copy(self) -> Memo:
        """A memo with the same entries."""
        made = Memo()
        made.entries, made._far, made.named = self.entries[:], dict(self._far), self.named
        return made

    def append(self, value: Value) -> None:
        """MEMOIZE: the next index is the number of entries."""
        if self._far:
            self.put(len(self.entries) + len(self._far), value)
        else:
            self.entries.append(value)

    def put(self, index: int | bytes, value: Value) -> None:
        """Memoise under any index."""
        entries = self.entries
        if type(index) is int and 0 <= index < len(entries):
            entries[index] = value
        elif index != len(entries):
            self._far[index] = value if len(self._far) < MOST_TEXTS else UNKNOWN
        else:
            entries.append(value)
            while self._far and len(entries) in self._far:
                entries.append(self._far.pop(len(entries)))

    def get(self, index: int | bytes) -> Value:
        """What was memoised under an index; UNKNOWN without it."""
        if type(index) is int and 0 <= index < len(self.entries):
            return self.entries[index]
        return self._far.get(index, UNKNOWN)

    def prune(self) -> None:
        """Forget the insides of what was memoised since the last time."""
        entries, end = self.entries, len(self.entries) - _RECENT
        for index in range(self._pruned, end):
            entries[index] = self._pruned_entry(entries[index])
        self._pruned = max(self._pruned, end)

    def _pruned_entry(self, value: Value) -> Value:
        kind = type(value)
        if kind is str:
            self._texts -= 1
            return value if self._texts > 0 or value in self.named else LATE_TEXT
        if kind is Made:
            self._made -= 1
            return value if self._made > 0 or _is_type(value) else Made(value.maker, UNKNOWN)
        return self._dropped(value) if kind in CONTAINERS and value else value

    def _dropped(self, value: Value) -> Dropped:
        made = dropped(value)
        self.heaviest = max(self.heaviest, made.weight)
        self.deepest = max(self.deepest, made.depth)
        return made


def _is_type(value: Made) -> bool:
    return type(value.maker) is Name and value.maker.name == "dtype"


class Stacks:
    """Forgets the insides of what stands deep in the stacks of a walk."""

    __slots__ = ("_pruned",)

    def __init__(self) -> None:
        self._pruned: dict[int, tuple[list[Value], int]] = {}

    def prune(self, marks: list[list[Value]], top: list[Value], strings: Strings) -> None:
        """Go on where the last call has ended, in every stack."""
        for level, stack in enumerate((*marks, top)):
            last, start = self._pruned.get(level, (stack, 0))
            start = start if last is stack else 0
            if len(stack) - MOST_STACK > start:
                strings.items(stack[start:-MOST_STACK])
                stack[start:-MOST_STACK] = [_stand_in(value) for value in stack[start:-MOST_STACK]]
                self._pruned[level] = stack, len(stack) - MOST_STACK
        for value in top[-MOST_STACK:]:
            if isinstance(value, list):
                value[:] = [small(item) for item in value[:MOST_ITEMS]]


def _stand_in(value: Value) -> Value:
    kind = type(value)
    if kind in CONTAINERS:
        return dropped(value)
    return LATE_TEXT if kind is str or kind is bytes else 0 if kind is int else value


def small(item: Value) -> Value:
    """The item itself where it has few items of its own."""
    return dropped(item) if type(item) in CONTAINERS and weigh(item)[0] > FEW else item


def dropped(value: Value) -> Value:
    """A stand-in for a container."""
    if len(value) < FEW and _NODES.isdisjoint(map(type, value)):
        return _LIGHT
    weight, depth = weigh(value)
    return _LIGHT if weight < FEW and depth < FEW else Dropped(weight, depth)


_LIGHT = Dropped(FEW, 1)
_NODES = CONTAINERS | {Made, Dropped}
