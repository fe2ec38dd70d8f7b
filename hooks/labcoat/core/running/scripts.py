"""Shell scripts and lists of words: their commands, what is piped where, and the scripts inside them."""

from __future__ import annotations

import re
from bisect import bisect_right

from labcoat.core.argv import argv_words
from labcoat.core.embedded import outermost, part_of, script_parts, written_parts
from labcoat.core.running import CommandLine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.embedded import Part
    from labcoat.core.running.collect import Inside
    from labcoat.core.segment import Segment

TALKERS = frozenset("echo printf grep egrep rg ag sed awk # : log die warn info error usage".split())
MOST_BETWEEN = 1000  # characters between two commands, so that deep nesting costs no square of its length
_PIPE = re.compile(r"(?:[\s;)}]|\b(?:done|fi|esac)\b)*\|&?(?:[\s({]|#.*\n)*")  # after and before a group, too


def look_into_script(segment: Segment, found: Inside) -> None:
    """The commands of a script."""
    commands = segment.commands()
    lines = [CommandLine(segment, command.words, command) for command in commands]
    _join(segment.text, lines)
    parts: list[Part] = list(written_parts(commands))
    for line in lines:
        if not talks(line):
            parts += script_parts(line.words)
    found.commands += lines
    found.segments += [part_of(segment, part) for part in outermost(parts)]


def look_into_arguments(segment: Segment, found: Inside) -> None:
    """The one command of an exec form."""
    line = CommandLine(segment, argv_words(segment.text))
    found.commands.append(line)
    if not talks(line):
        found.segments += [part_of(segment, part) for part in script_parts(line.words)]


def talks(line: CommandLine) -> bool:
    """Whether a command only shows or searches its words."""
    return line.program in TALKERS


def _join(text: str, lines: list[CommandLine]) -> None:
    """Note which command gets the output of which; after a group, that of the group's last one."""
    ended = sorted([(line.command.end, index) for index, line in enumerate(lines) if line.command])
    ends = [end for end, _ in ended]
    for line in lines:
        start = line.command.start if line.command else 0
        before = bisect_right(ends, start) - 1
        if before >= 0 and start - ends[before] < MOST_BETWEEN:
            between = text[ends[before] : start].replace("\\\n", " ").replace("\\\r\n", " ")
            if _PIPE.fullmatch(between):
                line.piped_from = lines[ended[before][1]]
