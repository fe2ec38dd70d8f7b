"""Where conda gets packages from: `channels` of its environments, and its own configuration, `.condarc`.

https://docs.conda.io/projects/conda/en/stable/configuration.html
"""

from __future__ import annotations

from labcoat.core.packages.requirement import CONDA, Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

FILES = (".condarc", "condarc", ".mambarc", "mambarc")
LISTS = ("channels", "default_channels", "custom_channels", "channel_alias", "custom_multichannels")


def read_channels(segment: Segment, found: Packages, settings: Sequence[Setting]) -> None:
    """Add the channels that are given by their address, and whether certificates are checked."""
    is_configuration = found.path_of(segment).replace("\\", "/").rpartition("/")[2].lower() in FILES
    if not is_configuration and not any([made.place == CONDA for made in found.requirements]):
        return
    for setting in settings:
        if setting.path[:1] == ("ssl_verify",) and is_configuration:
            _add(found, segment, "ssl-verify", setting)
        elif setting.path and setting.path[0] in LISTS and "://" in str(setting.value):
            _add(found, segment, "channel", setting)


def _add(found: Packages, segment: Segment, name: str, setting: Setting) -> None:
    value = str(setting.value).lower() if isinstance(setting.value, bool) else str(setting.value)
    span = setting.key_start if setting.key_end > setting.key_start else setting.start, setting.end
    found.options.append(Option(segment, name, value, span, (setting.start, setting.end), CONDA))
