"""What a document runs: its command lines wherever they are written, and the scripts and files inside them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.segment import Segment
    from labcoat.core.words import Assignment, Command, Word


class CommandLine:
    """One simple command: in a script, a list of strings that is run, a setting, or a line of IPython's.

    Places are offsets in `segment`. `command` is how a shell reads it, with its redirections and heredocs; None for a
    list of words. `piped_from` is the command whose output it gets.
    """

    __slots__ = ("command", "piped_from", "segment", "words")

    def __init__(self, segment: Segment, words: Sequence[Word], command: Command | None = None) -> None:
        self.segment = segment
        self.words = list(words)
        self.command = command
        self.piped_from: CommandLine | None = None

    def __repr__(self) -> str:
        return f"CommandLine({self.words!r})"

    @property
    def assignments(self) -> Sequence[Assignment]:
        """Variables that are set for it, or by it."""
        return self.command.assignments if self.command else ()

    @property
    def program(self) -> str:
        """Its first word without a path, after `sudo`, `env`, `nohup` and their kin; empty where there is none."""
        return self.arguments_after_wrappers()[0]

    @property
    def arguments(self) -> list[Word]:
        """The words after the program."""
        return self.arguments_after_wrappers()[1]

    def arguments_after_wrappers(self) -> tuple[str, list[Word]]:
        """The program, and the words after it; `python -m jupyter lab` is `jupyter` with `lab`."""
        from labcoat.core.running.wrappers import program_of

        return program_of(self.words)

    def option(self, *names: str) -> Option | None:
        """The last of these options: `--host x`, `--host=x`, `-p x`, `-px`; None where there is none."""
        from labcoat.core.running.options import option_of

        return option_of(self.words, names)

    def has(self, *names: str) -> bool:
        """Whether one of these options is there."""
        return self.option(*names) is not None


class Option:
    """An option of a command, characters `start` to `end` of its segment, with its value where it has one."""

    __slots__ = ("end", "name", "start", "value", "value_end", "value_start")

    def __init__(self, name: str, value: str | None, span: tuple[int, int], value_span: tuple[int, int]) -> None:
        self.name = name
        self.value = value
        self.start, self.end = span
        self.value_start, self.value_end = value_span
