"""Files that are called requirements and are not for pip: notes, lists of another tool."""

from __future__ import annotations

from labcoat.core.packages.requirement import INVALID, LEVELS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages, Requirement

FEW = 5  # invalid lines are reported one by one, whatever the file is


def by_file(found: Packages) -> list[list[Requirement]]:
    """The requirements of each requirements file that has any; a notebook may write many such files."""
    files: dict[int, list[Requirement]] = {id(segment): [] for segment, _ in found.files}
    for made in found.requirements:
        if id(made.segment) in files:
            files[id(made.segment)].append(made)
    return [made for made in files.values() if made]


def is_prose(requirements: list[Requirement]) -> bool:
    """Whether a requirements file is none: most of it is no requirement at all, and nothing in it has a version."""
    refused = len([made for made in requirements if made.level == INVALID and "PEP 508" in made.reason])
    is_versioned = any([made.level in LEVELS[1:] for made in requirements])
    return refused >= FEW and refused * 2 > len(requirements) and not is_versioned
