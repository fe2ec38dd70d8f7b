"""Switches on command lines: shell, argument lists, hydra overrides, environment assignments."""

from __future__ import annotations

import re

from labcoat.core.embedded import outermost, part_of, script_parts, script_words, written_parts
from labcoat.core.shell import commands
from labcoat.core.shell.state import index_of
from labcoat.core.switches import OFF, Switch, is_on, is_option, is_variable
from labcoat.core.switches.embedded import switches_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.embedded import Part
    from labcoat.core.segment import Segment
    from labcoat.core.words import Word

TALKING = "echo printf grep egrep rg ag sed awk git gh # [ [[ test : log die warn info error usage read".split()
WRAPPERS = "xargs sudo exec command time nohup".split()
MOST_VALUE = 12  # characters that say whether an option is on
# It starts at the first letter of a name only: from every letter of a long one it would cost the square of its length.
_KEY_VALUE = re.compile(rf"(?<![\w.\-])([\w.\-]+)=(?=([^,]{{0,{MOST_VALUE}}}))")


def shell_switches(segment: Segment, option: str, depth: int = 0) -> Iterator[Switch]:
    """Options that commands are given, and environment variables that are set, in shell text."""
    found = list(commands(segment.text))
    assigned: list[Part] = []
    scripts = list(written_parts(found))
    for command in found:
        for assignment in command.assignments:
            if is_variable(assignment.name, option) and is_on(assignment.value):
                yield Switch(segment, assignment.start, assignment.end, command.values)
            assigned.append((assignment.value_start, assignment.end, "shell", False))
        yield from _set_in_words(segment, command.words, option)
        if not _only_talks(command.words):
            yield from _option_switches(segment, command.words, option)
            scripts += script_parts(command.words)
    for part in outermost(assigned):
        yield from _in_assigned(part_of(segment, part), option)
    for part in outermost(scripts):
        yield from switches_in(part_of(segment, part), option, depth + 1)


def _set_in_words(segment: Segment, words: list[Word], option: str) -> Iterator[Switch]:
    """`%env NAME value`, `setenv NAME value`."""
    sets = len(words) == 3 and words[0].value in ("env", "set_env", "setenv")
    if sets and is_variable(words[1].value, option) and is_on(words[2].value):
        yield Switch(segment, words[1].start, words[2].end, [])


def _in_assigned(value: Segment, option: str) -> Iterator[Switch]:
    """Options kept in a variable for later: `ARGS="--some-option"`, `ARGS=model=x,some_option=True`."""
    for pair in _KEY_VALUE.finditer(value.text):
        if is_option(pair.group(1), option) and is_on(pair.group(2)):
            yield Switch(value, pair.start(1), pair.end(2), [])
    if "--" + option.replace("_", "-") in value.text.replace("_", "-"):
        for command in commands(value.text.replace('"', " ").replace("'", " ")):
            if not _only_talks(command.words):
                yield from _option_switches(value, command.words, option)


def word_switches(segment: Segment, words: list[Word], option: str, depth: int = 0) -> Iterator[Switch]:
    """Options that a command is given in the form of a list of words."""
    if not _only_talks(words):
        for part in script_parts(words):
            yield from switches_in(part_of(segment, part), option, depth + 1)
        yield from _option_switches(segment, words, option)


def _option_switches(segment: Segment, words: list[Word], option: str) -> Iterator[Switch]:
    """The first option among the words of one command, as argparse, click, hydra and `key=value` lists write it."""
    scripts = script_words(words)
    for index, word in enumerate(words):
        following = words[index + 1].value if index + 1 < len(words) else ""
        for start, end in _spans(word, following, option) if index not in scripts else ():
            strings = [part for word in words for part in re.split(r"[=,@]", word.value)]
            yield Switch(segment, start, end, strings)
            return


def _only_talks(words: list[Word]) -> bool:
    programs = (word.value.rpartition("/")[2] for word in words)
    return next((program for program in programs if program not in WRAPPERS), "") in TALKING


def _spans(word: Word, following: str, option: str) -> Iterator[tuple[int, int]]:
    value = word.value
    if value.startswith("-"):
        name, equals, given = value.lstrip("-").partition("=")
        if is_option(name, option):
            if is_on(given) if equals else not _says_off(following, option):
                yield word.start, word.end
            return
    for pair in _KEY_VALUE.finditer(value):
        if (is_option(pair.group(1), option) or is_variable(pair.group(1), option)) and is_on(pair.group(2)):
            yield word.offset(pair.start(1)), word.offset(pair.end(2))
    if value.startswith("{"):
        for pair in re.finditer(rf'"{option}"\s*:\s*true\b', value):
            yield word.offset(pair.start()), word.offset(pair.end())


def _says_off(following: str, option: str) -> bool:
    """Whether the word after an option is a value that is off, or a variable with the option's name."""
    is_variable_name = following[:1] in ("$", "{", "_") and option.partition("_")[0] in following.lower()
    return following.lower() in OFF or is_variable_name


def flag_in_text(text: str, option: str) -> Iterator[tuple[int, int]]:
    """Spans of the option in text that nothing parses: `--some-option` and `some_option = True`."""
    spelling = option.replace("_", "[-_]")
    pattern = rf"(?<![\w.-])(?:--{spelling}(?![\w-])(?!=?\s*(?i:false|0|no|off)\b)|{option}\s*=\s*(?i:true)\b)"
    line_end = comment = -1
    for match in re.finditer(pattern, text):
        if match.start() > line_end:
            line_end = index_of(text, "\n", match.start())
            comment = index_of(text, "#", text.rfind("\n", 0, match.start()) + 1, line_end)
        if match.start() < comment:
            yield match.span()
