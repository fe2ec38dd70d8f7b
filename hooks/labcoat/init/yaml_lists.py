"""One more item for a list in a YAML file, every other byte kept.

The text is not written anew from what was parsed. The item goes in as text, in the style of the items that are there,
and the result counts only if a parser sees the old events with those of the item among them.
"""

from __future__ import annotations

from typing import NamedTuple

import yaml

from labcoat.init.steps import UnsureError, appended, in_style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from labcoat.init.steps import Added

_IN_LIST, _IN_ROOT = 4, 3  # starts without an end before an item of a list in the root mapping, and before its keys


class Style(NamedTuple):
    """How a list is written: the column of its dashes, and from a dash to its key, a list in that, its keys."""

    dash: int = 2
    gap: int = 2
    inner: int = 2
    inner_gap: int = 2


def with_item(text: str, key: str, item: Callable[[Style], str]) -> Added:
    """The text with an item after the last one of the list `key`, and the item. Raises UnsureError."""
    found, following = _list(text, key)
    style = _style(found)
    block = item(style)
    lead = "\n" if _is_airy(text, found) else ""
    for offset in _offsets(text, found, following):
        before, after = text[:offset], text[offset:]
        end = "" if before.endswith("\n") else "\n"
        trail = "" if after[:1] in ("", "\n", "\r") else lead
        new = before + in_style(text, end + lead + block + trail) + after
        if _differ_by(text, new, block, _IN_LIST):
            return new, block
    raise UnsureError(f"the list `{key}` is written in an unusual way")


def with_key(text: str, block: str) -> Added:
    """The text with a block after the last key of its mapping. Raises UnsureError."""
    new = appended(text, block)
    if not _differ_by(text, new, block, _IN_ROOT):
        raise UnsureError("it is written in an unusual way")
    return new, block


def load(text: str) -> object:
    """What a file says, as far as it is only data. Raises UnsureError."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, AttributeError):
        raise UnsureError("it is not valid YAML") from None


class _Loader(yaml.SafeLoader):
    """Takes tags such as GitLab's `!reference` for nothing, and `<<` for a key: merges can grow without bound."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Merge nothing."""


_Loader.add_multi_constructor("!", lambda loader, tag, node: None)
_Loader.add_constructor("tag:yaml.org,2002:merge", lambda loader, node: "<<")


def _list(text: str, key: str) -> tuple[yaml.SequenceNode, int]:
    """The list, and where the key after it begins; that is -1 where there is none."""
    try:
        root = yaml.compose(text, _Loader)
    except (yaml.YAMLError, RecursionError):
        raise UnsureError("it is not valid YAML") from None
    pairs = root.value if isinstance(root, yaml.MappingNode) and not root.flow_style else []
    for index, (name, value) in enumerate(pairs):
        if name.value == key and isinstance(value, yaml.SequenceNode) and value.value and not value.flow_style:
            following = pairs[index + 1][0].start_mark.index if index + 1 < len(pairs) else -1
            return value, following
    raise UnsureError(f"it has no list `{key}` with an item a line")


def _style(found: yaml.SequenceNode) -> Style:
    dash, last = found.start_mark.column, found.value[-1]
    gap = max(2, last.start_mark.column - dash)
    for _, value in last.value if isinstance(last, yaml.MappingNode) and not last.flow_style else ():
        if isinstance(value, yaml.SequenceNode) and value.value and not value.flow_style:
            inner = value.start_mark.column
            return Style(dash, gap, max(0, inner - dash - gap), max(2, value.value[0].start_mark.column - inner))
    return Style(dash, gap, 2 if gap == 2 else 0, gap)


def _is_airy(text: str, found: yaml.SequenceNode) -> bool:
    """Whether there is an empty line before the last of several items."""
    lines = text[: found.value[-1].start_mark.index].splitlines()
    return len(found.value) > 1 and len(lines) > 1 and not lines[-2].strip()


def _offsets(text: str, found: yaml.SequenceNode, following: int) -> Iterator[int]:
    """Where the item may go: at the end of the file, or below the last line that is no comment."""
    if following < 0:
        yield len(text)
    start = found.value[-1].start_mark.index
    lines = text[start : following if following >= 0 else len(text)].splitlines(keepends=True)
    if following >= 0 and not lines[-1].endswith("\n"):
        lines.pop()  # the blanks before a key
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith(("#", "..."))):
        lines.pop()
    yield start + sum(map(len, lines))


def _differ_by(old: str, new: str, block: str, depth: int) -> bool:
    """Whether a parser finds in `new` what is in `old`, the block besides, and that at this depth."""
    try:
        before, after, item = _events(old), _events(new), _events(block)[3:-3]
    except yaml.YAMLError:
        return False
    at = next((index for index, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    starts = sum([event[0].endswith("Start") - event[0].endswith("End") for event in before[:at]])
    return starts == depth and after == before[:at] + item + before[at:]


def _events(text: str) -> list[tuple[str, object, object, object]]:
    """What a parser says about a text, without positions."""
    return [
        (
            type(event).__name__.removesuffix("Event"),
            getattr(event, "value", None),
            getattr(event, "anchor", None),
            getattr(event, "tag", None),
        )
        for event in yaml.parse(text, _Loader)
    ]
