"""TOML files that name packages, by their names: pyproject.toml, uv.toml, Pipfile, and lock files."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment


def read(segment: Segment, found: Packages) -> None:
    """Add what the file says; nothing for any other TOML file, which is not even parsed."""
    from labcoat.core.packages.locks.locks import is_lock, read_lock

    path = found.path_of(segment)
    name = path.replace("\\", "/").rpartition("/")[2].lower()
    if is_lock(path):
        read_lock(segment, found)
    elif name == "pipfile":
        from labcoat.core.packages.manifests import pipfile

        pipfile.read(segment, found)
    elif name == "uv.toml":
        from labcoat.core.packages.manifests import uv_settings

        uv_settings.read(segment, found, ())
    elif name.startswith("pyproject.toml") or name == "pixi.toml" or segment.cell:
        from labcoat.core.packages.manifests import pyproject

        pyproject.read(segment, found)
