"""INI files that name packages, by their names: setup.cfg, tox.ini, configurations of pip, and `.env` files."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment


def read(segment: Segment, found: Packages) -> None:
    """Add what the file says; nothing for any other INI file, which is not even parsed."""
    name = found.path_of(segment).replace("\\", "/").rpartition("/")[2].lower()
    if name.startswith(("setup.cfg", "tox.ini")):
        from labcoat.core.packages.manifests import setup_cfg

        setup_cfg.read(segment, found)
    elif name.startswith(("pip.conf", "pip.ini")):
        from labcoat.core.packages.pip import pip_conf

        pip_conf.read(segment, found)
    elif name.endswith(".env") or name.startswith(".env."):
        from labcoat.core.packages.pip import pip_conf

        pip_conf.read_variables(segment, found)
    elif ".env" in name and ("PIP_" in segment.text or "UV_" in segment.text):
        _read_variables(segment, found)


def _read_variables(segment: Segment, found: Packages) -> None:
    """`PIP_INDEX_URL=https://…` of a `.env` file."""
    from labcoat.core.packages.commands.command_settings import add_setting
    from labcoat.core.packages.requirement import COMMAND

    for setting in segment.settings()[0]:
        if setting.key.startswith(("PIP_", "UV_")):
            span = setting.key_start, setting.end + len(setting.style)
            value_span = setting.start, setting.end
            add_setting(segment, setting.key, str(setting.value), span, value_span, found, COMMAND)
