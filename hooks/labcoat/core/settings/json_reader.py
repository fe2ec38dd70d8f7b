"""JSON settings: RFC 8259, as Python's `json` reads it, and with comments and trailing commas, as editors allow."""

from __future__ import annotations

import re

from labcoat.core.settings.setting import Level, Setting, SettingsError, open_level
from labcoat.core.spans import JSONError, scan_key, scan_value, skip_space

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\\n]+|\\[\s\S])*"?|//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?')
_STRING_OR_TRAILING_COMMA = re.compile(r'"(?:[^"\\\n]+|\\[\s\S])*"?|,(?=[ \t\r\n]*[}\]])')


def json_settings(text: str) -> Iterator[Setting]:
    """The settings of a JSON text, duplicate keys included. Raises SettingsError."""
    try:
        return iter(_read(text))
    except SettingsError:
        plain = _without_comments(text)
        if plain == text:
            raise
        return iter(_read(plain))


def _read(text: str) -> list[Setting]:
    try:
        return list(_walk(text, skip_space(text, 1 if text.startswith("\ufeff") else 0)))
    except JSONError as error:
        raise SettingsError(error.reason, error.offset) from None


def _without_comments(text: str) -> str:
    """The text with blanks for comments and trailing commas, every other character in its place."""
    for pattern in (_STRING_OR_COMMENT, _STRING_OR_TRAILING_COMMA):
        text = pattern.sub(lambda found: found[0] if found[0][0] == '"' else _blank(found[0]), text)
    return text


def _blank(text: str) -> str:
    return "".join([char if char in "\r\n" else " " for char in text])


def _walk(text: str, at: int) -> Iterator[Setting]:
    levels: list[Level] = []
    while True:
        mark = text[at : at + 1]
        if mark in ("{", "["):
            open_level(levels, mark == "{", at)
            at = skip_space(text, at + 1)
            if text[at : at + 1] != _closer(levels[-1]):
                at = _item_start(text, at, levels[-1])
                continue
        else:
            value, end = scan_value("", text, at)
            yield _setting(levels[-1] if levels else None, value, at, end)
            at = _after_value(levels, text, end)
        at, done = _separator(text, at, levels)
        if done:
            return


def _closer(level: Level) -> str:
    return "}" if level.is_mapping else "]"


def _item_start(text: str, at: int, level: Level) -> int:
    """Read the key at `at`, if the level has keys. Returns where the value starts."""
    if not level.is_mapping:
        return at
    level.key, start = scan_key(text, at)
    level.key_span = (at, text.rindex('"', at, start) + 1)
    return start


def _setting(level: Level | None, value: str | bool | int | float | None, start: int, end: int) -> Setting:
    path, key = (level.child_path(), level.span_at(start)) if level else ((), (start, start))
    if isinstance(value, str):
        return Setting(path, value, key, (start + 1, end - 1), '"')
    return Setting(path, value, key, (start, end))


def _after_value(levels: list[Level], text: str, end: int) -> int:
    if levels:
        levels[-1].advance()
    return skip_space(text, end)


def _separator(text: str, at: int, levels: list[Level]) -> tuple[int, bool]:
    """Leave the levels that end at `at`. Returns (where the next value starts, False), or (…, True) at the end."""
    while levels:
        mark = text[at : at + 1]
        if mark == ",":
            return _item_start(text, skip_space(text, at + 1), levels[-1]), False
        if mark != _closer(levels[-1]):
            raise SettingsError(f"expected ',' or '{_closer(levels[-1])}'" if mark else "unexpected end", at)
        levels.pop()
        at = _after_value(levels, text, at + 1)
    if at != len(text):
        raise SettingsError("unexpected text after the value", at)
    return at, True
