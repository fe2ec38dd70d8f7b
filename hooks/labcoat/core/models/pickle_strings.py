"""The strings of a pickle, each told once, with the key that it is the value of."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.pickle_values import Value
    from labcoat.core.models.place import Place

SHORTEST_SECRET = 8  # characters of a string that may be a key
REMEMBERED = 20_000  # strings that are not told again
HELD_BACK = 5_000  # strings of what may be no pickle at all
LONGEST_KEY = 200
_SHORTEST_KEY = 16  # characters of a key of a dictionary that may be a secret itself


class Strings:
    """Notes strings in an inspection; holds back those of a stream that may be something else."""

    __slots__ = ("_held", "_inspection", "_place", "_told", "wanted")

    def __init__(self, inspection: Inspection, place: Place) -> None:
        self.wanted = inspection.on_strings is not None
        self._inspection = inspection
        self._place = place
        self._told: set[tuple[str, str]] = set()
        self._held: list[tuple[str, str]] | None = []

    def items(self, items: list[Value] | tuple[Value, ...]) -> None:
        """Note the strings among items that no key names."""
        for item in items:
            if (type(item) is str or type(item) is bytes) and len(item) >= SHORTEST_SECRET:
                self.note("", item)

    def pairs(self, items: list[Value]) -> None:
        """Note the strings among keys and values in turn."""
        for index in range(1, len(items), 2):
            value = items[index]
            if (type(value) is str or type(value) is bytes) and len(value) >= SHORTEST_SECRET:
                self.note(items[index - 1], value)
            key = items[index - 1]
            if type(key) is str and len(key) >= _SHORTEST_KEY and "." not in key and " " not in key:
                self.note("", key)

    def note(self, name: Value, value: str | bytes) -> None:
        """Note one string, with what may be the key of it; bytes only where they are text."""
        text = value if type(value) is str else _text_of(value)
        key = name[:LONGEST_KEY] if type(name) is str else ""
        if text is None or (key, text) in self._told:
            return
        if len(self._told) >= REMEMBERED:
            self._told.clear()
        self._told.add((key, text))
        if self._held is None:
            self._inspection.string(key, text, self._place)
        elif len(self._held) < HELD_BACK:
            self._held.append((key, text))
        else:
            self.release()
            self._inspection.string(key, text, self._place)

    def release(self) -> None:
        """Hand on what was held back, and all that comes."""
        for name, value in self._held or ():
            self._inspection.string(name, value, self._place)
        self._held = None


def _text_of(value: Value) -> str | None:
    try:
        text = bytes(value).decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
