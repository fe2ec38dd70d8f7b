"""Pipfile: https://pipenv.pypa.io/en/latest/pipfile.html."""

from __future__ import annotations

from labcoat.core.packages.locks.locks import mark_locked
from labcoat.core.packages.manifests.dependency_tables import (
    add_flag,
    add_option,
    add_unverified,
    entries,
    is_true,
    requirement_of,
    value_of,
)
from labcoat.core.packages.requirement import MANIFEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment

SEARCH_ALL = "install_search_all_sources"  # else a further source is only for packages that name it, since 2022.3.23


def read(segment: Segment, found: Packages) -> None:
    """Add the packages and sources."""
    settings, _ = segment.settings()
    for table in ("packages", "dev-packages"):
        for name, keys in entries(settings, (table,)):
            found.add(requirement_of(segment, name, keys), MANIFEST)
    pipenv = dict(entries(settings, ("pipenv",)))
    further = "extra-index-url" if is_true(pipenv.get(SEARCH_ALL, {}), "version") else "explicit-index"
    for number, (_, keys) in enumerate(entries(settings, ("source",))):
        if value_of(keys, "url"):
            add_option(found, segment, further if number else "index-url", keys["url"])
        add_unverified(found, segment, keys)
    add_flag(found, segment, "pre", pipenv.get("allow_prereleases", {}), "version")
    mark_locked(segment, found)
