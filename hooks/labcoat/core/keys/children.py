"""Values below a secret name or inside what is assigned to it: YAML children, lists, dictionaries, tuples."""

from __future__ import annotations

import re

from labcoat.core.keys.strings import QUOTED, STRING, strings
from labcoat.core.keys.values import looks_random

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 20  # elements that are looked at
_VALUE = re.compile(
    r"""["']?:[ \t]{0,8}\r?\n(?:[ \t]{1,64}(?!value|default)[\w-]{1,40}:[^\r\n]{0,200}\r?\n){0,4}
    [ \t]{1,64}(?:value|default):[ \t]{1,8}""",
    re.VERBOSE | re.IGNORECASE,
)
_LIST = re.compile(r"[\"']?:[ \t]{0,8}(?=\r?\n[ \t]{0,64}-[ \t])")
_ITEM = re.compile(r"\r?\n[ \t]{0,64}-[ \t]{1,8}")
_BELOW = re.compile(r"[\"']?:[ \t]{0,8}(?=\r?\n[ \t]{1,64}[\w.-]{1,40}:[ \t])")
_CHILD = re.compile(r"\r?\n[ \t]{1,64}[\w.-]{1,40}:[ \t]{1,8}")
_NEXT_ITEM = re.compile(r"[\"']?\r?\n[ \t]{0,64}-[ \t]{1,8}")
_TAGGED = re.compile(r"[\"']?:[ \t]{1,8}!!str[ \t]{1,8}")
_SCALAR = re.compile(r"[^\s\"'`#{}\[\],&*!|>][^\s\"'`,]{0,500}")
_INTERPOLATED = re.compile(r",[ \t]{0,4}(?P<value>[^\s\"'`$(){},]{6,500})\}")

_DICTIONARY = re.compile(
    r"[\"']?\]?[ \t]{0,8}(?::[ \t]{0,4}\w{1,20}(?:\[[^\]\n]{0,40}\])?[ \t]{0,4}=|[=:])[ \t]{0,8}(?:\{|dict\()"
)
_PAIR = re.compile(rf"\s{{0,64}}(?:{STRING}[^\"'\r\n]{{1,80}}[\"']\s{{0,4}}:|\w{{1,40}}=)\s{{0,8}}(?={STRING})")
_COMMA = re.compile(r"\s{0,8},")

_TARGETS_BEFORE = re.compile(r"[ \t]{0,64}(?:[\w.]{1,60}[ \t]{0,4},[ \t]{0,4}){0,5}(?:self\.)?")
_TARGETS_AFTER = re.compile(r"(?:[ \t]{0,4},[ \t]{0,4}[\w.]{1,60}){0,5}[ \t]{0,4}=[ \t]{0,4}\(?(?![=>])")
_ELEMENT = re.compile(r"[ \t]{0,4}[^\s,\"'()\[\]{}]{0,60}[ \t]{0,4},[ \t]{0,4}")
_SEPARATOR = re.compile(r"[ \t]{0,4},[ \t]{0,4}")


def below(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The values below a name of YAML: its `value:` or `default:`, the items of its list, its random children."""
    found = _VALUE.match(text, end) or _TAGGED.match(text, end)
    if found:
        yield from _scalar(text, found.end())
        return
    if text.startswith("-", start):
        found = _NEXT_ITEM.match(text, end)
        if found:
            yield from _scalar(text, found.end())
        return
    for opening, item in ((_LIST, _ITEM), (_BELOW, _CHILD)):
        found = opening.match(text, end)
        if found and (item is _ITEM or text[start:end].lower().endswith("s")):
            yield from _items(text, found.end(), item)


def _items(text: str, at: int, item: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for _ in range(_MOST):
        found = item.match(text, at)
        spans = list(_scalar(text, found.end())) if found else []
        if not spans:
            return
        for first, last in spans:
            if looks_random(text[first:last]):
                yield first, last
        stop = text.find("\n", spans[-1][1])
        at = stop - (text[stop - 1 : stop] == "\r") if stop >= 0 else len(text)


def _scalar(text: str, at: int) -> Iterator[tuple[int, int]]:
    if text[at : at + 1] in ("'", '"'):
        yield from strings(text, at)
        return
    found = _SCALAR.match(text, at)
    if found and text[found.end() : found.end() + 1] in ("", "\r", "\n", " "):
        yield found.span()


def interpolated(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The default of `${oc.env:NAME,value}`."""
    found = _INTERPOLATED.match(text, end) if text.endswith(("env:", "env."), 0, start) else None
    if found:
        yield found.span("value")


def in_dictionary(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The random strings directly in a dictionary of secrets: `api_keys = {"one": "…"}`."""
    opened = _DICTIONARY.match(text, end)
    at = opened.end() if opened else -1
    for _ in range(_MOST if opened else 0):
        pair = _PAIR.match(text, at)
        value = pair and QUOTED.match(text, pair.end())
        if not value:
            return
        yield from (span for span in strings(text, value.start(), inside="{") if looks_random(text[span[0] : span[1]]))
        comma = _COMMA.match(text, value.end())
        if not comma:
            return
        at = comma.end()


def in_tuple(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The string that `name, secret = "…", "…"` assigns to a secret name."""
    line = text[max(0, start - 300) : start].rpartition("\n")[2]
    sign = _TARGETS_AFTER.match(text, end) if _TARGETS_BEFORE.fullmatch(line) else None
    if not sign or ("," not in line and "," not in sign[0]):
        return
    at = sign.end()
    for _ in range(line.count(",")):
        element = QUOTED.match(text, at)
        following = _SEPARATOR.match(text, element.end()) if element else _ELEMENT.match(text, at)
        if not following:
            return
        at = following.end()
    if QUOTED.match(text, at):
        yield from strings(text, at)
