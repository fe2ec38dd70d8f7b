"""Secrets that stand at a place, without a name: `.login("user", "…")`, `docker login -p …`, `"…" -> token`."""

from __future__ import annotations

import re

from labcoat.core.keys.strings import STRING, strings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_ARGUMENT = r"""(?:\w{0,2}"[^"\r\n]{0,100}"|\w{0,2}'[^'\r\n]{0,100}'
    |[\w.]{1,60}(?:\([^()\r\n]{0,60}\)|\[[^\[\]\r\n]{0,60}\])?)\s{0,4},\s{0,64}"""
_SECOND = re.compile(rf"\(\s{{0,64}}{_ARGUMENT}(?={STRING})", re.VERBOSE)
_THIRD = re.compile(rf"\(\s{{0,64}}(?:{_ARGUMENT}){{2}}(?={STRING})", re.VERBOSE)
_DATABASE = re.compile(r"(?i:pymysql|mysqldb|psycopg2|aiomysql|cymysql|pymssql|connector|oracledb|cx_oracle)\.$")
_TOOL = re.compile(r"(?:docker|podman|buildah|skopeo|nerdctl|registry|oras|az|cf|oc|argocd)[ \t]{1,4}$")
_OPTION = re.compile(
    r"(?:[ \t]{1,8}[^\s|;&]{1,200}){0,8}?[ \t]{1,8}-p[ \t=]{0,4}"
    r"[\"']?(?P<value>[^\s\"'`$|;&<>(){}-][^\s\"'`|;&<>]{5,200})"
)
_ARROW = re.compile(r"(?P<quote>[\"'])(?P<value>[^\"'\\\r\n]{6,200})(?P=quote)\s{0,4}->{1,2}[ \t]{0,4}$")


def at_marker(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The password of a call of `login` or `connect`, or of the option `-p` of commands that log in."""
    word = text[start:end].lower()
    before = text[max(0, start - 30) : start]
    found = None
    if word == "login" and before.endswith("."):
        found = _SECOND.match(text, end)
    elif word == "connect" and _DATABASE.search(before):
        found = _THIRD.match(text, end)
    if found:
        yield from strings(text, found.end(), inside="(")
    elif word == "sshpass" or (word == "login" and _TOOL.search(before)):
        option = _OPTION.match(text, end)
        if option:
            yield option.span("value")


def before_arrow(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The string of `"…" -> name`, as R assigns it."""
    if not text[max(0, start - 4) : start].rstrip().endswith(">"):
        return
    first = max(0, start - 230)
    found = _ARROW.search(text[first:start])
    if found:
        yield first + found.start("value"), first + found.end("value")
