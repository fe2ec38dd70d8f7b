"""Keys as people write them down: `**API key:** …`, "the token is `…`", cells of a table. Only in text and Markdown."""

from __future__ import annotations

import re

from labcoat.core.keys.names import is_password_name
from labcoat.core.keys.values import is_class_name, is_strong_password, looks_random

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = r"(?:\*{1,3}|</?\w{1,10}>|[\"'`”])"
_SAID = re.compile(
    rf"""(?P<key>[ \t](?:key|token|secret|password)s?\b)?{_MARK}{{0,2}}
    (?P<sign>[ \t]{{0,4}}(?:[:\uff1a=|(\u2013—→]|-{{1,2}}>?(?=\s)|(?:is|was|to|as|with)\b:?)){{0,2}}
    {_MARK}{{0,2}}[ \t]{{0,4}}(?P<open>[`"'“\u2018«]{{0,3}})(?P<value>[^\s`"'“”\u2018\u2019«»<>|,;()]{{8,300}})""",
    re.VERBOSE | re.IGNORECASE,
)


def written_down(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The value that prose gives for the name at this place: quoted, behind a sign, and random or a sure password."""
    found = _SAID.match(text, end)
    if not found or not (found["sign"] or found["open"]) or text[start - 1 : start] in ("?", "&", ";"):
        return
    name = text[start:end]
    if name.lower() in ("api", "access") and not found["key"]:
        return
    value = found["value"].rstrip(".:*!?") if not found["open"] else found["value"]
    if is_class_name(value):
        return
    if looks_random(value) or (is_password_name(name + (found["key"] or "")) and is_strong_password(value)):
        yield found.start("value"), found.start("value") + len(value)
