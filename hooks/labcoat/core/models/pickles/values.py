"""What stands on the symbolic stack of a pickle: constants as themselves, names, results of calls, and stand-ins."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    # None, bool, int, str, bytes, tuple and list (of values) stand for themselves.
    Value: TypeAlias = Any

USES = ("imported", "constructed", "built", "called")  # from harmless to worst
# What unpickling itself, or a copy, looks up on an instance; APPEND, APPENDS and ADDITEMS call the last three.
METHODS = ("__setstate__", "__class__", "__reduce__", "__reduce_ex__", "__deepcopy__", "append", "extend", "add")
# Keys of states that are run as code: by distributions of SciPy and by models of statsmodels that have a formula.
ACTING = ("_parse_arg_template", "restore_design_info", "restore_model_spec", "formula")
MOST_DISTINCT = 24  # values of one argument that are told apart


class Name:
    """A name that the stream imports: one object for all its imports. `uses` are those of USES, by their number."""

    __slots__ = ("arguments", "call", "late", "module", "name", "offset", "states", "takes", "trick", "use")

    def __init__(self, module: str, name: str, offset: int, trick: str = "") -> None:
        self.module = module
        self.name = name
        self.offset = offset
        self.trick = trick
        self.use = 0
        self.late = 0
        self.call = ""
        self.arguments: list[dict[Value, str]] = []
        self.takes: dict[tuple[str, str], None] = {}
        self.states: dict[tuple[str, str], None] = {}

    def merge(self, other: Name) -> None:
        """Take over what another walk has done with the name, where that is worse."""
        if other.use > self.use or (other.trick and not self.trick):
            self.use, self.call = max(self.use, other.use), other.call
        self.trick = self.trick or other.trick
        self.takes.update(other.takes)
        self.states.update(other.states)
        self.arguments += [{} for _ in other.arguments[len(self.arguments) :]]
        for distinct, more in zip(self.arguments, other.arguments, strict=False):
            distinct.update(more)

    @property
    def dotted(self) -> str:
        """The name with its module."""
        return f"{self.module}.{self.name}" if self.module else self.name


class Made:
    """What calling or constructing gives: `maker` is what was called, `state` what BUILD gave it (of types only).

    `stage`: what has been done with it, items set (1) or its state (2): picklers append first, and set the state last.
    """

    __slots__ = ("arguments", "maker", "stage", "state")

    def __init__(self, maker: Value, arguments: Value) -> None:
        self.maker = maker
        self.arguments = arguments
        self.state: Value = None
        self.stage = 0


class Blob:
    """Bytes that are too long to be kept: their place in the source, and how they begin."""

    __slots__ = ("head", "offset", "size")

    def __init__(self, offset: int, size: int, head: bytes) -> None:
        self.offset = offset
        self.size = size
        self.head = head


class Text:
    """A text that is too long to be kept: its place in the source (in bytes), and how it begins."""

    __slots__ = ("head", "offset", "size")

    def __init__(self, offset: int, size: int, head: str) -> None:
        self.offset = offset
        self.size = size
        self.head = head


class Pairs(list["Value"]):
    """A dictionary: keys and values in turn."""

    __slots__ = ()


class Bag(list["Value"]):
    """A set."""

    __slots__ = ()


class Opaque:
    """Something of which only the look in code is known: a float, a persistent object, what no memo holds."""

    __slots__ = ("look",)

    def __init__(self, look: str) -> None:
        self.look = look


class Dropped:
    """A container whose items are kept no longer; `weight` is how many there are, counted through all references."""

    __slots__ = ("depth", "weight")

    def __init__(self, weight: int, depth: int) -> None:
        self.weight = weight
        self.depth = depth


FLOAT = Opaque("<float>")
PERSISTENT = Opaque("<persistent object>")
UNKNOWN = Opaque("<unknown>")
BUFFER = Opaque("<buffer>")
LATE_TEXT = Opaque("<text>")
CONTAINERS = frozenset((tuple, list, Pairs, Bag))
