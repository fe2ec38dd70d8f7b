"""Words with quotes and backslashes in the options of a requirements file, which pip takes apart with `shlex`."""

from __future__ import annotations

import re

# In double quotes a backslash is one, but before a quote and itself.
_WORD = re.compile(r"""(?:[^ \t\r\n"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+""", re.DOTALL)
_QUOTED = re.compile(r"""\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'""", re.DOTALL)
_ESCAPED = re.compile(r"""\\(["\\])""")


def quoted_words(text: str, at: int) -> list[tuple[str, int, int]] | None:
    """The words from `at` on: (value, start, end); None where a quote is not closed, or nothing is escaped."""
    found = []
    while match := _WORD.search(text, at):
        if text[at : match.start()].strip():
            break
        found.append((_QUOTED.sub(_unquoted, match[0]), match.start(), match.end()))
        at = match.end()
    return None if text[at:].strip() else found


def _unquoted(part: re.Match[str]) -> str:
    return part[1] or _ESCAPED.sub(r"\1", part[2] or "") or part[3] or ""
