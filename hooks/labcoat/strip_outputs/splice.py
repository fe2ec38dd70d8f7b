"""Edits of JSON text that leave it as the same writer would have written it without the parts that go."""

from __future__ import annotations

from labcoat.core.spans import scan_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from labcoat.core.spans import Item, Member

    Edit = tuple[int, int, str]  # start, end, replacement


def cut(parts: Sequence[Item | Member], goes: Sequence[bool]) -> list[Edit]:
    """Edits that take the parts marked in `goes` out of the array or object that they make up, commas included."""
    edits: list[Edit] = []
    last_kept = -1
    for index, gone in enumerate(goes):
        if gone:
            continue
        if last_kept < index - 1:
            edits.append((_start(parts[last_kept + 1]), _start(parts[index]), ""))
        last_kept = index
    if last_kept < len(parts) - 1:
        edits.append((parts[last_kept].end, parts[-1].end, ""))
    return edits


def cut_or_empty(span: tuple[int, int], parts: Sequence[Item | Member], goes: Sequence[bool], empty: str) -> list[Edit]:
    """As `cut`; where everything goes, `empty` takes the place of the whole array or object."""
    return [(*span, empty)] if parts and all(goes) else cut(parts, goes)


def cut_keys(text: str, span: tuple[int, int], members: list[Member], paths: tuple[str, ...]) -> list[Edit]:
    """Edits that take the members named by `paths` out of the object at `span`.

    A path is a key, or a key, a dot and a path inside that key's object, as in nbstripout's `--extra-keys`.
    """
    goes = [member.key in paths for member in members]
    edits = cut_or_empty(span, members, goes, "{}")
    for member, gone in zip(members, goes, strict=True):
        inner = () if gone else _inside(paths).get(member.key, ())
        if inner and text[member.start] == "{":
            edits += cut_keys(text, (member.start, member.end), scan_object(text, member.start)[0], inner)
    return edits


_known: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {}


def _inside(paths: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What is left of the paths that lead through a key, by key. Remembered: there are few, for many cells."""
    found = _known.get(paths)
    if found is None:
        found = _known[paths] = {}
        for path in paths:
            key, _, rest = path.partition(".")
            if rest:
                found[key] = (*found.get(key, ()), rest)
    return found


def without(value: dict[str, Any], paths: tuple[str, ...]) -> dict[str, Any]:
    """A copy of a decoded object without the members named by `paths`."""
    rest = {key: item for key, item in value.items() if key not in paths}
    for key, inner in _inside(paths).items():
        if isinstance(rest.get(key), dict):
            rest[key] = without(rest[key], inner)
    return rest


def apply(text: str, edits: list[Edit]) -> str:
    """The text after the edits, which do not overlap."""
    pieces = []
    at = 0
    for start, end, replacement in sorted(edits):
        pieces += [text[at:start], replacement]
        at = end
    return "".join([*pieces, text[at:]])


def _start(part: Item | Member) -> int:
    return getattr(part, "key_start", part.start)
