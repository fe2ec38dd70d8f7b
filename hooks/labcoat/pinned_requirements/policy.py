"""What a project asks of its requirements: by where they are named, and by its `min-level`."""

from __future__ import annotations

from labcoat.core.packages.requirement import (
    CODE,
    COMMAND,
    CONDA,
    DOCKERFILE,
    HOOK,
    IMAGE_FORM,
    LEVELS,
    REQUIREMENTS,
    SCRIPT,
    VCS,
)
from labcoat.pinned_requirements.prose import by_file, is_prose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages, Requirement
    from labcoat.core.rule import Options

DEFAULT_LEVEL = "exact"
# Constraints, manifests and what pip-compile reads hold ranges: that is what they are for.
PINNED = (REQUIREMENTS, CONDA, DOCKERFILE, SCRIPT, CODE, COMMAND, HOOK)
HASHED = (REQUIREMENTS, DOCKERFILE, COMMAND)  # where pip takes hashes, or could be given a file with them


def min_level(options: Options) -> str:
    """The level that the project asks for."""
    level: str = options.get("min-level") or DEFAULT_LEVEL
    return level


def judged(found: Packages, options: Options) -> list[Requirement]:
    """The requirements that have a level, that nothing else pins, and that stand where the project looks."""
    prose = {id(requirements[0].segment) for requirements in by_file(found) if is_prose(requirements)}
    return [made for made in found.requirements if id(made.segment) not in prose and _is_judged(made, options)]


def _is_judged(requirement: Requirement, options: Options) -> bool:
    if requirement.level not in LEVELS or requirement.is_pinned_by:
        return False
    return requirement.segment.cell is None or bool(options.get("notebooks"))


def is_below(requirement: Requirement, level: str) -> bool:
    """Whether the requirement's level is less than this one."""
    return LEVELS.index(requirement.level) < LEVELS.index(level)


def count_levels(found: Packages, options: Options) -> dict[str, int]:
    """How many of the requirements that must be pinned have each level."""
    counts: dict[str, int] = {}
    for requirement in judged(found, options):
        if requirement.place in PINNED and requirement.form != IMAGE_FORM:
            counts[requirement.level] = counts.get(requirement.level, 0) + 1
    return counts


def is_pip_or_conda(requirement: Requirement) -> bool:
    """Whether it is a package by its name or address, and neither a repository nor an image."""
    return requirement.form not in (VCS, IMAGE_FORM)
