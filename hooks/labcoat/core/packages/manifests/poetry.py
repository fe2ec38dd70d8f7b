"""Poetry's tables in pyproject.toml: https://python-poetry.org/docs/pyproject/ and .../repositories/."""

from __future__ import annotations

from labcoat.core.packages.manifests.dependency_tables import (
    add_flag,
    add_option,
    entries,
    is_true,
    requirement_of,
    value_of,
)
from labcoat.core.packages.requirement import MANIFEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

TABLES = (
    ("tool", "poetry", "dependencies"),
    ("tool", "poetry", "dev-dependencies"),
    ("tool", "poetry", "group", "*", "dependencies"),
)


def read(segment: Segment, settings: Sequence[Setting], found: Packages) -> None:
    """Add its dependencies and sources."""
    if "tool.poetry" not in segment.text:
        return
    for pattern in TABLES:
        for name, keys in entries(settings, pattern):
            if name.lower() != "python":
                found.add(requirement_of(segment, name, keys), MANIFEST)
                add_flag(found, segment, "pre", keys, "allow-prereleases")
    _add_sources(segment, settings, found)


def _add_sources(segment: Segment, settings: Sequence[Setting], found: Packages) -> None:
    """Poetry takes the newest version of all primary sources; the first of them stands in the place of PyPI."""
    has_first = False
    for _, keys in entries(settings, ("tool", "poetry", "source")):
        priority = value_of(keys, "priority").lower()
        if priority == "explicit":
            name = "explicit-index"
        elif priority == "default" or is_true(keys, "default"):
            name = "index-url"
        elif priority in ("supplemental", "secondary") or is_true(keys, "secondary") or has_first:
            name = "extra-index-url"
        else:
            name, has_first = "index-url", True
        if value_of(keys, "url"):
            add_option(found, segment, name, keys["url"])
