"""The simple commands of a shell script, each word with its place.

Grammar: POSIX.1-2024, Shell Command Language 2.2 (quoting), 2.3 (tokens), 2.7 (redirection), 2.9 (commands), and of
bash `$'…'`, `[[ ]]`, `(( ))`, arrays, `<<<` and `<( )`. Nothing is expanded. Any text is read, in linear time: where
a quote never ends, its line is taken as it stands and reading goes on in the next one.
"""

from __future__ import annotations

from labcoat.core.shell.reader import Reader
from labcoat.core.words import Assignment, Command, Heredoc, Redirection, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Assignment", "Command", "Heredoc", "Redirection", "Word", "commands"]


def commands(text: str, is_folded: bool = False) -> Iterator[Command]:
    """The simple commands of `text`, by where they start, with those of `$( )`, backticks and subshells.

    Never raises. Bodies of heredocs are not read: they are in the `heredocs` of their command; where the text is
    indented as a whole, so are their closing lines. A folded text (YAML `>`) has no newline but an empty line.
    """
    found = Reader(text, is_folded).read()
    found.sort(key=_start)
    return iter(found)


def _start(command: Command) -> int:
    return command.start
