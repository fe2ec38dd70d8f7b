"""`labcoat: ignore[rule]` in comments, other key scanners' pragmas, and `labcoat:ignore` cell tags."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

MARKERS = ("#", "//", "--", ";", "%", "<!--")
KEY_FAMILY = "find-keys"
TAG = "labcoat:ignore"

# Runs and names have an upper length, so that a hostile line costs no more than its length.
DIRECTIVE = r"labcoat[ \t]{0,20}:[ \t]{0,20}ignore(?![a-z])(?:[ \t]{0,20}\[([^\[\]]{0,1000})\])?"
_PRAGMA = r"pragma:[ \t]{0,20}(?:allow|white)list[ _-](nextline[ _-])?secret\b"
REACH = 24  # characters before a directive in which its comment marker must be
_LIMIT = 50  # directives in a line, and lines below a directive alone, that are looked at; the next ones cover nothing


class _Directive:
    """One comment: the names in its brackets, and the lines it covers, from its own to `last`."""

    __slots__ = ("column", "last", "line", "names", "used")

    def __init__(self, line: int, last: int, column: int, names: list[str]) -> None:
        self.line = line
        self.last = last
        self.column = column
        self.names = names
        self.used: set[str] = set()


class Directives:
    """The directives of one text: a whole file, or one cell's source. Make it only when there is a hit in the text."""

    __slots__ = ("_directives", "_pragmas")

    def __init__(self, text: str) -> None:
        lowered = text.lower()
        lines = _lines(text) if "labcoat" in lowered or _has_pragma(lowered) else []
        self._directives = list(_directives(lines)) if "labcoat" in lowered else []
        self._pragmas = _pragma_lines(lines) if _has_pragma(lowered) else set()

    def covers(self, first_line: int, last_line: int, rule: str, family: str) -> bool:
        """Whether a hit on these lines, counted from 1, is to be ignored. Remembers which directives were of use."""
        found = False
        for directive in self._between(first_line, last_line):
            used = {name for name in directive.names if name in (rule, family)}
            directive.used |= used
            found = found or bool(used)
        lines = range(first_line, last_line + 1) if family == KEY_FAMILY and self._pragmas else ()
        return found or any(line in self._pragmas for line in lines)

    def _between(self, first_line: int, last_line: int) -> list[_Directive]:
        from bisect import bisect_left, bisect_right

        start = bisect_left(self._directives, first_line, key=lambda directive: directive.last)
        end = bisect_right(self._directives, last_line, key=lambda directive: directive.line)
        return self._directives[start:end]

    def unused(self, known_names: Collection[str], ran: Collection[str] | None = None) -> list[tuple[int, int, str]]:
        """What is wrong with the directives: (line, column, message), both from 1, in order. Ask after the last hit.

        A message holds a name as the text has it, not redacted. `ran` are the rules and families that looked at the
        text, where that is not all of `known_names`: a directive for another one may well be of use.
        """
        return [
            (directive.line, directive.column, message)
            for directive in self._directives
            for message in _complaints(directive, known_names, known_names if ran is None else ran)
        ]


def _complaints(directive: _Directive, known: Collection[str], ran: Collection[str]) -> Iterator[str]:
    if not directive.names:
        yield "ignores nothing: the rule must be named, as in `labcoat: ignore[rule]`"
    for name in directive.names:
        if name not in known:
            yield f"ignores `{name}`, which is not a rule"
        elif name in ran and name not in directive.used:
            yield f"ignores `{name}`, which reports nothing here"


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if "\r" in text else text.split("\n")


def _directives(lines: list[str]) -> Iterator[_Directive]:
    import re
    from itertools import islice

    pattern = re.compile(DIRECTIVE, re.IGNORECASE)
    block_end = 0
    for number, line in enumerate(lines, 1):
        for found in islice(pattern.finditer(line), _LIMIT):
            if line[max(0, found.start() - REACH) : found.start()].rstrip(" \t").endswith(MARKERS):
                is_alone = _is_comment(line)
                if is_alone and number >= block_end:
                    block_end = _block_end(lines, number)
                last = min(block_end, number + _LIMIT) if is_alone else number
                yield _Directive(number, last, found.start() + 1, _names(found[1]))


def _block_end(lines: list[str], number: int) -> int:
    """The line below the comment lines that begin at line `number`."""
    while number < len(lines) and _is_comment(lines[number]):
        number += 1
    return number + 1


def _is_comment(line: str) -> bool:
    """Whether the line is all comment. `--option` and `%magic` are not: these markers need a space, or our word."""
    line = line[:1000].lstrip()
    if line.startswith(("#", "//", "<!--")):
        return True
    words = line.lstrip(";%-")
    return line.startswith(("--", ";", "%")) and (words[:1].isspace() or words[:7].lower() == "labcoat")


def _names(inside: str | None) -> list[str]:
    return [name.strip().lower() for name in (inside or "").split(",") if name.strip()]


def _has_pragma(lowered: str) -> bool:
    return "pragma:" in lowered or "gitleaks:allow" in lowered


def _pragma_lines(lines: list[str]) -> set[int]:
    """Lines that detect-secrets and gitleaks are told to leave alone.

    https://github.com/Yelp/detect-secrets#inline-allowlisting, https://github.com/gitleaks/gitleaks#gitleaksallow
    """
    import re

    pattern = re.compile(_PRAGMA, re.IGNORECASE)
    found = set()
    for number, line in enumerate(lines, 1):
        if "gitleaks:allow" in line:
            found.add(number)
        for pragma in pattern.finditer(line):
            found.add(number + 1 if pragma[1] else number)
    return found


def tag_covers(tags: Iterable[str], rule: str, family: str) -> bool:
    """Whether a cell's tags say to ignore a rule, in the cell and in its outputs."""
    return any(not names or rule in names or family in names for names in _tag_names(tags))


def _tag_names(tags: Iterable[str]) -> Iterator[list[str]]:
    """For each of our tags the names after `=`; none for the tag that stands for every rule."""
    for tag in tags:
        head, equals, tail = tag.partition("=")
        if "".join(head.split()).lower() == TAG:
            yield (_names(tail) or [""]) if equals else []
