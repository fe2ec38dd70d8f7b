"""Segments: runs of text in one language, with their exact place in the document."""

from __future__ import annotations

from labcoat.core.mentions import Mentions

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast

    from labcoat.core.notebook import Cell
    from labcoat.core.segments import Parts
    from labcoat.core.settings import Setting, SettingsError
    from labcoat.core.words import Command


class Segment:
    """A contiguous piece of a parent text: of the file, or of one cell's decoded source.

    `offset` is where `text` starts in `parent`, in characters; `json_start` is where the parent's JSON value starts
    in the file, -1 where the parent is the file itself or a cell's source, `joiner` what stands between the strings of
    an array there. `part` is `source`, `output`, `metadata` or `attachment`
    in a notebook, empty elsewhere. `in_container`: it is run in a container, as what a Dockerfile or Kubernetes says.
    `inside` is the place, in a file that is no text, of what the text tells: `!archive/data.pkl @ 360`, empty for the
    file itself; None in text.
    `is_folded`: a newline in it is none, but for that of an empty line, as in `>` of YAML.
    """

    __slots__ = (
        "_commands",
        "_mentions",
        "_settings",
        "cell",
        "in_container",
        "inside",
        "is_folded",
        "joiner",
        "json_start",
        "language",
        "offset",
        "parent",
        "parsed",
        "part",
        "text",
        "tree",
    )

    def __init__(
        self,
        text: str,
        language: str,
        parent: str = "",
        offset: int = 0,
        cell: Cell | None = None,
        part: str = "",
        json_start: int = -1,
        joiner: str = "",
    ) -> None:
        self.text = text
        self.language = language
        self.parent = parent or text
        self.offset = offset
        self.cell = cell
        self.part = part
        self.json_start = json_start
        self.joiner = joiner
        self.in_container = False
        self.is_folded = False
        self.inside: str | None = None
        self.parsed: Parts | None = None  # of Python
        self.tree: tuple[str, ast.Module] | None = None  # of which text
        self._commands: list[Command] | None = None
        self._mentions: Mentions | None = None
        self._settings: tuple[list[Setting], SettingsError | None] | None = None

    def settings(self) -> tuple[list[Setting], SettingsError | None]:
        """The settings of a text in a configuration language; where it is broken, those that stand on one line."""
        if self._settings is None:
            from labcoat.core.settings import read_settings

            self._settings = read_settings(self.text, self.language)
        return self._settings

    def commands(self) -> list[Command]:
        """The commands of a shell script."""
        if self._commands is None:
            from labcoat.core.shell import commands

            self._commands = list(commands(self.text, self.is_folded))
        return self._commands

    @property
    def mentions(self) -> Mentions:
        """The words of the text."""
        if self._mentions is None:
            self._mentions = Mentions(self.text)
        return self._mentions

    @property
    def has_been_read(self) -> bool:
        """Whether anybody has asked for its settings."""
        return self._settings is not None

    def slice(self, start: int, end: int, language: str) -> Segment:
        """The segment of characters `start` to `end` of this one, in another language."""
        offset = self.offset + start
        made = Segment(
            self.text[start:end], language, self.parent, offset, self.cell, self.part, self.json_start, self.joiner
        )
        made.in_container = self.in_container
        return made
