"""The arguments of one install command: requirements, options, and files of more requirements."""

from __future__ import annotations

from labcoat.core.packages.commands.command_options import arguments
from labcoat.core.packages.commands.command_requirements import OPERATORS, parts, requirement, set_revision
from labcoat.core.packages.commands.command_variables import Expanded, expand
from labcoat.core.packages.commands.tools import ALL, FILES, FIRST, LATER, REQUIREMENT_OPTIONS, RUNNING, SETTING
from labcoat.core.packages.pip.folders import pin_by_folder
from labcoat.core.packages.requirement import Option, Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labcoat.core.packages.commands.command_options import Argument
    from labcoat.core.packages.commands.installers import InstallCommand
    from labcoat.core.packages.requirement import Packages, Requirement
    from labcoat.core.segment import Segment
    from labcoat.core.words import Word

NAMING = ("from", "spec")  # options that say what the program to run comes from
REVISIONS = ("rev", "tag", "branch")
SETTERS = ("set", "add", "append", "prepend")  # options of `conda config` whose value is the name of a setting


class CommandReader:
    """Adds what one install command says to `found`. `installed` are the places of its words that it installs."""

    def __init__(
        self,
        segment: Segment,
        found: Packages,
        place: str,
        variables: Mapping[str, str | None],
        command: InstallCommand,
    ) -> None:
        self.segment = segment
        self.found = found
        self.place = place
        self.variables = variables
        self.command = command
        self.installed: set[int] = set()
        found.commands += 1
        self._number = found.commands
        self._options: dict[str, str] = {}
        self._requirements: list[Requirement] = []
        self._given: list[Option] = []
        self._setting = ""
        self._after_operator = False  # of `x == 1`, written with blanks

    def read(self, words: Sequence[Word]) -> int:
        """Add all there is; the index of the word at which another program's words start, or 0."""
        number = -self.command.depth  # of the plain word, the command's name not counted
        rest = 0
        for argument in arguments(words, self.command.at, self.command.tool):
            if argument.name:
                self._take_option(argument)
                continue
            if number >= 0:
                self._take(argument, number)
            if number == 0 and self.command.name in RUNNING:
                rest = argument.next_word - (self.command.takes != FIRST)
                break
            number += 1
        for made in self._requirements:
            set_revision(made, self._options)
        pin_by_folder(self._requirements, self._given)
        return rest

    def _take(self, argument: Argument, number: int) -> None:
        """A plain word after the command's name."""
        takes = self.command.takes
        is_first = takes == FIRST and number == 0 and not any([name in self._options for name in NAMING])
        if takes == ALL or is_first or (takes == LATER and number):
            self._require(argument)
        elif takes == FILES:
            self._refer(argument, is_constraint=False)
        elif takes == SETTING:
            self._take_setting(argument, number)

    def _take_option(self, argument: Argument) -> None:
        name = argument.name
        if name in NAMING or name in REVISIONS:
            self._options[name] = argument.value
        if name in ("requirement", "constraint", "conda-file"):
            self._refer(argument, name == "constraint")
        elif name == "editable" and argument.value:
            self._require(argument, is_editable=True)
        elif name in REQUIREMENT_OPTIONS:
            self._require_each(argument)
        elif self.command.takes == SETTING:
            self._setting = argument.value if name in SETTERS else self._setting
        else:
            self._add_option(argument, name)

    def _require(self, argument: Argument, is_editable: bool = False) -> None:
        written = Expanded(argument.word, argument.at, len(argument.word.value), self.variables)
        is_version = self._after_operator and written.value[:1].isdigit()
        self._after_operator = written.value in OPERATORS
        if written.value.strip(" \t\r\n{}") and not is_version:  # a brace ends a block of PowerShell
            self.installed.add(argument.word.start)
            self._add(requirement(self.segment, written, self.command.name, is_editable))

    def _require_each(self, argument: Argument) -> None:
        for start, end in parts(argument.value):
            written = Expanded(argument.word, argument.at + start, argument.at + end, self.variables)
            if written.value.strip():
                self.installed.add(argument.word.start)
                self._add(requirement(self.segment, written, self.command.name))

    def _add(self, made: Requirement) -> None:
        made.command = self._number
        self._requirements.append(made)
        self.found.add(made, self.place)

    def _refer(self, argument: Argument, is_constraint: bool) -> None:
        path = expand(argument.value, self.variables)
        path = argument.value if path is None else path
        reference = Reference(self.segment, path, is_constraint, *argument.span)
        reference.command = self._number
        self.found.references.append(reference)

    def _take_setting(self, argument: Argument, number: int) -> None:
        """`pip config set global.index-url URL`, `conda config --set ssl_verify false`."""
        if self._setting:
            name = self._setting.rpartition(".")[2].replace("_", "-")
            self._add_option(argument, "channel" if name == "channels" else name)
        elif number == 0:
            self._setting = argument.value

    def _add_option(self, argument: Argument, name: str) -> None:
        if not argument.value and not argument.first.value.startswith("--"):
            return  # `-U`, `-q`
        value = expand(argument.value, self.variables)
        value = argument.value if value is None else value
        option = Option(self.segment, name, value, argument.span, argument.value_span, self.place)
        option.tool = self.command.tool
        option.command = self._number if self.command.takes != SETTING else 0
        self._given.append(option)
        self.found.options.append(option)
