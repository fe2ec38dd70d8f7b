"""Constraints files: a name without a version is pinned where one of the project's own names its version."""

from __future__ import annotations

from labcoat.core.packages.names import normalized
from labcoat.core.packages.pip import pip_file
from labcoat.core.packages.requirement import LEVELS, PIP, Packages
from labcoat.core.segment import Segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.project import Project
    from labcoat.core.packages.requirement import Requirement

    Pins = dict[str, tuple[str, Requirement]]

MOST_FILES = 100  # that constraints files name in turn


def apply_constraints(found: Packages) -> None:
    """Mark the requirements that a local `-c` file pins. pip applies it to the whole run, wherever it stands."""
    pins = constraining(found)
    for requirement in found.requirements:
        if requirement.form == PIP and normalized(requirement.name) in pins and not requirement.is_pinned_by:
            requirement.is_pinned_by = pins[normalized(requirement.name)][0]


def constraining(found: Packages) -> Pins:
    """What the local `-c` files of a document pin, by normalized name: the file, and what it says there."""
    paths = [reference.path for reference in found.references if reference.is_constraint]
    return _pins(found.project, [found.project.find(path, found.path) for path in paths]) if paths else {}


def _pins(project: Project, paths: list[str | None]) -> Pins:
    """What these files, and those they name, pin."""
    pins: Pins = {}
    waiting = [path for path in paths if path is not None]
    seen: set[str] = set()
    while waiting and len(seen) < MOST_FILES:
        path = waiting.pop()
        text = project.text(path)
        if path in seen or text is None:
            continue
        seen.add(path)
        read = Packages(path, project)
        pip_file.read(Segment(text, "requirements"), read)
        for requirement in read.requirements:
            if requirement.level in LEVELS[LEVELS.index("exact") :]:
                pins.setdefault(normalized(requirement.name), (path, requirement))
        waiting += [found for part in read.references if (found := project.find(part.path, path)) is not None]
    return pins
