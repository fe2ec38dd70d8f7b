"""Install commands: in scripts, in images, in notebooks' `!` lines, and as lists of words."""

from __future__ import annotations

from labcoat.core.packages.commands.command_settings import add_assignments, add_words
from labcoat.core.packages.commands.command_variables import remember, split_values
from labcoat.core.packages.commands.installers import install_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labcoat.core.packages.commands.command_variables import Variables
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.words import Word

    Known = Mapping[str, str | None] | None  # variables with their values; None: it may be any of several

MOST_RUN = 3  # programs of one command, as in `uv run --with x pip install y`


def read(segment: Segment, found: Packages, place: str, variables: Known = None) -> None:
    """Add what the commands of a script install. `variables` are those that are set before it starts.

    A segment in the language `argv` is one command, as a list of strings.
    """
    if segment.language == "argv":
        from labcoat.core.argv import argv_words

        read_words(segment, argv_words(segment.text), found, place, variables)
        return
    from labcoat.core.packages.commands.embedded import read_written
    from labcoat.core.packages.commands.redirects import split_redirects
    from labcoat.core.shell import commands

    known: Variables = dict(variables or {})
    script = list(commands(segment.text))
    for command in script:
        add_assignments(segment, command.assignments, found, place, known)
        words, redirects = split_redirects(segment, command)
        words = list(split_values(words, found, known))
        installed = _read_command(segment, words, found, place, known)
        found.redirects += [redirect for redirect in redirects if redirect.word_start in installed]
        remember(command, segment.text, known)
    read_written(segment, script, found, place, known)


def read_words(segment: Segment, words: Sequence[Word], found: Packages, place: str, variables: Known = None) -> None:
    """Add what one command, given as a list of words, installs; `["bash", "-c", "…"]` as well."""
    from labcoat.core.packages.commands.embedded import read_scripts

    read_scripts(segment, words, found, place, variables)
    _read_command(segment, words, found, place, variables)


def _read_command(segment: Segment, words: Sequence[Word], found: Packages, place: str, variables: Known) -> set[int]:
    """Add what one command installs; the places of the words that it installs."""
    from labcoat.core.packages.commands.command_reader import CommandReader

    add_words(segment, words, found, place)
    installed: set[int] = set()
    for _ in range(MOST_RUN):
        command = install_command(words)
        if command is None:
            break
        reader = CommandReader(segment, found, place, variables or {}, command)
        rest = reader.read(words)
        installed |= reader.installed
        words = words[rest:] if rest else ()
    return installed
