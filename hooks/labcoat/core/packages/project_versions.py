"""The version that a package has at least, where the files around a document say so; read when a rule asks for it."""

from __future__ import annotations

import re

from labcoat.core.packages.locks.locks import OTHER, format_of
from labcoat.core.packages.names import normalized
from labcoat.core.packages.project import project_of
from labcoat.core.packages.requirement import CONDA_FORM, POETRY_FORM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from labcoat.core.document import Document
    from labcoat.core.packages.project import Project
    from labcoat.core.packages.requirement import Requirement
    from labcoat.core.rule import Options

OPTION = "known-version"  # of the options that a rule gets which has `asks_versions`
MANIFESTS = frozenset(
    "pyproject.toml setup.py setup.cfg Pipfile environment.yml environment.yaml conda.yml conda.yaml env.yml".split()
)
MOST_FILES = 50  # of a folder that are read
_CLAUSE = re.compile(r"(===?|~=|>=|<=|!=|>|<|\^|~|=)?\s*[vV]?(\d[\w.!+*-]*)")
_RELEASE = re.compile(r"(?:\d+!)?(\d{1,9}(?:\.\d{1,9})*)(?!\d)")
_EXACT = re.compile(r"==?=?\s*[vV]?\d[\w.!+-]*")
_BUILD = re.compile(r"(?<=[\w*])=(?!=).*", re.DOTALL)  # the third part of `name=version=build`
FLOORS = ("==", "===", "~=", ">=", ">", "^", "~", "=")


class Floor:
    """A version that a package has at least: `numbers` of its release, as `text`, and the file that says so.

    `is_exact`: it is this version and no later one, wherever else the package is asked for.
    """

    __slots__ = ("is_exact", "numbers", "source", "text")

    def __init__(self, text: str, source: str, is_exact: bool = False) -> None:
        self.text = text
        self.source = source
        self.is_exact = is_exact
        release = _RELEASE.match(text.lstrip("vV"))
        self.numbers = tuple([int(number) for number in release[1].split(".")]) if release else ()

    def __repr__(self) -> str:
        return f"Floor({self.text!r}, {self.source!r})"

    def at_least(self, *numbers: int) -> bool:
        """Whether it is this version or a later one: `at_least(2, 6)`."""
        length = max(len(numbers), len(self.numbers))
        return _filled(self.numbers, length) >= _filled(numbers, length)


def _filled(numbers: tuple[int, ...], length: int) -> tuple[int, ...]:
    return numbers + (0,) * (length - len(numbers))


def known_version(options: Options, name: str) -> Floor | None:
    """What a rule with `asks_versions` gets to know of a package; None where nothing is certain."""
    ask = options.get(OPTION)
    found = ask(name) if callable(ask) else None
    return found if isinstance(found, Floor) else None


def versions_around(document: Document) -> Callable[[str], Floor | None]:
    """What answers, for a document, which version a package has at least; each question is looked into once."""
    known: dict[str, Floor | None] = {}

    def version(name: str) -> Floor | None:
        if name not in known:
            known[name] = version_in(document, name)
        return known[name]

    return version


def version_in(document: Document, name: str) -> Floor | None:
    """The least version that the document itself installs, else that of the nearest folder that says something."""
    wanted = normalized(name)
    if own := _lowest(_floors_in(document, wanted)):
        return own
    project = project_of(document.path)
    for folder in project.folders(document.path):
        if (folder, wanted) not in project.floors:
            project.floors[folder, wanted] = _lowest(_locked(project, folder, wanted)) or _lowest(
                _asked(project, folder, wanted)
            )
        if found := project.floors[folder, wanted]:
            return found
    return None


def _lowest(floors: Iterable[Floor]) -> Floor | None:
    known = [floor for floor in floors if floor.numbers]
    lowest = min(known, key=lambda floor: floor.numbers, default=None)
    if lowest is not None:
        lowest.is_exact = all([floor.is_exact and floor.numbers == lowest.numbers for floor in known])
    return lowest


def _locked(project: Project, folder: str, name: str) -> Iterator[Floor]:
    """What the lock files of a folder say."""
    from labcoat.core.packages.locks.lock_versions import locked_versions

    for file in sorted(project.names(folder))[: MOST_FILES * 10]:
        if format_of(file) not in ("", OTHER):
            text = project.text(f"{folder}/{file}") or ""
            for locked in locked_versions(file, text).get(name, ()) if _mentions(text, name) else ():
                yield Floor(locked.version, file, is_exact=True)


def _asked(project: Project, folder: str, name: str) -> Iterator[Floor]:
    """What the requirements files and manifests of a folder ask for."""
    from labcoat.core.document import read_document

    paths = [f"{folder}/{file}" for file in sorted(project.names(folder)) if _may_ask(file)]
    below = f"{folder}/requirements"
    paths += [f"{below}/{file}" for file in sorted(project.names(below)) if _may_ask(f"requirements/{file}")]
    for path in paths[:MOST_FILES]:
        text = project.text(path) or ""
        if _mentions(text, name):
            yield from _floors_in(read_document(path, text.encode("utf-8", "replace")), name)


def _may_ask(path: str) -> bool:
    from labcoat.core.kinds import kind_of

    return path in MANIFESTS or kind_of(path) == "requirements"


def _mentions(text: str, name: str) -> bool:
    return name in normalized(text)


def _floors_in(document: Document, name: str) -> Iterator[Floor]:
    """What a document asks for itself: a file, or the install commands of a notebook."""
    if not _mentions(document.text, name):
        return
    from labcoat.core.packages.reading import read_packages

    found = document.packages or read_packages(document)[0]
    for requirement in found.requirements:
        if normalized(requirement.name) == name and (text := floor_of(requirement)):
            source = document.path.replace("\\", "/").rpartition("/")[2]
            yield Floor(text, source, is_exact=_EXACT.fullmatch(_specifier(requirement)) is not None)


def floor_of(requirement: Requirement) -> str:
    """The version that a requirement asks for at least; empty where it has no lower bound, or alternatives."""
    specifier = _specifier(requirement)
    if "|" in specifier:
        return ""
    is_bare = requirement.form in (CONDA_FORM, POETRY_FORM)
    floors = [
        version.partition("*")[0].rstrip(".")
        for operator, version in _CLAUSE.findall(specifier)
        if operator in FLOORS or (is_bare and not operator)
    ]
    return max(floors, key=lambda floor: Floor(floor, "").numbers, default="")


def _specifier(requirement: Requirement) -> str:
    """The versions that are asked for, without a build of conda's, which may hold another number: `py3.8_cuda11.1`."""
    specifier = requirement.specifier.strip()
    return _BUILD.sub("", specifier) if requirement.form == CONDA_FORM else specifier
