"""INI files that name packages, by their names: setup.cfg, tox.ini, and configurations of pip."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment


def read(segment: Segment, found: Packages) -> None:
    """Add what the file says; nothing for any other INI file, which is not even parsed."""
    name = found.path.replace("\\", "/").rpartition("/")[2].lower()
    if name.startswith(("setup.cfg", "tox.ini")):
        from labcoat.core.packages import setup_cfg

        setup_cfg.read(segment, found)
    elif name.startswith(("pip.conf", "pip.ini")):
        from labcoat.core.packages import pip_conf

        pip_conf.read(segment, found)
