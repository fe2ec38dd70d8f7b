"""JSON read with the place of every value: the C scanner for values, a short walk for structure.

Positions are character offsets into the text. The syntax is RFC 8259 as Python's `json` reads it: NaN and
Infinity are accepted, raw control characters in strings are not.
"""

from __future__ import annotations

from _json import make_scanner, scanstring  # `import json` would cost 0.7 of a bare interpreter, for `re`

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Scan = Callable[[str, str, int], tuple[Any, int]]  # (key, text, offset) -> (value, end offset)


WHITESPACE = ("", " ", "\n", "\r", "\t")


class JSONError(ValueError):
    """`reason` says what is wrong at character `offset` of the text."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset


class Member:
    """One member of an object: its key, where the key starts, the span of the value, and the value."""

    __slots__ = ("end", "key", "key_start", "start", "value")

    def __init__(self, key: str, key_start: int, start: int, end: int, value: Any) -> None:
        self.key = key
        self.key_start = key_start
        self.start = start
        self.end = end
        self.value = value


class Item:
    """One element of an array: its span and its value."""

    __slots__ = ("end", "start", "value")

    def __init__(self, start: int, end: int, value: Any) -> None:
        self.start = start
        self.end = end
        self.value = value


class _ScannerOptions:
    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float
    memo: dict[str, str] = {}  # noqa: RUF012 - an attribute the scanner asks for


_scan_once: Callable[[str, int], tuple[Any, int]] = make_scanner(_ScannerOptions)  # type: ignore[arg-type]


def scan_value(_key: str, text: str, start: int) -> tuple[Any, int]:
    """Read the value that starts at `start`: (value, end offset). Raises JSONError."""
    try:
        return _scan_once(text, start)
    except StopIteration as stop:
        raise JSONError("expected a value", stop.value) from None
    except (RecursionError, ValueError, SystemError) as error:
        raise _explained(error, lambda: _scan_once(text, start), start) from None


def scan_key(text: str, start: int) -> tuple[str, int]:
    """Read the key whose opening quote is at `start`: (key, offset of its value). Raises JSONError."""
    if text[start : start + 1] != '"':
        raise JSONError("expected a property name in double quotes", start)
    try:
        key, end = scanstring(text, start + 1, True)
    except (ValueError, SystemError) as error:
        raise _explained(error, lambda: scanstring(text, start + 1, True), start) from None
    end = skip_space(text, end)
    if text[end : end + 1] != ":":
        raise JSONError("expected ':'", end)
    return key, skip_space(text, end + 1)


def _explained(error: Exception, scan_again: Callable[[], Any], start: int) -> JSONError:
    if isinstance(error, RecursionError):
        return JSONError("nested too deeply", start)
    if isinstance(error, SystemError):  # before Python 3.13 the scanner can only complain once `json` is loaded
        import json.decoder  # noqa: F401

        try:
            scan_again()
        except ValueError as known:
            error = known
    return JSONError(getattr(error, "msg", "number too long"), getattr(error, "pos", start))


def skip_space(text: str, start: int) -> int:
    """Offset of the first character from `start` on that is not JSON whitespace."""
    try:
        while text[start] in " \n\r\t":
            start += 1
    except IndexError:
        pass
    return start


def scan_object(text: str, start: int, scan: Scan = scan_value) -> tuple[list[Member], int]:
    """Read the object whose `{` is at `start`: (members in order, duplicates included; end offset).

    `scan` reads each member's value and may descend into it. Raises JSONError.
    """
    members: list[Member] = []
    at = skip_space(text, start + 1)
    if text[at : at + 1] == "}":
        return members, at + 1
    while True:
        key, value_start = scan_key(text, at)
        value, end = scan(key, text, value_start)
        members.append(Member(key, at, value_start, end, value))
        at, done = _separator(text, end, "}")
        if done:
            return members, at


def scan_array(text: str, start: int, scan: Scan = scan_value) -> tuple[list[Item], int]:
    """Read the array whose `[` is at `start`: (its items, end offset). Raises JSONError."""
    items: list[Item] = []
    at = skip_space(text, start + 1)
    if text[at : at + 1] == "]":
        return items, at + 1
    between = ","
    while True:
        value, end = scan("", text, at)
        items.append(Item(at, end, value))
        at = end + len(between)
        if text.startswith(between, end) and text[at : at + 1] not in WHITESPACE:  # as after the item before
            continue
        at, done = _separator(text, end, "]")
        if done:
            return items, at
        between = text[end:at]


def _separator(text: str, end: int, closing: str) -> tuple[int, bool]:
    """After a value: (offset of the next one, False) or (offset after the closing bracket, True)."""
    at = skip_space(text, end)
    mark = text[at : at + 1]
    if mark == closing:
        return at + 1, True
    if mark != ",":
        raise JSONError("unexpected end" if not mark else f"expected ',' or '{closing}'", at)
    return skip_space(text, at + 1), False


def value_of(members: list[Member], key: str) -> Any:
    """The value that readers of JSON see for `key`: the last one; None when there is none."""
    for member in reversed(members):
        if member.key == key:
            return member.value
    return None
