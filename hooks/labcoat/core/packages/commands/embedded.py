"""Scripts and files inside commands, each to the reader of its language: `bash -c "…"`, heredocs, `echo … > name`."""

from __future__ import annotations

from labcoat.core.embedded import outermost, part_of, script_parts, written_parts
from labcoat.core.packages.commands.installers import OTHERS
from labcoat.core.packages.commands.tools import program_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labcoat.core.embedded import Part
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.words import Command, Word

    Known = Mapping[str, str | None] | None

MOST_NESTED = 3  # scripts in scripts: each level is read again, so that without a limit that would cost its square


def read_written(segment: Segment, script: Sequence[Command], found: Packages, place: str, variables: Known) -> None:
    """Read the scripts that the commands of a script run, and the files that they write."""
    written = [part for part in written_parts(list(script)) if not _is_option(segment, part)]
    said = {part[0] for part in written if part[3]}
    scripts = [part for command in script for part in _scripts(command.words)]
    _read_each(segment, [*written, *scripts], found, place, variables, said)


def read_scripts(segment: Segment, words: Sequence[Word], found: Packages, place: str, variables: Known) -> None:
    """Read the scripts among the words of one command."""
    _read_each(segment, _scripts(words), found, place, variables, set())


def _is_option(segment: Segment, part: Part) -> bool:
    """Whether this is the `-e` of `echo -e "…" > requirements.txt`."""
    start, end, _, is_word = part
    return is_word and segment.text[start:end] in ("-e", "-n", "-ne", "-en", "--")


def _scripts(words: Sequence[Word]) -> list[Part]:
    if not words or program_of(words[0].value) in OTHERS:
        return []
    return list(script_parts(list(words)))


def _read_each(
    segment: Segment, parts: list[Part], found: Packages, place: str, variables: Known, said: set[int]
) -> None:
    """Read each part. Those `said` by `echo` and `printf`, by where they start, have line breaks for `\\n`."""
    if found.depth >= MOST_NESTED:
        return
    from labcoat.core.packages.reading import read_nested

    for part in outermost(parts):
        inner = part_of(segment, part)
        if part[0] in said:
            inner.text = inner.text.replace("\\n", " \n")
        found.depth += 1
        try:
            read_nested(inner, found, place, variables)
        finally:
            found.depth -= 1
