"""`pip install x>=1` without quotes: the shell takes the version for the name of a file."""

from __future__ import annotations

import re
from bisect import bisect_right

from labcoat.core.packages.requirement import Redirect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.segment import Segment
    from labcoat.core.words import Command, Redirection, Word

_VERSION = re.compile(r"\d+(?:\.(?:\d+|\*))*(?:(?:a|b|rc|\.?post|\.?dev)\d+)?(?:,\S*)?")


def split_redirects(segment: Segment, command: Command) -> tuple[list[Word], list[Redirect]]:
    """The words that are no part of such a version, and the versions that became files."""
    found: list[Redirect] = []
    swallowed: set[int] = set()
    ends = [word.end for word in command.words] if command.redirections else []
    for redirection in command.redirections:
        start = _operator_start(segment, redirection)
        index = bisect_right(ends, start)
        if found and found[-1].end == start and redirection.operator in ("<", ">"):
            found[-1].end = redirection.target.end
        elif index and _is_version(segment, command.words[index - 1], redirection, start):
            found.append(Redirect(segment, command.words[index - 1].start, start, redirection.target.end))
            following = command.words[index] if index < len(ends) else None
            if redirection.target.value == "=" and following and following.value[:1].isdigit():
                found[-1].end = following.end
                swallowed.add(index)
    return [word for index, word in enumerate(command.words) if index not in swallowed], found


def _operator_start(segment: Segment, redirection: Redirection) -> int:
    at = redirection.target.start
    while at and segment.text[at - 1] in " \t":
        at -= 1
    return at - len(redirection.operator)


def _is_version(segment: Segment, word: Word, redirection: Redirection, start: int) -> bool:
    """Whether the target is a version: `=…` always is, a number where no blank stands before it."""
    if redirection.operator not in ("<", ">") or redirection.target.quoted:
        return False
    if segment.text[word.end : start].strip(" \t"):
        return False
    target = redirection.target.value
    is_close = word.end == start and start + 1 == redirection.target.start
    return target.startswith("=") or (is_close and _VERSION.fullmatch(target) is not None)
