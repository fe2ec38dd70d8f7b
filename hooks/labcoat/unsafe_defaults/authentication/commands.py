"""Command lines that switch authentication off."""

from __future__ import annotations

import re

from labcoat.unsafe_defaults.authentication.hits import is_off, made, trait_hit
from labcoat.unsafe_defaults.authentication.switches import ON, OPTIONS, OWN_OPTIONS, VARIABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.rule import Hit
    from labcoat.core.running import CommandLine
    from labcoat.core.words import Word
    from labcoat.unsafe_defaults.authentication.switches import Switch

TRAIT = re.compile(r"--([A-Za-z]+)\.([a-z_]+)")
MAKES_PUBLIC = ("public", "upload")  # of MinIO: all may write


def command_hits(command: CommandLine, has_token: bool) -> Iterator[Hit]:
    """The first option that does, of one command."""
    program, arguments = command.arguments_after_wrappers()
    own = OWN_OPTIONS.get("jupyter" if program.startswith(("jupyter", "start-notebook")) else program, {})
    words = command.words
    for index, word in enumerate(words):
        if not word.value.startswith("-"):
            continue
        name, equals, value = word.value.partition("=")
        end = word
        if not equals and index + 1 < len(words) and not words[index + 1].value.startswith("-"):
            end = words[index + 1]
            value = end.value
        found = list(_option_hits(command, (word, end), name, value, own, has_token))
        if found:
            yield found[0]
            return
    yield from _words_hits(command, program, arguments)


def _option_hits(
    command: CommandLine, span: tuple[Word, Word], name: str, value: str, own: dict[str, Switch], has_token: bool
) -> Iterator[Hit]:
    first, last = span
    is_given = first is not last or "=" in first.value
    if found := TRAIT.fullmatch(name):
        names = (found[1], found[2], name)
        given = value if is_given else "true"
        yield from trait_hit(command.segment, first.start, last.end, names, given, has_token)
        return
    switch = own.get(name) or OPTIONS.get(name)
    if switch is None:
        return
    if switch[0] is ON and not (is_given and value.lower() in (*ON, "false", "0", "no", "off")):
        yield made(command.segment, first.start, first.end, name, switch)
    elif is_given and is_off(switch, value):
        yield made(command.segment, first.start, last.end, name, switch)


def _words_hits(command: CommandLine, program: str, arguments: list[Word]) -> Iterator[Hit]:
    """`redis-cli config set protected-mode no`, `mc anonymous set public`, `elasticsearch -Expack.…=false`."""
    values = [word.value for word in arguments]
    if program == "redis-cli" and values[-2:] == ["protected-mode", "no"]:
        switch: Switch = OPTIONS["--protected-mode"]
        yield made(command.segment, arguments[-2].start, arguments[-1].end, "protected-mode", switch)
    if (
        program == "mc"
        and values[:2] in (["anonymous", "set"], ["policy", "set"])
        and values[2:3]
        and values[2] in MAKES_PUBLIC
    ):
        switch = ((), "the bucket", "", "give out signed links, or a policy for one user")
        yield made(command.segment, arguments[0].start, arguments[2].end, f"mc {values[0]} set", switch)
    for word in arguments:
        name, _, value = word.value.removeprefix("-E").partition("=")
        switch = VARIABLES["xpack.security.enabled"]
        if word.value.startswith("-E") and name == "xpack.security.enabled" and is_off(switch, value):
            yield made(command.segment, word.start, word.end, name, switch)
