"""uv's settings, in `[tool.uv]` of pyproject.toml and in uv.toml: https://docs.astral.sh/uv/reference/settings/."""

from __future__ import annotations

from labcoat.core.packages.manifests.dependency_tables import add_option, entries, is_true, requirement_of, value_of
from labcoat.core.packages.requirement import MANIFEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

OPTIONS = {
    "index-url": "index-url",
    "extra-index-url": "extra-index-url",
    "find-links": "find-links",
    "index-strategy": "index-strategy",
    "prerelease": "prerelease",
    "allow-insecure-host": "trusted-host",
}
SOURCES = ("git", "url", "path", "workspace")


def read(segment: Segment, found: Packages, table: tuple[str, ...]) -> None:
    """Add the options, the indexes, and where single packages come from."""
    settings, _ = segment.settings()
    for setting in settings:
        if setting.path[: len(table)] == table:
            _add_option(segment, setting, setting.path[len(table) :], found)
    for _, keys in entries(settings, (*table, "index")):
        if value_of(keys, "url"):
            add_option(found, segment, _index_name(keys), keys["url"])
    for name, keys in entries(settings, (*table, "sources")):
        if any([key in keys for key in SOURCES]):
            found.add(requirement_of(segment, name, keys), MANIFEST)


def _add_option(segment: Segment, setting: Setting, path: tuple[str, ...], found: Packages) -> None:
    """An option or an item of its list, `pip.` in front of its name or not."""
    path = path[1:] if path[:1] == ("pip",) else path
    is_option = len(path) == 1 or (len(path) == 2 and path[1].isdigit())
    if is_option and path[0] in OPTIONS and isinstance(setting.value, str):
        add_option(found, segment, OPTIONS[path[0]], setting)


def _index_name(keys: dict[str, Setting]) -> str:
    """What an index is to pip. An explicit one is only for the packages that name it."""
    if is_true(keys, "explicit"):
        return "explicit-index"
    if is_true(keys, "default"):
        return "index-url"
    return "find-links" if value_of(keys, "format") == "flat" else "extra-index-url"
