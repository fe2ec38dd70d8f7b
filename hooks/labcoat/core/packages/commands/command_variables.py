"""Variables in the words of commands: what they stand for, where the script itself says so."""

from __future__ import annotations

import re

from labcoat.core.packages.names import may_be_secret
from labcoat.core.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from labcoat.core.packages.requirement import Packages
    from labcoat.core.words import Command

    Variables = dict[str, str | None]  # None: it may be any of several values

VARIABLE = re.compile(
    r"\$\{\{[^}]{0,200}\}\}|\$\{[^}]{0,200}\}|\$\([^)]{0,200}\)|\$[A-Za-z_]\w*|\$.|`[^`]{0,200}`"  # shell, make, GitHub
    r"|\{\{[^}]{0,200}\}\}|\{[^}]{0,200}\}|%\w+%|%[sdr](?!\w)|%\(\w+\)s|[$`{]"  # templates, f-strings, cmd.exe
)
# The last form is IPython's: `{name}`.
_NAMED = re.compile(r"\$(?:\{(\w+)\}|\((\w+)\)|([A-Za-z_]\w*))|(?<!\{)\{([A-Za-z_]\w*)\}(?!\})")
_SETTING = ("for", "read", "select", "getopts", "mapfile", "readarray")
MOST_VALUE = 1000  # characters: a value may double with each variable
MOST_USES = 20  # of variables in one word
MOST_SPLIT = 2000  # words of a document that come out of variables: each use of one may be hundreds


class ValueWord(Word):
    """One of the words that an unquoted variable stands for: all of it is where the variable is written."""

    __slots__ = ()

    def offset(self, index: int) -> int:
        """Where the variable starts, or its last character for any but the first one."""
        return self.end - 1 if index else self.start


def split_values(words: Sequence[Word], found: Packages, variables: Mapping[str, str | None]) -> Iterator[Word]:
    """The words as the shell hands them on: an unquoted variable is as many as its value has."""
    for word in words:
        use = None if word.quoted or not variables else _NAMED.fullmatch(word.value)
        value = _value(use[use.lastindex or 0], variables) if use else None
        parts = value.split() if value else []
        if value is None or [value] == parts or found.split_words + len(parts) > MOST_SPLIT:
            yield word
        else:
            found.split_words += len(parts)
            yield from [ValueWord(part, word.start, word.end) for part in parts]


class Expanded:
    """Characters `at` to `end` of a word, variables replaced by their values, with the place of every character."""

    __slots__ = ("_cuts", "_shift", "value", "word")

    def __init__(self, word: Word, at: int, end: int, variables: Mapping[str, str | None]) -> None:
        self.word = word
        self.value = word.value[at:end]
        self._shift = at
        self._cuts: list[tuple[int, int, int, int]] = []  # a value's place in `value`, a variable's in the word's
        if variables and ("$" in self.value or "{" in self.value):
            self._expand(variables)

    def _expand(self, variables: Mapping[str, str | None]) -> None:
        text, at, length = self.value, 0, 0
        pieces: list[str] = []
        uses = _uses(text)
        for name, start, end in uses if len(uses) <= MOST_USES else ():
            value = _value(name, variables)
            if value is None:
                continue
            pieces += [text[at:start], value]
            length += start - at
            self._cuts.append((length, length + len(value), start, end))
            length += len(value)
            at = end
        self.value = "".join([*pieces, text[at:]])

    @property
    def has_values(self) -> bool:
        """Whether a variable has been replaced."""
        return bool(self._cuts)

    def start(self, index: int) -> int:
        """Where character `index` stands in the text; of a variable's value, where the variable starts."""
        _, place = self._place(index)
        return self.word.offset(place + self._shift)

    def end(self, index: int) -> int:
        """Where the text of the first `index` characters ends."""
        if index <= 0:
            return self.start(0)
        cut, place = self._place(index - 1)
        return self.word.offset((cut[3] - 1 if cut else place) + self._shift) + 1

    def _place(self, index: int) -> tuple[tuple[int, int, int, int] | None, int]:
        shift = 0
        for cut in self._cuts:
            if index < cut[0]:
                break
            if index < cut[1]:
                return cut, cut[2]
            shift = cut[3] - cut[1]
        return None, index + shift


def _uses(text: str) -> list[tuple[str, int, int]]:
    """The variables in a text that are nothing but a name."""
    return [(use[use.lastindex or 0], *use.span()) for use in _NAMED.finditer(text)]


def _value(name: str, variables: Mapping[str, str | None]) -> str | None:
    """What a variable stands for; None where that is not known, or not to be shown."""
    value = None if may_be_secret(name) else variables.get(name)
    return None if value is None or len(value) > MOST_VALUE else value


def expand(text: str, variables: Mapping[str, str | None]) -> str | None:
    """A text with the values of its variables; None where not all of them are known."""
    if not any([sign in text for sign in "$`{"]):
        return text
    names = [name for name, _, _ in _uses(text[:MOST_VALUE])]
    values = [_value(name, variables) for name in names]
    if len(text) > MOST_VALUE or len(values) > MOST_USES or None in values:
        return None
    known = iter(values)
    expanded = _NAMED.sub(lambda _: next(known) or "", text)
    return None if VARIABLE.search(expanded) else expanded


def remember(command: Command, text: str, variables: Variables) -> None:
    """Note what a command assigns. A name that gets several values may have any of them."""
    for assignment in command.assignments:
        is_added = text[max(0, assignment.value_start - 2) : assignment.value_start] == "+="
        value = None if is_added else expand(assignment.value, variables)
        known = variables.get(assignment.name, value)
        variables[assignment.name] = value if known == value else None
    if command.words and command.words[0].value in _SETTING:
        for word in command.words[1:]:
            variables[word.value] = None
            if word.value == "in":
                break
