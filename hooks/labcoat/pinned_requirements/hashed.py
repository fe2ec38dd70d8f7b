"""Whether an installer knows the hash of all that it may take: then it does not matter which index hands it out."""

from __future__ import annotations

from labcoat.core.packages.requirement import CONSTRAINTS, LOCAL
from labcoat.pinned_requirements.index_options import OFF, plain_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.project import Project
    from labcoat.core.packages.requirement import Option, Packages, Reference, Requirement

    Place = tuple[int, int]  # a segment, by its id, and the number of a command in it; 0 for the rest

MOST_FILES = 100  # that files of requirements name in turn


def without_hashes(found: Packages, options: list[Option], trusts_locks: bool = False) -> list[Option]:
    """Those options that may give a file without a known hash to what is installed with them.

    A lock file that a script names and that is not there may be elsewhere: `trusts_locks` takes it for one with hashes.

    An argument is about its command. A setting is about its segment or, where nothing is installed there, about all.
    """
    if not options:
        return []
    hashed = _hashed_places(found, trusts_locks)
    asked = _asking(found)
    segments: dict[int, bool] = {}
    for (segment, _), is_hashed in hashed.items():
        segments[segment] = segments.get(segment, True) and is_hashed
    rest = all([*hashed.values()]) if hashed else bool(asked)
    return [
        option
        for option in options
        if not asked.intersection(((id(option.segment), option.command), (id(option.segment), 0)))
        and not (hashed.get(_place(option), False) if option.command else segments.get(id(option.segment), rest))
    ]


def _hashed_places(found: Packages, trusts_locks: bool) -> dict[Place, bool]:
    """Whether there are hashes of all that a command or the rest of a segment installs, where it installs anything."""
    asked = _asking(found)
    hashed: dict[Place, bool] = {}
    for made in found.requirements:
        if made.place != CONSTRAINTS and made.level != LOCAL:
            place = _place(made)
            hashed[place] = hashed.get(place, True) and (made.level == "hash" or place in asked)
    files: dict[str, bool] = {}
    for reference in found.references:
        place = _place(reference)
        if not reference.is_constraint and hashed.get(place, True):
            if reference.path not in files:
                is_elsewhere = found.project.find(reference.path, found.path) is None and reference.path.endswith(
                    ".lock"
                )
                files[reference.path] = (is_elsewhere and trusts_locks) or _is_hashed_file(found, reference.path)
            hashed[place] = files[reference.path] or place in asked
    return hashed


def _place(made: Requirement | Reference | Option) -> Place:
    return id(made.segment), made.command


def _asking(found: Packages) -> set[Place]:
    """Where `--require-hashes` is given: the installer refuses everything else."""
    asking = [option for option in found.options if option.name == "require-hashes"]
    return {_place(option) for option in asking if plain_value(option) not in OFF}


def _is_hashed_file(found: Packages, path: str) -> bool:
    """Whether a file of the project, and those that it includes, names something, and all of it with hashes."""
    waiting = [found.project.find(path, found.path)]
    seen: set[str] = set()
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        read = _read(found.project, file) if file and len(seen) < MOST_FILES else None
        if file is None or read is None or not all([_is_hashed(made) for made in read.requirements]):
            return False
        seen.add(file)
        waiting += [found.project.find(part.path, file) for part in read.references if not part.is_constraint]
    return True


def _read(project: Project, path: str) -> Packages | None:
    """What a requirements file says; None for one without any hash or further file, which needs no reading."""
    from labcoat.core.packages.pip import pip_file
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment

    text = project.text(path) or ""
    if "--hash" not in text and "-r" not in text:
        return None
    read = Packages(path, project)
    pip_file.read(Segment(text, "requirements"), read)
    return read if read.requirements or read.references else None


def _is_hashed(made: Requirement) -> bool:
    return made.level in ("hash", LOCAL)
