"""Which words of a command line start an installer, behind `sudo`, `python -m`, `docker run image` and their kin."""

from __future__ import annotations

from labcoat.core.packages.commands.command_options import arguments
from labcoat.core.packages.commands.tools import COMMANDS, program_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.words import Word

WRAPPERS = frozenset(
    "sudo doas env time nohup exec command nice ionice stdbuf timeout xargs setsid gosu su-exec runuser srun retry "
    "travis_retry call eatmydata docker podman nerdctl docker-compose kubectl oc ssh singularity apptainer conda mamba "
    "micromamba poetry pipenv uv hatch pdm rye pixi tox parallel arch watch eval".split()
)
# What comes after these is theirs, even if it is called `pip`: they print it, or install it as a system's package.
OTHERS = frozenset(
    "echo printf grep egrep rg ag sed awk git gh # [ [[ test : log die warn info error usage read man which type "
    "apt apt-get aptitude yum dnf apk brew snap zypper pacman choco npm pkg port".split()
)
MOST_OPTIONS = 20  # before a command's name
MOST_DEPTH = 2  # words of a command's name after the program: `uv pip install`


class InstallCommand:
    """One command of an installer: its arguments start at word `at`, the first `depth` plain ones being its name.

    `name` is the whole name (`uv pip install`), and `takes` what the plain words after it are.
    """

    __slots__ = ("at", "depth", "name", "takes", "tool")

    def __init__(self, tool: str, subcommand: tuple[str, ...], at: int, takes: str) -> None:
        self.tool = tool
        self.name = " ".join((tool, *subcommand))
        self.at = at
        self.depth = len(subcommand)
        self.takes = takes


def install_command(words: Sequence[Word]) -> InstallCommand | None:
    """The installer that the words of one command start, or let another program start."""
    if not words:
        return None
    first = program_of(words[0].value)
    if first == "python":
        return _module_command(words, 1)
    found = _command_at(words, 0, first)
    if found or not (first in WRAPPERS or words[0].value.startswith("$")):  # `$CONDA_RUN pip install x`
        return found
    for index in range(1, len(words)):
        program = program_of(words[index].value)
        if program in OTHERS:
            return None
        found = _module_command(words, index + 1) if program == "python" else _command_at(words, index, program)
        if found or program == "python":
            return found
    return None


def _module_command(words: Sequence[Word], at: int) -> InstallCommand | None:
    """The module that Python runs: `-m pip install x`."""
    for index in range(at, len(words)):
        value = words[index].value
        if value == "-m" and index + 1 < len(words):
            return _command_at(words, index + 1, program_of(words[index + 1].value))
        if value.startswith("-m") and len(value) > len("-m"):
            return _command_at(words, index, program_of(value[2:]))
        if value == "-c" or not (value.startswith("-") or words[index - 1].value in ("-X", "-W") or _is_version(value)):
            return None
    return None


def _is_version(value: str) -> bool:
    """Whether this only says which Python: `py -3.11`, and options in a variable."""
    return value.startswith("$")


def _command_at(words: Sequence[Word], at: int, tool: str) -> InstallCommand | None:
    """The command of `tool`, the program at word `at`, if it is one that installs."""
    known = COMMANDS.get(tool)
    if known is None:
        return None
    if () in known:
        return InstallCommand(tool, (), at + 1, known[()])
    names: tuple[str, ...] = ()
    for number, argument in enumerate(arguments(words, at + 1, tool)):
        if number == MOST_OPTIONS:
            break
        if argument.name:
            continue
        names = (*names, argument.value)
        if names in known:
            return InstallCommand(tool, names, at + 1, known[names])
        if len(names) == MOST_DEPTH or not any([name[: len(names)] == names for name in known]):
            break
    return None
