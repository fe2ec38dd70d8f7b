"""What `labcoat fix` writes: the version of a lock file or of a named interpreter, and nothing beside the specifier."""

from __future__ import annotations

from labcoat.core.packages.locks.versions import version_for
from labcoat.core.packages.requirement import CONDA_FORM, LEVELS, PIP, URL
from labcoat.core.rule import Edit, Fix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages, Requirement
    from labcoat.core.rule import Options

OPEN = LEVELS[: LEVELS.index("exact")]
RELEASE = 3  # numbers that make conda's `=1.2.3` one release


def pin(found: Packages, requirement: Requirement, options: Options) -> Fix | None:
    """The fix that names the one version which is known for a requirement. None where it is not known for sure."""
    is_open = requirement.form in (PIP, CONDA_FORM) and requirement.level in OPEN and not requirement.url
    if not is_open or not requirement.is_written:
        return None
    behind = requirement.segment.text[requirement.spec_end : requirement.spec_end + 1]
    if behind in ("<", ">"):  # a shell takes the rest for the name of a file
        return None
    known = version_for(found, requirement, options)
    if known is None:
        return None
    version, source = known
    title = f"Pin `{requirement.name}` to {version} ({source})"
    return Fix(title, [Edit(requirement.spec_start, requirement.spec_end, _written(requirement, version))], asked=True)


def _written(requirement: Requirement, version: str) -> str:
    """The specifier of one version, in the form of the requirement."""
    if requirement.form == CONDA_FORM:
        return f"={version}" if version.count(".") + 1 >= RELEASE else f"=={version}"
    written = requirement.specifier
    after = written.lstrip("(<>=~!")
    blanks = after[: len(after) - len(after.lstrip(" \t"))]  # as whoever wrote it likes them: `>= 1.2`
    return f"(=={blanks}{version})" if written.startswith("(") else f"=={blanks}{version}"


def advice(requirement: Requirement, fix: Fix | None) -> str:
    """How to get the fix made, or a version to be found; empty where neither can be."""
    if fix is not None:
        return f"{fix.title[:1].lower()}{fix.title[1:]}: `labcoat fix --select pinned-requirements` does it"
    if requirement.form == PIP and requirement.name and requirement.is_written and not requirement.hashes:
        return f"name one version: `{requirement.name}==<version>`; `labcoat fix --python PATH` takes what is installed"
    if requirement.form == URL:
        return "name a release or a commit: a wheel, `archive/<commit>.zip`, or `#sha256=<hash>` behind it"
    return ""
