"""What an install command is told to install: one argument to one requirement."""

from __future__ import annotations

import re

from labcoat.core.packages.commands.command_variables import VARIABLE, Expanded, ValueWord
from labcoat.core.packages.commands.tools import AT_VERSION
from labcoat.core.packages.levels import ARCHIVES, is_commit, level_of_specifier, level_of_vcs
from labcoat.core.packages.pip.pip_requirement import read_requirement
from labcoat.core.packages.requirement import ENV, INVALID, LOCAL, PIP, URL, VCS, Requirement
from labcoat.core.segment import Segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_AT = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)(\[[^\]]*\])?(@(?!\s*(?:git|hg|svn|bzr|https?|file|ssh)\b)\S*)\Z")
_COMMA = re.compile(r",(?=[A-Za-z])(?![^\[\]]{0,200}\])")
_PLACEHOLDER = "0"
CONDA_TOOLS = ("conda", "mamba", "micromamba")
CONDA_UPDATES = tuple([f"{tool} {command}" for tool in CONDA_TOOLS for command in ("update", "upgrade")])
BOOTSTRAP = ("pip", "setuptools", "wheel")  # what every environment has before anything is installed
OPERATORS = ("==", "===", "~=", "!=", ">=", "<=", ">", "<")


def requirement(segment: Segment, written: Expanded, command: str, is_editable: bool = False) -> Requirement:
    """The requirement that an argument of `command` (`pip install`, `conda create`) is."""
    text = written.value
    alone = Segment(text, "argv")  # a reader may look at the version as it stands in its segment
    variables = list(VARIABLE.finditer(text))
    if variables:
        filled = VARIABLE.sub(lambda found: _PLACEHOLDER * len(found.group()), text)
        made = _by_variable(_read(alone, filled, command, is_editable), text, variables)
    else:
        made = _read(alone, text, command, is_editable)
        is_value = written.has_values or isinstance(written.word, ValueWord)
        if made.level == INVALID and is_value:  # it may be another where it counts
            made.level, made.reason = ENV, ""
        if command in CONDA_UPDATES and made.name in CONDA_TOOLS:
            made.is_pinned_by = "the installer itself"
        if made.name in BOOTSTRAP and made.form == PIP and command in ("pip install", "uv pip install"):
            made.is_pinned_by = "the installer itself"
    _place(made, written)
    made.segment = segment
    return made


def _read(segment: Segment, text: str, command: str, is_editable: bool) -> Requirement:
    if command.partition(" ")[0] in CONDA_TOOLS:
        from labcoat.core.packages.configuration.conda_spec import conda_requirement

        return conda_requirement(segment, 0, text)
    at_version = _AT.match(text) if command in AT_VERSION else None
    if at_version:
        return _at_version(segment, at_version)
    if text.endswith(ARCHIVES) and ("*" in text or "?" in text) and "://" not in text:  # the shell puts paths there
        made = Requirement(segment, 0, len(text), "", LOCAL)
        made.url = text
        return made
    if text.startswith(OPERATORS):
        made = Requirement(segment, 0, len(text), "", INVALID)
        made.reason = "a blank stands before the version"
        return made
    made = read_requirement(segment, 0, text, is_editable)
    if command == "poetry add" and made.form == VCS and is_commit(made.url.partition("#")[2]):
        made.level = "commit"
    return made


def _at_version(segment: Segment, found: re.Match[str]) -> Requirement:
    """`name@1.2`, `name@^1`, `name@latest` of poetry and uvx."""
    made = Requirement(segment, 0, found.end(), found[1], "none")
    made.extras = found[2] or ""
    made.spec_start, made.spec_end = found.span(3)
    version = found[3][1:]
    if version.startswith(("^", "~")) or (version[:1].isdigit() and "*" in version):
        made.level = "compatible"
    elif version[:1].isdigit():
        made.level = "exact"
    elif version not in ("latest", "*"):
        made.level = level_of_specifier(version)
    return made


def _by_variable(made: Requirement, text: str, variables: list[re.Match[str]]) -> Requirement:
    """The same where a variable decides: about the version, the name, or only about a password in the address."""
    first, last = variables[0].start(), variables[-1].end()
    if made.form == VCS:
        made.level = ENV if _decides_revision(text, last) else made.level
    elif made.form == URL:
        made.level = ENV if last > text.rfind("/") or not first else made.level
    elif made.level != LOCAL or not first:
        made.level, made.reason = ENV, ""
    made.url = made.url and text
    if first < text.find(made.name) + len(made.name) or made.name.startswith(_PLACEHOLDER):
        made.name = ""
    return made


def _decides_revision(text: str, last: int) -> bool:
    """Whether the last variable stands in what names the commit, or is the whole address."""
    path = text.partition("://")[2].partition("/")[2]
    return not path or ("@" in path and last > text.rindex("@"))


def _place(made: Requirement, written: Expanded) -> None:
    """Move its places from the value to the text."""
    if isinstance(written.word, ValueWord):
        made.start, made.end = written.word.start, written.word.end
        made.spec_start = made.spec_end = made.end
        made.is_written = False
        return
    is_empty = made.spec_start == made.spec_end
    length = made.end - made.start
    start, end, spec_end = written.start(made.start), written.end(made.end), written.end(made.spec_end)
    if end - start != length and not written.has_values:  # quotes around a part of it belong to it
        start, end = written.word.start, written.word.end
        spec_end = end if made.spec_end == length else spec_end
    made.spec_start = spec_end if is_empty else written.start(made.spec_start)
    made.start, made.end, made.spec_end = start, end, spec_end


def parts(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the requirements in the value of uv's `--with a,b`."""
    at = 0
    for comma in _COMMA.finditer(text):
        yield at, comma.start()
        at = comma.end()
    yield at, len(text)


def set_revision(made: Requirement, revisions: dict[str, str]) -> None:
    """`uv add git+https://… --rev COMMIT`, `--tag` and `--branch`: what decides it stands in an option."""
    if made.form == VCS and made.level == "none" and revisions:
        named = revisions.get("rev") or revisions.get("tag") or revisions.get("branch") or ""
        made.level = level_of_vcs(f"{made.url.partition('#')[0]}@{named}")
