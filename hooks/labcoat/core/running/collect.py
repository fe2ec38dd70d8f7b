"""From the parts of a document to all that is inside them: command lines, scripts in strings, written files."""

from __future__ import annotations

from labcoat.core.segments import Parts, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

MOST_NESTED = 3  # scripts in scripts: each level is read again, so that without a limit that would cost its square
SETTINGS = ("yaml", "json", "toml", "ini", "hcl")


class Inside:
    """What is inside of parts: their command lines, and further segments."""

    def __init__(self) -> None:
        self.commands: list[CommandLine] = []
        self.segments: list[Segment] = []


def expand(parts: Parts, is_relevant: Callable[[Segment], bool]) -> Parts:
    """The parts with those inside them, command lines included; only what is relevant is taken apart further."""
    everything = Parts()
    waiting = [(parts, 0)]
    while waiting:
        part, depth = waiting.pop(0)
        everything.add(part)
        inside = _inside(part)
        everything.commands += inside.commands
        if depth < MOST_NESTED:
            waiting += [(split([segment]), depth + 1) for segment in inside.segments if is_relevant(segment)]
    return everything


def _inside(parts: Parts) -> Inside:
    found = Inside()
    for segment in parts.segments:
        _look_into(segment, found)
    for module in parts.modules:
        from labcoat.core.running.code import look_into_module

        look_into_module(module, found)
    return found


def _look_into(segment: Segment, found: Inside) -> None:
    if segment.language in ("shell", "argv"):
        from labcoat.core.running.scripts import look_into_arguments, look_into_script

        look = look_into_script if segment.language == "shell" else look_into_arguments
        look(segment, found)
    elif segment.language in SETTINGS:
        from labcoat.core.running.configuration import describes_containers, look_into_settings

        segment.in_container = segment.in_container or describes_containers(segment)
        look_into_settings(segment, found)
