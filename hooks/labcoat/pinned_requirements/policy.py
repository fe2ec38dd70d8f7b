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


def is_judged(requirement: Requirement, options: Options) -> bool:
    """Whether a requirement has a level at all, nothing else pins it, and it stands where the project looks."""
    if requirement.level not in LEVELS or requirement.is_pinned_by:
        return False
    return requirement.segment.cell is None or bool(options.get("notebooks"))


def is_below(requirement: Requirement, level: str) -> bool:
    """Whether the requirement's level is less than this one."""
    return LEVELS.index(requirement.level) < LEVELS.index(level)


def count_levels(found: Packages, options: Options) -> dict[str, int]:
    """How many of the requirements that must be pinned have each level."""
    counts: dict[str, int] = {}
    for requirement in found.requirements:
        if requirement.place in PINNED and requirement.form != IMAGE_FORM and is_judged(requirement, options):
            counts[requirement.level] = counts.get(requirement.level, 0) + 1
    return counts


def is_pip_or_conda(requirement: Requirement) -> bool:
    """Whether it is a package by its name or address, and neither a repository nor an image."""
    return requirement.form not in (VCS, IMAGE_FORM)
