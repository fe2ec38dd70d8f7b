"""A document to its packages: each part to the reader of its language, where it mentions what that one reads."""

from __future__ import annotations

import sys

from labcoat.core.packages.project import project_of
from labcoat.core.packages.requirement import COMMAND, Packages
from labcoat.core.segments import Parts, split, whole_segments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from labcoat.core.document import Document
    from labcoat.core.segment import Segment

INSTALLERS = (
    "pip |pip3|pip2|pip$|pip\n|pip\\|PIP|UV_|conda|mamba|uv |uvx|poetry add|pdm add|pipenv|easy_install|"
    "requirements.txt"
).split("|")
WRITERS = ("%%writefile", "%%file")  # cells that may be any file
# `pip` alone is in every pipeline.
COMMAND_WORDS = (
    "pip|PIP|conda|mamba|uv |uvx|\"uv\"|'uv'|UV_|poetry|pdm|rye |easy_install|requirements|environment.y".split("|")
)
TOML_WORDS = "dependenc requires packages] source deps index find-links prerelease insecure http: file:".split()
INI_WORDS = "_require deps index trusted find-links find_links PIP_ UV_".split()
YAML_WORDS = (
    "pip |pip3|pip$|pipx|pip:|pip\n|pip,|pip'|pip\"|pipenv|conda|mamba|uv |uvx|poetry add|pdm add|PIP_|UV_|"
    "dependencies:|packages:|requirements|pypi:|rev:|image:|container:|services:|docker://|ssl_verify"
).split("|")
JSON_WORDS = (
    'pip install|pip3 install|pip config|pip3 config|"pip"|'
    "conda|mamba |uv pip|uv tool|uvx |pipx |poetry add|pdm add|pipenv install|PIP_|UV_|"
    '"pypi"|"channels"|"_meta"|_packages"|"runtime_env"|"graphs"'
).split("|")
PYTHON_WORDS = (
    "pip config|pip3 config|"
    "pip install|pip3 install|\"pip\"|'pip'|\"pip3\"|'pip3'|pip_|conda|mamba |micromamba|uv pip|uv add|\"uv\"|'uv'|"
    "/// script|to_install|_requires|extras_require|_packages|packages=|requirements=|runtime_env|pypi|Operator(|"
    ".virtualenv|kfp|from_registry|session.install|pip.main|pip._internal|pipmain|micropip|piplite|requirements.txt|"
    "environment.y"
).split("|")

# Which module of this package reads a language, and the words one of which is in all that it reads. Each has
# `read(segment, found)`; `python_code` gets a Module, and `commands` gets to know where the command line stands.
READERS = {
    "requirements": ("pip.pip_file", ("",)),
    "shell": ("commands.commands", COMMAND_WORDS),
    "argv": ("commands.commands", COMMAND_WORDS),
    "dockerfile": ("images.dockerfiles", ("",)),
    "toml": ("manifests.toml_files", TOML_WORDS),
    "ini": ("manifests.ini_files", INI_WORDS),
    "yaml": ("configuration.yaml_files", YAML_WORDS),
    "json": ("configuration.json_files", JSON_WORDS),
    "python": ("code.python_code", PYTHON_WORDS),
}


def read_packages(document: Document) -> tuple[Packages, Parts]:
    """What a document says about packages, and the parts of it that were looked at for that.

    Without any mention of packages, both are empty.
    """
    found, parts = Packages(document.path, project_of(document.path)), Parts()
    segments = [segment for segment in whole_segments(document) if _is_relevant(segment)]
    if not segments:
        return found, parts
    taken_whole = [segment for segment in segments if segment.language == "dockerfile"]
    parts = split([segment for segment in segments if segment.language != "dockerfile"])
    written = [segment for segment in parts.segments if segment.language == "dockerfile"]
    variables = _variables(document, parts.segments)
    for segment in taken_whole + parts.segments:
        if not any([segment is not whole and _is_in(segment, whole) for whole in written]):
            read_segment(segment, found, variables.get(segment))
    for module in parts.modules:
        if "python" in READERS:
            _module("python").read(module, found)
    parts.unparsed = [unparsed for unparsed in parts.unparsed if _names_packages(unparsed.segment)]
    if found.references:
        from labcoat.core.packages.constraints import apply_constraints

        apply_constraints(found)
    return found, parts


def _variables(document: Document, segments: list[Segment]) -> Mapping[Segment, Mapping[str, str | None]]:
    """What a notebook's Python says about the variables in its install commands."""
    commands = [segment for segment in segments if segment.language == "shell" and mentions("shell", segment.text)]
    named = [segment for segment in commands if "$" in segment.text or "{" in segment.text]
    if document.notebook is None or not named:
        return {}
    from labcoat.core.packages.code.notebook_variables import python_variables

    return python_variables(document, named)


def _names_packages(segment: Segment) -> bool:
    """Whether Python that could not be parsed may name packages, other than on lines of IPython's."""
    if segment.cell is None:
        return True
    from labcoat.core.ipython import mask

    return mentions("python", mask(segment.text).text)


def _is_in(segment: Segment, whole: Segment) -> bool:
    """Whether a segment is a part of a Dockerfile that a cell writes: its reader reads all of it."""
    start, end = whole.offset, whole.offset + len(whole.text)
    return segment.cell is whole.cell and start <= segment.offset < end


def _is_relevant(segment: Segment) -> bool:
    text = segment.text
    if segment.language == "makefile" or segment.cell:
        return any([word in text for word in (*INSTALLERS, *WRITERS)]) or mentions(segment.language, text)
    return mentions(segment.language, text)


def mentions(language: str, text: str) -> bool:
    """Whether there may be something in a text for the reader of its language."""
    return language in READERS and any([word in text for word in READERS[language][1]])


def read_segment(segment: Segment, found: Packages, variables: Mapping[str, str | None] | None = None) -> None:
    """Add what a text says, unless that is Python, which is read as a whole module."""
    if segment.language == "python" or not mentions(segment.language, segment.text):
        return
    if segment.language in ("shell", "argv"):
        _module(segment.language).read(segment, found, COMMAND, variables)
    else:
        _module(segment.language).read(segment, found)


def read_nested(segment: Segment, found: Packages, place: str, variables: Mapping[str, str | None] | None) -> None:
    """Add what a part of a command says: a script in the same place as the command, or a file that it writes."""
    if segment.language == "dockerfile":
        read_segment(segment, found)  # it takes its parts itself
        return
    parts = split([segment])
    for part in parts.segments:
        if part.language in ("shell", "argv") and mentions(part.language, part.text):
            _module(part.language).read(part, found, place, variables)
        else:
            read_segment(part, found)
    for module in parts.modules:
        if "python" in READERS:
            _module("python").read(module, found)


def _module(language: str) -> ModuleType:
    """The module that reads a language, imported now."""
    name = f"labcoat.core.packages.{READERS[language][0]}"
    __import__(name)  # importlib itself is not loaded
    return sys.modules[name]
