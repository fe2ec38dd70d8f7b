"""Switches in configuration: YAML, JSON, TOML, INI, properties and `.env` files."""

from __future__ import annotations

from labcoat.core.kinds import kind_of
from labcoat.core.switches import Switch, is_on, is_option, is_variable
from labcoat.core.switches.embedded import switches_in
from labcoat.core.switches.words import shell_switches, word_switches
from labcoat.core.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

MOST_SIBLINGS = 100
DECLARED = ("value", "default")  # `some_option: {type: boolean, default: true}`
FILE_KINDS = ("yaml", "json", "toml", "ini", "python", "shell", "dockerfile", "makefile")
PROSE = frozenset(
    "description help name title subtitle comment doc docs summary message text note tooltip hint label prompt "
    "question answer instruction reason error warning usage".split()
)


def setting_switches(segment: Segment, option: str, depth: int = 0) -> Iterator[Switch]:
    """Keys that switch the option on, and command lines in values that do."""
    found, _ = segment.settings()
    siblings = _siblings(found)
    commands = _Commands(segment, option, depth)
    for index, setting in enumerate(found):
        yield from commands.before(setting)
        if _names(setting, option) and is_on(setting.value):
            yield _switch(segment, setting, siblings)
        elif setting.key == "name" and is_variable(str(setting.value), option):
            for other in found[max(index - 1, 0) : index + 2]:  # Kubernetes: a list of name and value
                if other.path == (*setting.path[:-1], "value") and is_on(other.value):
                    yield _switch(segment, other, siblings)
        elif isinstance(setting.value, str) and setting.key.lower() not in PROSE:
            yield from commands.take(setting)
    yield from commands.end()


class _Commands:
    """The command lines in values; items of a list are words of one."""

    def __init__(self, segment: Segment, option: str, depth: int) -> None:
        self.segment = segment
        self.option = option
        self.depth = depth
        self.path: tuple[str, ...] = ()
        self.words: list[Word] = []

    def before(self, setting: Setting) -> Iterator[Switch]:
        """Another setting begins: a list that it is no item of has ended."""
        if self.words and setting.path[:-1] != self.path:
            yield from self.end()

    def take(self, setting: Setting) -> Iterator[Switch]:
        """A value that is a string."""
        value = str(setting.value)
        inner = self.segment.slice(setting.start, setting.end, _kind(setting))
        is_line = setting.key_start != setting.key_end or any([blank in value for blank in " \t\n"])
        if is_line and self.option in inner.text.replace("-", "_").lower():
            if inner.language == "shell":
                yield from shell_switches(inner, self.option, self.depth)
            else:
                yield from switches_in(inner, self.option, self.depth + 1)
        if setting.key_start == setting.key_end:
            self.path = setting.path[:-1]
            self.words.append(Word(value, setting.start, setting.end, True))

    def end(self) -> Iterator[Switch]:
        """The list has ended."""
        words, self.words = self.words, []
        yield from word_switches(self.segment, [word for word in words if " " not in word.value], self.option)


def _kind(setting: Setting) -> str:
    """The language of a value: that of the file it is named after (a ConfigMap), else a command line."""
    kind = kind_of(setting.key) if "\n" in str(setting.value) else "other"
    return kind if kind in FILE_KINDS else "shell"


def _names(setting: Setting, option: str) -> bool:
    key = setting.path[-2] if setting.key in DECLARED and len(setting.path) > 1 else setting.key
    return is_option(key, option) or is_variable(key, option)


def _siblings(found: list[Setting]) -> dict[tuple[str, ...], list[str]]:
    """The values of every table, by its path; enough of them to find a repository and its revision."""
    siblings: dict[tuple[str, ...], list[str]] = {}
    for setting in found:
        values = siblings.setdefault(setting.path[:-1], [])
        if len(values) < MOST_SIBLINGS:
            values.append(str(setting.value))
    return siblings


def _switch(segment: Segment, setting: Setting, siblings: dict[tuple[str, ...], list[str]]) -> Switch:
    return Switch(segment, setting.key_start, setting.end, siblings[setting.path[:-1]])
