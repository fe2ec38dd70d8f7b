"""Hits at settings of text files, exactly where the value says it."""

from __future__ import annotations

from labcoat.core.rule import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.configs import Judged
    from labcoat.core.segment import Segment


def may_have(segment: Segment, *keys: str) -> bool:
    """Whether a text has one of these keys, or escapes that may spell one."""
    text = segment.text
    return any([key in text for key in keys]) or "\\u00" in text or "\\x" in text


def hit_at(segment: Segment, judged: Judged) -> Hit:
    """A hit at what is meant of the value, or at all of it."""
    setting = judged.setting
    start, end = setting.start, setting.end
    written = _written(judged.part)
    found = segment.text.find(written, start, end) if written else -1
    if found >= 0:
        start, end = found, found + len(written)
    message = judged.message[:1].upper() + judged.message[1:]
    return Hit(segment, start, end, message, judged.advice, judged.severity)


def _written(part: str) -> str:
    """A part of a value as JSON and YAML write it between double quotes."""
    for char, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        part = part.replace(char, escape)
    return part
