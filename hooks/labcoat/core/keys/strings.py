"""String literals, as the many languages that hold keys write them."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTE = r"(?:\\{0,3}[\"'`]|&quot;|&\#(?:39|34|x27);)"
STRING = rf"(?:[rRbBuUfF@]{{0,2}}{QUOTE})"  # the beginning of one

SCHEME = re.compile(r"(?:bearer|basic|token|digest|apikey|api-key|key)[ \t]{1,4}", re.IGNORECASE)
BEGINS_STRING = re.compile(STRING)
QUOTED = re.compile(
    r"""(?P<prefix>[rRbBuUfF@]{0,2})(?:
      (?P<triple>\"{3}|'{3})(?P<in_triple>.{0,1000}?)(?P=triple)
    | (?P<slashes>\\{1,3})(?P<quote>["'`])(?P<escaped>[^"'`\\\r\n]{0,1000})(?P=slashes)(?P=quote)
    | "(?P<double>[^"\\\r\n]{0,1000}(?:\\.[^"\\\r\n]{0,1000}){0,20})"
    | '(?P<single>[^'\\\r\n]{0,1000}(?:\\.[^'\\\r\n]{0,1000}){0,20})'
    | `(?P<tick>[^`\\\r\n]{0,1000})`
    | (?P<entity>&quot;|&\#(?:39|34|x27);)(?P<in_entity>[^&"'<>\r\n]{0,1000})(?P=entity)
    )""",
    re.VERBOSE | re.DOTALL,
)
_CONTENTS = ("double", "single", "in_triple", "escaped", "tick", "in_entity")
_MOST = 20  # joined pieces of a literal, and elements of a list
_JOINED = re.compile(
    rf"""[ \t]{{0,128}}(?:(?:\\?\r?\n[ \t]{{0,64}}\+|\+[ \t]{{0,64}}\\?\r?\n|\+|\\\r?\n)[ \t]{{0,64}})?(?={STRING})""",
    re.VERBOSE,
)
_JOINED_INSIDE = re.compile(rf"\s{{0,128}}(?:\+\s{{0,64}})?(?={STRING})")
NEXT = re.compile(rf"\s{{0,8}},\s{{0,64}}(?={STRING})")
_COLON = re.compile(r"\s{0,8}:(?!:)")
_ELSE = re.compile(
    rf"(?:[ \t]{{1,8}}if[ \t][^\"'\r\n]{{1,80}}[ \t]else|[ \t]{{0,8}}:)[ \t]{{1,8}}(?={STRING})",
)


def strings(text: str, at: int, inside: str = "") -> Iterator[tuple[int, int]]:
    """The contents of the string literal at `at`, joined with those that follow it.

    `inside` is the bracket around it, if there is one: in a list, the contents of each element.
    """
    for _ in range(_MOST):
        span, end = _joined(text, at, inside)
        if span and not (inside and _COLON.match(text, end)):
            scheme = SCHEME.match(text, *span)
            yield scheme.end() if scheme else span[0], span[1]
        following = NEXT.match(text, end) if inside.startswith("[") else _ELSE.match(text, end)
        if not following:
            return
        at = following.end()


def _joined(text: str, at: int, inside: str) -> tuple[tuple[int, int] | None, int]:
    """What is in the string at `at` and those joined to it, None if there are fields to fill in; and where it ends."""
    string = QUOTED.match(text, at)
    if not string:
        return None, at
    first, last = _content(string)
    literal = True
    for _ in range(_MOST):
        literal = literal and not ("f" in string["prefix"].lower() and "{" in string[0])
        last = _content(string)[1]
        joined = (_JOINED_INSIDE if inside else _JOINED).match(text, string.end())
        following = joined and QUOTED.match(text, joined.end())
        if not following:
            break
        string = following
    return (first, last) if literal else None, string.end()


def _content(string: re.Match[str]) -> tuple[int, int]:
    for group in _CONTENTS:
        if string[group] is not None:
            return string.span(group)
    return string.span()
