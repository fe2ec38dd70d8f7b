"""The words of an install command: its options with their values, and what is left."""

from __future__ import annotations

from labcoat.core.packages.commands.tools import SAME_OPTION, long_options, short_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.words import Word


class Argument:
    """An option with its value (`name` is the long one), or a plain word, which has no name.

    `value` starts at character `at` of `word`; `next_word` is the index of the word after it all.
    """

    __slots__ = ("at", "first", "name", "next_word", "value", "word")

    def __init__(self, name: str, value: str, first: Word, word: Word, at: int, next_word: int) -> None:
        self.name = name
        self.value = value
        self.first = first
        self.word = word
        self.at = at
        self.next_word = next_word

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the text, its value included."""
        return self.first.start, self.word.end

    @property
    def value_span(self) -> tuple[int, int]:
        """Where its value stands, without quotes."""
        end = len(self.word.value)
        if self.at >= end:
            return self.word.end, self.word.end
        return self.word.offset(self.at), self.word.offset(end - 1) + 1


def arguments(words: Sequence[Word], at: int, tool: str) -> Iterator[Argument]:
    """What a tool is given, from word `at` on."""
    only_plain = False
    while at < len(words):
        word = words[at]
        if only_plain or not word.value.startswith("-") or word.value == "-":
            found = Argument("", word.value, word, word, 0, at + 1)
        elif word.value == "--":
            only_plain = True
            at += 1
            continue
        elif word.value.startswith("--"):
            found = _long(words, at, tool)
        else:
            found = _short(words, at, tool)
        at = found.next_word
        yield found


def _long(words: Sequence[Word], at: int, tool: str) -> Argument:
    word = words[at]
    name, equals, value = word.value[2:].partition("=")
    name = name.lower().replace("_", "-")
    if equals:
        return Argument(SAME_OPTION.get(name, name), value, word, word, len(word.value) - len(value), at + 1)
    return _with_next(words, at, SAME_OPTION.get(name, name), name in long_options(tool))


def _short(words: Sequence[Word], at: int, tool: str) -> Argument:
    """`-r file`, `-rfile`, `-qr file`: the first letter that takes a value takes the rest of the word."""
    word, letters = words[at], short_options(tool)
    for index, letter in enumerate(word.value[1:], 2):
        if letter in letters:
            name = SAME_OPTION.get(letters[letter], letters[letter])
            if index == len(word.value):
                return _with_next(words, at, name, True)
            index += word.value.startswith("=", index)
            return Argument(name, word.value[index:], word, word, index, at + 1)
    return Argument(word.value.lstrip("-") or "-", "", word, word, len(word.value), at + 1)


def _with_next(words: Sequence[Word], at: int, name: str, takes_value: bool) -> Argument:
    word = words[at]
    if takes_value and at + 1 < len(words):
        return Argument(name, words[at + 1].value, word, words[at + 1], 0, at + 2)
    return Argument(name, "", word, word, len(word.value), at + 1)
