"""Keys in the strings of a model file, found by the detectors that look for them everywhere."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.keys.detector import Match
    from labcoat.core.models.place import Place


class KeyInModel:
    """A key: the `match` in `text`, which is `name = "value"`, or the value alone; and where that string is."""

    __slots__ = ("match", "name", "place", "text")

    def __init__(self, match: Match, text: str, name: str, place: Place) -> None:
        self.match = match
        self.text = text
        self.name = name
        self.place = place


def keys_in(strings: list[tuple[str, str, Place]]) -> Iterator[KeyInModel]:
    """The keys in (name, value, place) of strings."""
    from labcoat.core.keys.engine import Finder
    from labcoat.core.keys.providers import load_detectors

    lines = [f'{name} = "{value}"' if name else value for name, value, _ in strings]
    ends = list(accumulate([len(line) + 1 for line in lines]))
    for _, match in Finder(load_detectors()).find(["\n".join(lines)], ["python"]):
        index = bisect_right(ends, match.start)
        match.start -= ends[index] - len(lines[index]) - 1
        match.end -= ends[index] - len(lines[index]) - 1
        name, _, place = strings[index]
        yield KeyInModel(match, lines[index], name, place)
