"""Switches in a text in some language that is a part of another one."""

from __future__ import annotations

from labcoat.core.segments import split
from labcoat.core.switches import Switch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.segment import Segment

MOST_NESTED = 3  # scripts in scripts: each level is read again, so that without a limit that would cost its square


def switches_in(segment: Segment, option: str, depth: int) -> Iterator[Switch]:
    """The switches of a segment in any language; `depth` counts the segments around it."""
    if depth > MOST_NESTED or option not in segment.text.replace("-", "_").lower():
        return
    parts = split([segment])
    for module in parts.modules:
        from labcoat.core.switches.python import python_switches

        yield from python_switches(module, option)
    for unparsed in parts.unparsed:
        from labcoat.core.switches.words import flag_in_text

        for start, end in flag_in_text(unparsed.segment.text, option):
            yield Switch(unparsed.segment, start, end, [])
    for part in parts.segments:
        yield from _switches_in_part(part, option, depth)


def _switches_in_part(segment: Segment, option: str, depth: int) -> Iterator[Switch]:
    if segment.language == "shell":
        from labcoat.core.switches.words import shell_switches

        yield from shell_switches(segment, option, depth)
    elif segment.language == "argv":
        from labcoat.core.argv import argv_words
        from labcoat.core.switches.words import word_switches

        yield from word_switches(segment, argv_words(segment.text), option, depth)
    elif segment.language in ("yaml", "json", "toml", "ini"):
        from labcoat.core.switches.settings import setting_switches

        yield from setting_switches(segment, option, depth)
