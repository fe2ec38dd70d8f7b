"""Options in code that does not parse: Python 2, another dialect, half a statement."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def options_in_text(text: str, option: str, value: str) -> Iterator[tuple[int, int]]:
    """Spans of `option=value` that are not in a comment; of several on a line, the first."""
    yield from _matches(text, rf"(?<![\w.\"'`]){option}[ \t]*=[ \t]*{value}\b(?![\"'`])")


def pickles_in_text(text: str) -> Iterator[tuple[int, int]]:
    """Spans of `pickle.load` and its kin where something is done with what they return."""
    return _matches(
        text, r"(?:(?<=[=(])|(?<==[ \t])|(?<=return ))(?:cPickle|pickle|cloudpickle|dill|joblib)\.loads?(?=[ \t]*\()"
    )


def _matches(text: str, pattern: str) -> Iterator[tuple[int, int]]:
    """Spans of a pattern outside of comments; of several on a line, the first."""
    last_line = -1
    for match in re.finditer(pattern, text):
        line = text.rfind("\n", 0, match.start()) + 1
        if line != last_line and "#" not in text[line : match.start()]:
            yield match.span()
        last_line = line
