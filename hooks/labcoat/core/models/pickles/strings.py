"""The strings of a pickle that may be keys, each told once, with the key of a dictionary that it is the value of."""

from __future__ import annotations

from labcoat.core.models.sieve import SHORTEST_KEY, SHORTEST_PASSWORD, is_telling, may_hold_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.pickles.values import Value
    from labcoat.core.models.place import Place

REMEMBERED = 20_000  # strings that are not told again
HELD_BACK = 5_000  # strings of what may be no pickle at all
LONGEST_NAME = 200
_AT_ONCE = 64  # items that are sieved at once: an ordinary stream has millions, and no key
PADDING = "\n" * SHORTEST_KEY  # a short text alone may be sieved by its length
_TEXTS = (str, bytes)


class Strings:
    """Notes strings in an inspection; holds back those of a stream that may be something else.

    `place_of` is asked where a string is: whoever walks the stream knows.
    """

    __slots__ = ("_dull", "_held", "_inspection", "_told", "place_of", "wanted")

    def __init__(self, inspection: Inspection, place: Place) -> None:
        self.wanted = inspection.on_strings is not None
        self.place_of: Callable[[str], Place] = lambda text: place
        self._inspection = inspection
        self._told: set[tuple[str, str]] = set()
        self._dull: dict[str, bool] = {}
        self._held: list[tuple[str, str, Place]] | None = []

    def items(self, items: Sequence[Value]) -> None:
        """Note the strings among items that no key names."""
        if len(items) <= _AT_ONCE and _are_short(items):
            return
        for some in _suspicious(items):
            for item in some:
                if type(item) in _TEXTS:
                    self.note("", item)

    def pairs(self, items: Sequence[Value]) -> None:
        """Note the strings among keys and values in turn; a key may be a secret as well."""
        if len(items) <= _AT_ONCE and _are_short(items) and self._are_dull(items[::2]):
            return
        for some in _suspicious(items):
            for index in range(1, len(some), 2):
                name, value = some[index - 1], some[index]
                if type(value) in _TEXTS:
                    self.note(name, value)
                if type(name) is str and len(name) >= SHORTEST_KEY and "." not in name:
                    self.note("", name)

    def _are_dull(self, names: Sequence[Value]) -> bool:
        """Whether no name says that its value is a secret; records of a table have the same names again and again."""
        if not all([type(name) is str for name in names]):
            return False
        together = "\n".join(names)
        if together not in self._dull:
            if len(self._dull) >= REMEMBERED:
                self._dull.clear()
            self._dull[together] = not is_telling(together)
        return self._dull[together]

    def note(self, name: Value, value: str | bytes) -> None:
        """Note one string, with what may be the key of it; bytes only where they are text."""
        text = value if isinstance(value, str) else _text_of(value)
        key = name[:LONGEST_NAME] if type(name) is str else ""
        if not may_hold_key(key, text) or (key, text) in self._told:
            return
        if len(self._told) >= REMEMBERED:
            self._told.clear()
        self._told.add((key, text))
        if self._held is not None:
            self._held.append((key, text, self.place_of(text)))
            if len(self._held) >= HELD_BACK:
                self.release()
        else:
            self._inspection.string(key, text, self.place_of(text))

    def release(self) -> None:
        """Hand on what was held back, and all that comes."""
        for name, value, place in self._held or ():
            self._inspection.string(name, value, place)
        self._held = None


def _are_short(items: Sequence[Value]) -> bool:
    """Whether no string among some items is a key by itself."""
    for item in items:
        kind = type(item)
        if kind is str and (len(item) >= SHORTEST_KEY or "@" in item):
            return False
        if kind is bytes and len(item) >= SHORTEST_PASSWORD:
            return False
    return True


def _suspicious(items: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Some items at a time, where any of them may be a key: what no sieve holds back alone, none does in a line."""
    for start in range(0, len(items), _AT_ONCE):
        some = items[start : start + _AT_ONCE]
        if any([type(item) is bytes and len(item) >= SHORTEST_PASSWORD for item in some]) or _may_hold(some):
            yield some


def _may_hold(items: Iterable[Value]) -> bool:
    texts = [item for item in items if type(item) is str and len(item) >= 3]
    return bool(texts) and may_hold_key("", "\n".join(texts) + PADDING)


def _text_of(value: bytes) -> str:
    """Bytes as text; empty where they are none."""
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text else text
