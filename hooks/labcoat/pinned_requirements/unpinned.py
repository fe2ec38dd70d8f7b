"""unpinned-requirement, unpinned-vcs and unhashed-requirement: what may be something else tomorrow."""

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
from labcoat.core.rule import Hit
from labcoat.pinned_requirements.scan import packages_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.packages.requirement import Packages, Requirement
    from labcoat.core.rule import Options

DEFAULT_LEVEL = "exact"
ASKED = (REQUIREMENTS, CONDA, DOCKERFILE, SCRIPT, CODE, COMMAND, HOOK)  # INPUT, CONSTRAINTS and MANIFEST hold ranges
BOOTSTRAP = ("pip", "setuptools", "wheel")  # what an environment is made with
WHAT = {
    "none": "no version",
    "range": "a range of versions",
    "compatible": "any compatible version",
}


@packages_rule("medium")
def unpinned_requirement(found: Packages, options: Options) -> Iterator[Hit]:
    """A package is installed in whatever version is newest that day.

    What it does
    ------------
    Reports a requirement that does not name one version.

    Why is this bad?
    ----------------
    Whoever takes over the package publishes a new version, and the next build installs it.

    Example
    -------
        numpy>=1.20

    Use instead
    -----------
        numpy==1.26.4

    References
    ----------
    - https://pip.pypa.io/en/stable/topics/repeatable-installs/
    """
    for requirement in found.requirements:
        if requirement.form not in (VCS, IMAGE_FORM) and is_below(requirement, options):
            yield _unpinned(requirement)


def is_below(requirement: Requirement, options: Options) -> bool:
    """Whether the project asks for more of a requirement than it has."""
    if requirement.level not in LEVELS or requirement.is_pinned_by or requirement.place not in ASKED:
        return False
    if requirement.segment.cell is not None and not options.get("notebooks"):
        return False
    return LEVELS.index(requirement.level) < LEVELS.index(options.get("min-level") or DEFAULT_LEVEL)


def _unpinned(requirement: Requirement) -> Hit:
    severity = "low" if requirement.segment.cell or requirement.place in (COMMAND, HOOK) else ""
    named = f"`{requirement.name}`"
    return Hit(
        requirement.segment,
        requirement.start,
        requirement.end,
        f"{named} is not pinned: {WHAT.get(requirement.level, requirement.level)}",
        "name one version: `==`",
        severity,
    )


RULES = [unpinned_requirement]
