"""Options of a command line as getopt, argparse and click read them."""

from __future__ import annotations

from labcoat.core.running import Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.words import Word

SHORT = 2  # characters of `-p`


def option_of(words: Sequence[Word], names: Sequence[str]) -> Option | None:
    """The last of the options of these names, which is the one that counts."""
    found = None
    for index, word in enumerate(words):
        if word.value.startswith("-"):
            for name in names:
                found = _option(words, index, name) or found
    return found


def _option(words: Sequence[Word], index: int, name: str) -> Option | None:
    word = words[index]
    if word.value == name:
        following = words[index + 1] if index + 1 < len(words) else None
        if following is None or (following.value.startswith("-") and len(following.value) > 1):
            return Option(name, None, (word.start, word.end), (word.end, word.end))
        return Option(name, following.value, (word.start, following.end), (following.start, following.end))
    glued = name + "=" if len(name) > SHORT else name
    if name.startswith("-") and word.value.startswith(glued) and (len(name) > SHORT or not name.startswith("--")):
        value = word.value[len(glued) :]
        start = word.offset(len(glued)) if value else word.end
        return Option(name, value, (word.start, word.end), (start, word.end))
    return None
