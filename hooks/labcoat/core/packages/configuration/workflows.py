"""Command lines in YAML and JSON that install, and variables that are options of the installer.

GitHub and GitLab workflows, CircleCI, Azure pipelines, Taskfile, dvc.yaml, Kubernetes, SkyPilot, Ray clusters, dev
containers: none of them is known here by its name, a value that is a command line is enough.
"""

from __future__ import annotations

import re
from itertools import pairwise

from labcoat.core.kinds import kind_of
from labcoat.core.packages.commands.tools import program_of
from labcoat.core.packages.configuration.escapes import has_escapes, pieces_of, read_decoded
from labcoat.core.packages.pip.pip_items import list_of, read_item
from labcoat.core.packages.requirement import COMMAND, REQUIREMENTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

    Path = tuple[str, ...]  # of a setting

VARIABLES = ("PIP_", "UV_")
INSTALLER = re.compile(r"\b(?:pip[\d.]*|pipx|conda|mamba|micromamba|uvx?|poetry|pdm|pipenv)\b")
PROSE = frozenset(
    "description help name title subtitle comment doc docs summary message text note notes tooltip hint label prompt "
    "question answer instruction instructions reason error warning usage content body response output input markdown "
    "readme example examples".split()
)
_INSTALLS = re.compile(r"\b(?:install|add|create|update|upgrade|download|wheel|sync|run|tool|uvx|env|config)\b")
_TEMPLATE = re.compile(
    r"\$\{\{[^{}\n]{0,300}\}\}|\{\{[^{}\n]{0,300}\}\}|\$\[\[[^\[\]\n]{0,300}\]\]|<<[ \t]*[\w.-]{1,100}[ \t]*>>"
)
_FOLD = re.compile(r"(?<!\n)\n(?![ \t]*\n)")


def read_commands(segment: Segment, found: Packages, settings: list[Setting]) -> None:
    """Add what the command lines in these settings install."""
    argvs: dict[Path, list[Setting]] = {}
    shells = {setting.path[:-1]: str(setting.value) for setting in settings if setting.key == "shell"}
    for setting in settings:
        value = setting.value
        if not isinstance(value, str):
            continue
        if shells and setting.key == "run" and _is_python(setting, shells):
            _read_python(segment, found, setting)
        elif list_of(setting) and " " not in value:
            argvs.setdefault(setting.path[:-1], []).append(setting)
        elif (setting.style == "|" or "\n" in value) and kind_of(setting.key) == "requirements":  # in a ConfigMap
            read_item(segment, setting, found, REQUIREMENTS)
        elif INSTALLER.search(value) and _INSTALLS.search(value) and not is_prose(setting):
            _read_command(segment, found, setting)
    for items in argvs.values():
        if any([INSTALLER.match(str(item.value)) for item in items]):
            _read_words(segment, items, found)


def _is_python(setting: Setting, shells: dict[Path, str]) -> bool:
    """Whether Python runs a step of a workflow, by its own `shell` or by that of `defaults` above it."""
    step = setting.path[:-1]
    above = [(*step[:depth], "defaults", "run") for depth in range(len(step), -1, -1)]
    shell = next((shells[path] for path in (step, *above) if path in shells), "")
    return program_of(shell.partition(" ")[0]) == "python"


def _read_python(segment: Segment, found: Packages, setting: Setting) -> None:
    from labcoat.core.packages.reading import read_nested

    if has_escapes(segment, setting):
        read_decoded(segment, setting, "python", found, lambda inner: read_nested(inner, found, COMMAND, None))
    else:
        read_nested(segment.slice(setting.start, setting.end, "python"), found, COMMAND, None)


def is_prose(setting: Setting) -> bool:
    """Whether a value is for people, by its key or that of its list."""
    return key_of(setting) in PROSE


def key_of(setting: Setting) -> str:
    """The key of a value, or of the list that it is in."""
    names = [key for key in setting.path if not key.isdigit()]
    return names[-1].lower() if names else ""


def _read_command(segment: Segment, found: Packages, setting: Setting) -> None:
    """A value that is a command line or a script, but not a file of another kind that a ConfigMap holds."""
    kind = kind_of(setting.key) if "\n" in str(setting.value) else "shell"
    if kind not in ("shell", "other"):
        return
    from labcoat.core.packages.commands import commands

    if has_escapes(segment, setting):
        read_decoded(segment, setting, "shell", found, lambda inner: _read_script(inner, found))
    else:
        commands.read(shell_segment(segment, setting), found, COMMAND)


def _read_script(inner: Segment, found: Packages) -> None:
    from labcoat.core.packages.commands import commands

    inner.text = _TEMPLATE.sub(_as_variable, inner.text)
    commands.read(inner, found, COMMAND)


def _read_words(segment: Segment, items: list[Setting], found: Packages) -> None:
    """The items of a list, which are the words of one command."""
    from labcoat.core.packages.commands.commands import read_words
    from labcoat.core.words import Word

    words = [Word(str(item.value), item.start, item.end, True, _places(segment, item)) for item in items]
    read_words(segment, words, found, COMMAND)


def _places(segment: Segment, setting: Setting) -> tuple[tuple[int, int], ...]:
    """Where the characters of a word are written."""
    places: list[tuple[int, int]] = []
    index = 0
    for piece, start, _ in pieces_of(segment, setting) if has_escapes(segment, setting) else ():
        places.append((index, start))
        index += len(piece)
    return tuple(places)


def shell_segment(segment: Segment, setting: Setting) -> Segment:
    """The command line that a value without escapes is; lines that are one for the shell are made so."""
    made = segment.slice(setting.start, setting.end, "shell")
    text = made.text
    if setting.style != "|" and "\n" in text:
        text = _folded(text) if setting.style == ">" else _FOLD.sub(" ", text)
    made.text = _TEMPLATE.sub(_as_variable, text)
    return made


def _folded(text: str) -> str:
    """A `>` block in which the lines of a paragraph are one; lines that are indented more stay lines."""
    indent = len(text) - len(text.lstrip(" "))
    deeper = " " * (indent + 1)
    lines = text.split("\n")
    joined = lines[:1]
    for before, line in pairwise(lines):
        is_apart = not before.strip() or not line.strip() or line.startswith(deeper) or before.startswith(deeper)
        joined += ["\n" if is_apart else " ", line]
    return "".join(joined)


def _as_variable(template: re.Match[str]) -> str:
    return "${" + "_" * (len(template[0]) - 3) + "}"


def read_variables(segment: Segment, found: Packages, settings: list[Setting]) -> None:
    """Add the options that variables are: `PIP_PRE: 1`, `- PIP_PRE=1`, and `name: PIP_PRE` beside `value: 1`."""
    names: dict[Path, str] = {}
    for setting in settings:
        value = str(setting.value)
        if setting.key.startswith(VARIABLES):
            _add_variable(segment, found, setting, setting.key, value)
        elif value.startswith(VARIABLES) and setting.key == "name":
            names[setting.path[:-1]] = value
        elif value.startswith(VARIABLES) and list_of(setting):
            name, _, value = value.partition("=")
            _add_variable(segment, found, setting, name, value)
        elif setting.key == "value" and setting.path[:-1] in names:
            _add_variable(segment, found, setting, names[setting.path[:-1]], value)


def _add_variable(segment: Segment, found: Packages, setting: Setting, name: str, value: str) -> None:
    from labcoat.core.packages.commands.command_settings import add_setting

    at = max(setting.end - len(value), setting.start)
    add_setting(segment, name, value, (setting.key_start, setting.end), (at, setting.end), found, COMMAND)
