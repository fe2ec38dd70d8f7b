"""PDM's sources in pyproject.toml: https://pdm-project.org/latest/usage/config/."""

from __future__ import annotations

from labcoat.core.packages.manifests.dependency_tables import (
    add_flag,
    add_option,
    add_unverified,
    entries,
    value_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting


def read(segment: Segment, settings: Sequence[Setting], found: Packages) -> None:
    """Add its sources, and whether pre-releases are taken."""
    if "tool.pdm" not in segment.text:
        return
    for _, keys in entries(settings, ("tool", "pdm", "source")):
        if value_of(keys, "url"):
            add_option(found, segment, _option_name(keys), keys["url"])
        add_unverified(found, segment, keys)
    for name, keys in entries(settings, ("tool", "pdm")):
        if name in ("resolution", "allow_prereleases"):
            add_flag(found, segment, "pre", keys, "allow-prereleases" if name == "resolution" else "version")


def _option_name(keys: dict[str, Setting]) -> str:
    """What a source is to pip: only the one named `pypi` takes the place of PyPI."""
    if value_of(keys, "type") == "find_links":
        return "find-links"
    if any([key.startswith("include_packages.") for key in keys]):
        return "explicit-index"
    return "index-url" if value_of(keys, "name") == "pypi" else "extra-index-url"
