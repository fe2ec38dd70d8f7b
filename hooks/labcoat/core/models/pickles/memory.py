"""What an unpickler holds while it works, and what of it can be forgotten: a large stream has much."""

from __future__ import annotations

from labcoat.core.models.pickles.bombs import FEW, Known, Scale
from labcoat.core.models.pickles.values import CONTAINERS, LATE_TEXT, UNKNOWN, Made, Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.pickles.strings import Strings
    from labcoat.core.models.pickles.values import Value

MOST_TEXTS = 200_000  # of a memo that are kept, beside those that are parts of names
MOST_MADE = 20_000  # results of calls in a memo that are kept with their arguments
MOST_ITEMS = 300  # of a container
MOST_STACK = 4096  # at the top of each stack that are left alone: items come in batches of a thousand
_RECENT = 32  # entries that are left alone: what is being made


class Memo:
    """What was memoised: most indexes follow one another, the others are in `_far`."""

    __slots__ = ("_far", "_made", "_pruned", "_texts", "entries", "named", "scale")

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self.entries: list[Value] = []
        self.named: set[str] = set()  # texts that were parts of names: they come again
        self._far: dict[int | bytes, Value] = {}
        self._pruned = 0
        self._texts = MOST_TEXTS
        self._made = MOST_MADE

    def copy(self) -> Memo:
        """A memo with the same entries."""
        made = Memo(self.scale)
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
        start, end = self._pruned, len(self.entries) - _RECENT
        if end > start:
            known: Known = {}
            held = self.entries[start:end]
            self.entries[start:end] = [self._pruned_entry(value, known) for value in held]
            self._pruned = end

    def _pruned_entry(self, value: Value, known: Known) -> Value:
        kind = type(value)
        if kind is str:
            self._texts -= 1
            return value if self._texts > 0 or value in self.named else LATE_TEXT
        if kind is Made:
            self._made -= 1
            return value if self._made > 0 or _is_type(value) else Made(value.maker, _class_of(value))
        return self.scale.drop(value, known) if kind in CONTAINERS and value else value


def _class_of(value: Made) -> Value:
    """The arguments that are kept: the class that a function is given to make an object of."""
    arguments = value.arguments
    is_class = type(arguments) is tuple and arguments and type(arguments[0]) is Name
    return (arguments[0], UNKNOWN) if is_class else UNKNOWN


def _is_type(value: Made) -> bool:
    return type(value.maker) is Name and value.maker.name == "dtype"


class Stacks:
    """Forgets the insides of what stands deep in the stacks of a walk."""

    __slots__ = ("_pruned", "_scale")

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._pruned: dict[int, tuple[list[Value], int]] = {}

    def prune(self, marks: list[list[Value]], top: list[Value], strings: Strings) -> None:
        """Go on where the last call has ended, in every stack; containers at the top keep what is light."""
        for level, stack in enumerate((*marks, top)):
            last, start = self._pruned.get(level, (stack, 0))
            start = start if last is stack else 0
            if len(stack) - MOST_STACK > start:
                known: Known = {}
                held = stack[start:-MOST_STACK]
                strings.items(held)
                stack[start:-MOST_STACK] = [self._stand_in(value, known) for value in held]
                self._pruned[level] = stack, len(stack) - MOST_STACK
        self._prune_items([value for value in top[-MOST_STACK:] if isinstance(value, list)])

    def _stand_in(self, value: Value, known: Known) -> Value:
        kind = type(value)
        if kind in CONTAINERS:
            return self._scale.drop(value, known)
        return LATE_TEXT if kind is str or kind is bytes else 0 if kind is int else value

    def _prune_items(self, containers: list[list[Value]]) -> None:
        known: Known = {}
        held = [value[:] for value in containers]
        for value, items in zip(containers, held, strict=True):
            value[:] = [self._light(item, known) for item in items]

    def _light(self, item: Value, known: Known) -> Value:
        if type(item) not in CONTAINERS or self._scale.weigh(item, known)[0] <= FEW:
            return item
        return self._scale.drop(item, known)
