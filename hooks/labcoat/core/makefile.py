"""Makefiles (and justfiles): recipes and variables as segments.

https://www.gnu.org/software/make/manual/html_node/Recipe-Syntax.html. Each logical line of a recipe is a script of
its own, as make runs it.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.segment import Segment

_PREFIX = re.compile(r"[ \t]*[@+\-]?(?:[ \t]*[@+\-])*[ \t]*")
_ASSIGNMENT = re.compile(r"[ \t]*(?:(?:export|override|private)[ \t]+)*([\w.\-]+)[ \t]*(:{0,3}=|[?+!]=)[ \t]*")
_TARGET = re.compile(r"[^\s:=#$]+:(?=[ \t][\w. \t]*[?+:]*=)")  # of a variable that is set for it alone
_RULE_WITH_RECIPE = re.compile(r"[^:;#]+:[^;#]*;")  # `target: needed ; command`
_DEFINE = re.compile(r"[ \t]*define[ \t]")
_END_DEFINE = re.compile(r"[ \t]*endef\b")
_COMMENT = re.compile(r"(?<!\\)#")
_SHELL_FUNCTION = re.compile(r"(?<=\$\()shell(?=[ \t])")


def segments(segment: Segment) -> Iterator[Segment]:
    """Recipe lines and `define` bodies as `shell`; a variable's value as `shell`, or `NAME = word` as `ini`."""
    text = segment.text
    in_recipe = in_define = False
    for start, end in _logical_lines(text):
        first = text[start : start + 1]
        if in_define:
            in_define = not _END_DEFINE.match(text, start, end)
            if in_define:
                yield _shell(segment, start, end)
        elif first == "\t" or (first == " " and in_recipe):
            yield from _recipe(segment, start, end)
        elif _DEFINE.match(text, start, end):
            in_define = True
        elif text[start:end].strip() and first != "#":
            target = _TARGET.match(text, start, end)
            assignment = _ASSIGNMENT.match(text, target.end() if target else start, end)
            in_recipe = not assignment and ":" in text[start:end]
            if assignment:
                yield from _variable(segment, assignment, end)
            elif in_recipe and (rule := _RULE_WITH_RECIPE.match(text, start, end)):
                yield from _recipe(segment, rule.end(), end)


def _logical_lines(text: str) -> Iterator[tuple[int, int]]:
    """Spans of lines with their continuations, without the newline."""
    start = at = 0
    while at < len(text):
        newline = text.find("\n", at)
        end = newline if newline >= 0 else len(text)
        at = end + 1
        line_end = end - 1 if text[end - 1 : end] == "\r" and end > start else end
        if not _ends_in_backslash(text, start, line_end) or at >= len(text):
            yield start, line_end
            start = at


def _ends_in_backslash(text: str, start: int, end: int) -> bool:
    at = end
    while at > start and text[at - 1] == "\\":
        at -= 1
    return (end - at) % 2 == 1


def _recipe(segment: Segment, start: int, end: int) -> Iterator[Segment]:
    prefix = _PREFIX.match(segment.text, start, end)
    start = prefix.end() if prefix else start
    if start < end and segment.text[start] != "#":
        yield _shell(segment, start, end)


def _shell(segment: Segment, start: int, end: int) -> Segment:
    found = segment.slice(start, end, "shell")
    if "shell" in found.text:
        found.text = _SHELL_FUNCTION.sub("     ", found.text)
    return found


def _variable(segment: Segment, assignment: re.Match[str], end: int) -> Iterator[Segment]:
    """A value of several words is a command line, or a part of one; a single word is a setting."""
    start = assignment.end()
    comment = _COMMENT.search(segment.text, start, end)
    end = comment.start() if comment else end
    value = segment.text[start:end].strip()
    if assignment[2] == "!=" or value.startswith("-") or len(value.split(None, 1)) > 1:
        yield _shell(segment, start, end)
    elif value:
        found = segment.slice(assignment.start(1), end, "ini")
        name_length = assignment.start(2) - assignment.start(1)
        operator_length = len(assignment[2])
        value_start = name_length + operator_length
        found.text = found.text[:name_length] + "=".rjust(operator_length) + found.text[value_start:]
        yield found
