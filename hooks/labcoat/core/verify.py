"""A changed notebook beside the old one: every value but those that were to change must be the same, to the letter."""

from __future__ import annotations

import json
from bisect import bisect_right

from labcoat.core.spans import scan_array, scan_object, skip_space

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from labcoat.core.segment import Segment

    Expected = tuple[Segment, int, str, str]  # where its value starts in the old file, what joins its strings, text
    Step = tuple[int, ...]

_OBJECT = ("{",)
_KEY, _VALUE = 0, 1


def difference(before: str, after: str, expected: Sequence[Expected]) -> str:
    """What is wrong with the changed text of a notebook; empty where each of `expected` has its text and nothing else
    differs: neither other values, nor how a number is written, the order of keys, or keys that occur twice.
    """
    try:
        old, new = _read(before), _read(after)
    except (ValueError, RecursionError):
        return "the result would not be a notebook"
    places = _Places(before)
    try:
        for segment, start, joiner, text in expected:
            path = places.path(start)
            if not _has(new, path, joiner, text):
                where = f"cell {segment.cell.index}" if segment.cell else "the metadata"
                return f"the result would change {where} in another way"
            _clear(old, path)
            _clear(new, path)
        return "" if old == new else "the result would change the notebook in another way"
    except (LookupError, TypeError, RecursionError):
        return "the result would be another notebook"


def _read(text: str) -> Any:
    """The text's values: an array as a list, a number as it is written, an object as a list of _OBJECT and its
    [key, value] pairs.
    """
    decoder = json.JSONDecoder(
        object_pairs_hook=lambda pairs: [_OBJECT, *map(list, pairs)],
        parse_float=_number,
        parse_int=_number,
        parse_constant=_number,
    )
    return decoder.decode(text)


def _number(text: str) -> Any:
    return (text,)


def _at(tree: Any, path: Step) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _clear(tree: Any, path: Step) -> None:
    _at(tree, path[:-1])[path[-1]] = None


def _has(tree: Any, path: Step, joiner: str, text: str) -> bool:
    """Whether the text is at a path: a string, an array of strings, or a key that its object has only once."""
    value = _at(tree, path)
    if isinstance(value, list):
        return joiner.join([item for item in value if isinstance(item, str)]) == text
    above = _at(tree, path[:-2])
    if path[-1] == _KEY and above[0] == _OBJECT:
        return bool(value == text and [pair[_KEY] for pair in above[1:]].count(text) == 1)
    return bool(value == text)


class _Places:
    """Where the values of a JSON text are in what `_read` makes of it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, tuple[list[int], list[Step]]] = {}

    def path(self, wanted: int) -> Step:
        """The indices that lead to the value, or key, that starts at an offset. Raises LookupError where none does."""
        at = skip_space(self._text, 0)
        path: Step = ()
        while at != wanted:
            starts, steps = self._below(at)
            index = bisect_right(starts, wanted) - 1
            if index < 0:
                raise LookupError(wanted)
            at = starts[index]
            path = (*path, *steps[index])
        return path

    def _below(self, at: int) -> tuple[list[int], list[Step]]:
        """Where the keys and values of an object, or the items of an array, start, and their indices."""
        if at not in self._known:
            found: list[tuple[int, Step]] = []
            if self._text[at] == "{":
                for index, member in enumerate(scan_object(self._text, at)[0], 1):
                    found += [(member.key_start, (index, _KEY)), (member.start, (index, _VALUE))]
            elif self._text[at] == "[":
                found = [(item.start, (index,)) for index, item in enumerate(scan_array(self._text, at)[0])]
            self._known[at] = [start for start, _ in found], [step for _, step in found]
        return self._known[at]
