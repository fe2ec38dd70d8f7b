"""Pipfile: https://pipenv.pypa.io/en/latest/pipfile.html."""

from __future__ import annotations

from labcoat.core.packages.dependency_tables import (
    add_flag,
    add_option,
    add_unverified,
    entries,
    requirement_of,
    value_of,
)
from labcoat.core.packages.locks import mark_locked
from labcoat.core.packages.requirement import MANIFEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment


def read(segment: Segment, found: Packages) -> None:
    """Add the packages and sources."""
    settings, _ = segment.settings()
    for table in ("packages", "dev-packages"):
        for name, keys in entries(settings, (table,)):
            found.add(requirement_of(segment, name, keys), MANIFEST)
    for number, (_, keys) in enumerate(entries(settings, ("source",))):
        if value_of(keys, "url"):
            add_option(found, segment, "extra-index-url" if number else "index-url", keys["url"])
        add_unverified(found, segment, keys)
    for name, keys in entries(settings, ("pipenv",)):
        if name == "allow_prereleases":
            add_flag(found, segment, "pre", keys, "version")
    mark_locked(segment, found)
