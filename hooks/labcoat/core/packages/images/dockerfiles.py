"""Dockerfiles: the images that are built on, and what is installed in them.

https://docs.docker.com/reference/dockerfile/: an ARG before the first FROM is known to FROM alone, a stage takes over
what it is based on, and a stage hides the image of its name from there on.
"""

from __future__ import annotations

import re

from labcoat.core.dockerfile import instructions, segments_of
from labcoat.core.packages.images.images import UNKNOWN, expand, image_requirement
from labcoat.core.packages.reading import mentions, read_nested
from labcoat.core.packages.requirement import DOCKERFILE, IMAGE, Option
from labcoat.core.shell import commands as shell_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.dockerfile import Instruction
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment

# What `--from=name` may mean without a tag; any other bare name is a folder given by `--build-context name=…`.
BARE_IMAGES = frozenset(
    "alpine busybox bash curl debian ubuntu fedora centos python pypy node golang rust ruby php perl openjdk maven "
    "gradle nginx httpd caddy redis postgres mysql mongo docker composer buildpack-deps gcc".split()
)
_WORD = re.compile(r"(?:[^\s\\]|\\(?!\r?\n))+")
_FROM_FLAG = re.compile(r"""--from=["']?([^\s"']+)""")
_MOUNT_FROM = re.compile(r"""--mount=["']?(?:[^\s"',]*,)*from=([^\s"',]+)""")
_OLD_ENV = re.compile(r"(\w+)[ \t]+(?![ \t=])")


class _Build:
    """What is known while a Dockerfile is read: `variables` of the stage, or of all FROM before the first stage."""

    def __init__(self) -> None:
        self.defaults: dict[str, str] = {}
        self.stages: dict[str, dict[str, str]] = {}
        self.variables = self.defaults

    def start_stage(self, base: str, name: str) -> None:
        """A FROM: the stage knows what the stage it is based on did."""
        self.variables = dict(self.stages.get(base.lower(), {}))
        if name:
            self.stages[name.lower()] = self.variables

    def is_image(self, name: str) -> bool:
        """Whether a name is one of an image: not of a stage above, nor of nothing."""
        return name not in ("", "scratch") and not name.isdigit() and name.lower() not in self.stages


def read(segment: Segment, found: Packages, is_inner: bool = False) -> None:
    """Add what a Dockerfile builds on and installs; `is_inner`: another one writes it."""
    build = _Build()
    for instruction in instructions(segment.text):
        if instruction.keyword == "FROM":
            _read_from(segment, instruction, build, found)
            continue
        for start, end in instruction.flags:
            _read_flag(segment, start, end, build, found)
        for inner in segments_of(segment, instruction):
            if inner.language != "dockerfile":
                _read_inner(inner, build, found)
            elif not is_inner:
                read(inner, found, is_inner=True)
        if instruction.keyword in ("ARG", "ENV"):
            build.variables.update(_values(instruction, build))


def _read_from(segment: Segment, instruction: Instruction, build: _Build, found: Packages) -> None:
    """`FROM image [AS name]`."""
    words = list(_WORD.finditer(instruction.arguments))
    if not words:
        return
    image = words[0][0].strip("\"'")
    start = instruction.arguments_start + words[0].start() + words[0][0].find(image)
    name = words[2][0] if len(words) > 2 and words[1][0].lower() == "as" else ""
    _add_image(segment, start, image, build.defaults, build, found)
    build.start_stage(expand(image, build.defaults), name)


def _read_flag(segment: Segment, start: int, end: int, build: _Build, found: Packages) -> None:
    """`COPY --from=image` and `RUN --mount=type=bind,from=image`."""
    for pattern in (_FROM_FLAG, _MOUNT_FROM):
        flag = pattern.match(segment.text, start, end)
        if flag and (flag[1] in BARE_IMAGES or any([mark in flag[1] for mark in "/:@."])):
            _add_image(segment, flag.start(1), flag[1], {**build.defaults, **build.variables}, build, found)


def _add_image(
    segment: Segment, start: int, text: str, variables: dict[str, str], build: _Build, found: Packages
) -> None:
    if build.is_image(expand(text, variables)):
        found.add(image_requirement(segment, start, text, variables), IMAGE)


def _values(instruction: Instruction, build: _Build) -> dict[str, str]:
    """What ARG and ENV set; `ARG NAME` has the default of the ARG above the first FROM."""
    old = _OLD_ENV.match(instruction.arguments) if instruction.keyword == "ENV" else None
    if old:
        return _known({old[1]: instruction.arguments[old.end() :].strip()}, build)
    given: dict[str, str] = {}
    for command in shell_commands(instruction.arguments):
        given.update({assignment.name: assignment.value for assignment in command.assignments})
        for word in command.words:
            name, equals, value = word.value.partition("=")
            given[name] = value if equals else build.defaults.get(name, "")
    return _known(given, build)


def _known(given: dict[str, str], build: _Build) -> dict[str, str]:
    """Those that have a value here."""
    expanded = {name: expand(value, build.variables) if "$" in value else value for name, value in given.items()}
    return {name: value for name, value in expanded.items() if value and UNKNOWN not in value}


def _read_inner(inner: Segment, build: _Build, found: Packages) -> None:
    """What an instruction runs, sets or writes."""
    if inner.language == "ini":
        _read_old_env(inner, found)
    elif mentions(inner.language, inner.text):
        read_nested(inner, found, DOCKERFILE, build.variables)


def _read_old_env(inner: Segment, found: Packages) -> None:
    """`ENV PIP_INDEX_URL https://…`, which reads `PIP_INDEX_URL=https://…` here."""
    name, _, value = inner.text.partition("=")
    if not name.startswith(("PIP_", "UV_")):
        return
    from labcoat.core.packages.pip.pip_options import option_of_variable

    option = option_of_variable(name)
    if option:
        start = len(name) + 1 + len(value) - len(value.lstrip())
        span = start, len(inner.text.rstrip())
        found.options.append(Option(inner, option, value.strip(), (0, span[1]), span, DOCKERFILE))
