"""pip's options: their long names, and which take a value; in requirements files, on command lines, in the environment.

https://pip.pypa.io/en/stable/cli/pip_install/ of pip 26.3, with what older ones and uv call the same thing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT = {
    "i": "index-url",
    "r": "requirement",
    "c": "constraint",
    "e": "editable",
    "f": "find-links",
    "C": "config-settings",
}
WITH_VALUE = frozenset(
    "index-url pypi-url extra-index-url requirement constraint editable find-links no-binary only-binary trusted-host "
    "use-feature hash config-settings all-releases only-final".split()
)
FLAGS = frozenset("no-index prefer-binary require-hashes no-require-hashes pre".split())
_SAME = {"pypi-url": "index-url"}
_VARIABLES = {
    "UV_INDEX_URL": "index-url",
    "UV_DEFAULT_INDEX": "default-index",
    "UV_EXTRA_INDEX_URL": "extra-index-url",
    "UV_INDEX": "index",
    "UV_FIND_LINKS": "find-links",
    "UV_INDEX_STRATEGY": "index-strategy",
    "UV_PRERELEASE": "prerelease",
    "UV_INSECURE_HOST": "allow-insecure-host",
    "UV_CONSTRAINT": "constraint",
    "UV_NO_INDEX": "no-index",
}
_STRONG = ("sha256:", "sha384:", "sha512:")


class Given:
    """An option that is given: its long name, its value, and where both stand in the text."""

    __slots__ = ("end", "name", "start", "value", "value_end", "value_start")

    def __init__(self, name: str, value: str, span: tuple[int, int], value_span: tuple[int, int]) -> None:
        self.name = name
        self.value = value
        self.start, self.end = span
        self.value_start, self.value_end = value_span


class OptionError(ValueError):
    """pip refuses the options of a line."""


def words_of(text: str, at: int) -> list[tuple[str, int, int]]:
    """The words from `at` on, as a shell splits them: (value, start, end). Raises OptionError for an open quote."""
    rest = text[at:]
    if "\\" in rest or "'" in rest or '"' in rest:
        from labcoat.core.packages.pip.pip_words import quoted_words

        found = quoted_words(text, at)
        if found is None:
            raise OptionError("a quote is not closed")
        return found
    words = []
    for word in rest.replace("\t", " ").split(" "):
        if word:
            words.append((word, at, at + len(word)))
        at += len(word) + 1
    return words


def read_options(words: Sequence[tuple[str, int, int]]) -> list[Given]:
    """The options in the words of a line of a requirements file. Raises OptionError for what pip does not know."""
    found: list[Given] = []
    index = 0
    while index < len(words):
        word, start, end = words[index]
        index += 1
        if word == "--":
            break
        if not word.startswith("-") or word == "-":
            continue  # pip passes over what stands between options
        name, value, value_start = _split(word, start)
        if name not in WITH_VALUE:
            found.append(Given(name, "", (start, end), (end, end)))
            continue
        if value is None:
            if index >= len(words):
                raise OptionError(f"`{word}` needs a value")
            value, value_start, end = words[index]
            index += 1
        _check(name, value)
        found.append(Given(name, value, (start, end), (value_start, end)))
    return found


def _check(name: str, value: str) -> None:
    """Raise OptionError for a value that pip refuses."""
    if name == "hash" and not value.startswith(_STRONG):
        raise OptionError("`--hash` is sha256, sha384 or sha512, a colon and the digits")
    if name == "config-settings" and "=" not in value:
        raise OptionError("`--config-settings` is `<key>=<value>`")
    if name in ("no-binary", "only-binary", "all-releases", "only-final") and value.startswith("-"):
        raise OptionError(f"`--{name}` needs a value")


def _split(word: str, start: int) -> tuple[str, str | None, int]:
    """Long name, value and where it starts; None for a value that is the next word. Raises OptionError."""
    if word.startswith("--"):
        name, equals, value = word[2:].partition("=")
        name = _long_name(name)
        if equals and name in FLAGS:
            raise OptionError(f"`--{name}` takes no value")
        return name, value if equals else None, start + len(word) - len(value)
    if word[1] not in SHORT:
        raise OptionError(f"pip has no option `{word[:2]}` here")
    return SHORT[word[1]], word[2:] or None, start + 2


def _long_name(name: str) -> str:
    """The option that a name, or the beginning of one, stands for. Raises OptionError."""
    if name in WITH_VALUE or name in FLAGS:
        return _SAME.get(name, name)
    fitting = [known for known in (*WITH_VALUE, *FLAGS) if known.startswith(name)]
    if len(fitting) != 1:
        raise OptionError(f"pip has no option `--{name}` here")
    return _SAME.get(fitting[0], fitting[0])


def option_of_variable(name: str) -> str:
    """The long name of the option that an environment variable sets (`PIP_INDEX_URL`); empty where it sets none.

    https://docs.astral.sh/uv/reference/environment/ has uv's; pip takes `PIP_` and any long option's name.
    """
    option = name.removeprefix("PIP_").lower().replace("_", "-") if name.startswith("PIP_") else ""
    return _SAME.get(option, option) if option in WITH_VALUE or option in FLAGS else _VARIABLES.get(name, "")
