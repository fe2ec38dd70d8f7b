"""Characters in requirements that are not shown, that turn the direction of text, or that look like others."""

from __future__ import annotations

import re

from labcoat.core.packages.requirement import INVALID
from labcoat.core.rule import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.packages.pip.pip_lines import Line
    from labcoat.core.packages.requirement import Packages, Requirement
    from labcoat.core.segment import Segment

# https://www.unicode.org/reports/tr36/: what turns text; what has no width; letters that look like those of ASCII:
# phonetic, Greek, Cyrillic, Armenian, Cherokee, letter-like, full-width, mathematical.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
ALIKE = re.compile(
    "[\u0131\u017f\u0250-\u02af\u0370-\u058f\u13a0-\u13f5\u2100-\u214f\uff00-\uff5e\U0001d400-\U0001d7ff]"
)
NAME = re.compile(r"\s*([^\s\[=<>~!;@,#\"'(]+)\s*(\[[^\]]*\]\s*)?([=~!]=|[<>]|@)?")
REMOVE, RETYPE = "remove the character, and see who put it there", "type the name anew"


def invisible_characters(found: Packages) -> Iterator[Hit]:
    """One hit for each requirement with such characters, and for each comment behind one that turns text."""
    for requirement in found.requirements:
        if not requirement.text.isascii():
            yield from _in_requirement(requirement)
    for segment, lines in found.files:
        for line in lines:
            if not line.comment.isascii() and (turning := TURNING.search(line.comment)):
                yield _in_comment(segment, line, turning[0])


def _in_requirement(requirement: Requirement) -> Iterator[Hit]:
    text, place = requirement.text, (requirement.segment, requirement.start, requirement.end)
    if turning := TURNING.search(text):
        message = f"U+{ord(turning[0]):04X} turns the direction of text: this is not what pip reads"
        yield Hit(*place, message, REMOVE)
    elif unseen := UNSEEN.search(text):
        severity = "high" if requirement.level == INVALID else ""
        yield Hit(*place, f"U+{ord(unseen[0]):04X}, which is not shown, is in this requirement", REMOVE, severity)
    elif requirement.level == INVALID and (letter := _odd_letter(text)):
        message = f"U+{ord(letter):04X} in this name only looks like a letter of ASCII"
        yield Hit(*place, message, RETYPE, "high")


def _odd_letter(text: str) -> str:
    """A letter in a name that looks like one of ASCII: among such ones, or in front of a version. Not in prose."""
    named = NAME.match(text)
    alike = ALIKE.search(named[1]) if named else None
    if not named or not alike:
        return ""
    is_mixed = any([char.isascii() and char.isalpha() for char in named[1]])
    return alike[0] if is_mixed or named[3] else ""


def _in_comment(segment: Segment, line: Line, char: str) -> Hit:
    end = line.offset(len(line.text) - 1) + 1
    message = f"U+{ord(char):04X} in the comment turns the direction of text: this line is not what it seems"
    return Hit(segment, line.start, end, message, REMOVE)
