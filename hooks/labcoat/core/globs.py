"""Patterns as in a .gitignore, over paths relative to where the patterns were written.

https://git-scm.com/docs/gitignore#_pattern_format. Imported only where a project has patterns.
"""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Match = Callable[[str], object]

_ESCAPE = re.compile(r"\\(.)|\[\^")


class _Pattern:
    __slots__ = ("directory", "negated", "parts")

    def __init__(self, text: str) -> None:
        self.negated = text.startswith("!")
        self.directory = text.endswith("/")
        text = text[self.negated :]
        names = text.strip("/").split("/")
        if not text.strip("/"):
            raise ValueError("an empty pattern")
        if "/" not in text.rstrip("/"):
            names.insert(0, "**")
        if names[-1] == "**":
            names.append("*")
        self.parts = [None if name == "**" else re.compile(_regex(name)).match for name in names]


@lru_cache(maxsize=256)
def compile_globs(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """The test whether a path, with forward slashes, is covered: by itself, or by a directory it is in.

    A path that ends in a slash is a directory. The last pattern that matches counts; one that starts with `!`
    takes a path out again, unless a directory above it is covered. Raises ValueError for an invalid pattern.
    """
    try:
        made = [_Pattern(pattern) for pattern in patterns]
    except re.error as error:
        raise ValueError(f"an invalid pattern: {error}") from None

    def is_covered(path: str) -> bool:
        names = path.rstrip("/").split("/")
        ends = range(1, len(names) + 1)
        return any(_is_listed(names[:end], end < len(names) or path.endswith("/"), made) for end in ends)

    return is_covered


def _is_listed(names: list[str], is_directory: bool, patterns: list[_Pattern]) -> bool:
    for pattern in reversed(patterns):
        if (is_directory or not pattern.directory) and _matches(names, pattern.parts):
            return not pattern.negated
    return False


def _matches(names: list[str], parts: Sequence[Match | None]) -> bool:
    """Whether the parts match all names; None is any number of them. At most len(names) * len(parts) steps."""
    at = part = start = 0
    star = -1
    while at < len(names):
        match = parts[part] if part < len(parts) else None
        if part < len(parts) and match is None:
            star, start = part, at
            part += 1
        elif match is not None and match(names[at]):
            at, part = at + 1, part + 1
        elif star >= 0:
            start += 1
            at, part = start, star + 1
        else:
            return False
    return not any(parts[part:])


def _regex(name: str) -> str:
    """One part as a regular expression: as `fnmatch` reads it, which cannot run away but knows no backslash."""
    return translate(_ESCAPE.sub(_as_class, name))


def _as_class(found: re.Match[str]) -> str:
    char = found[1]
    if not char:
        return "[!"
    return f"[{char}]" if char in "*?[" else char
