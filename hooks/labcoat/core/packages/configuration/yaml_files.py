"""YAML files: what each is, its content says, not its name. One file may be several things."""

from __future__ import annotations

from labcoat.core.packages.locks.locks import is_lock, read_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment


def read(segment: Segment, found: Packages) -> None:
    """Add what a YAML file says. In one that cannot be parsed, a template perhaps, only single lines are looked at."""
    if is_lock(found.path_of(segment)):
        read_lock(segment, found)
        return
    settings, error = segment.settings()
    from labcoat.core.packages.configuration.workflows import read_commands, read_variables

    read_commands(segment, found, settings)
    read_variables(segment, found, settings)
    if error:
        return
    from labcoat.core.packages.configuration.conda_channels import read_channels
    from labcoat.core.packages.configuration.conda_files import read_environments
    from labcoat.core.packages.configuration.precommit_files import read_hooks
    from labcoat.core.packages.configuration.service_files import read_services
    from labcoat.core.packages.images.compose import read_images

    read_environments(segment, found, settings)
    read_channels(segment, found, settings)
    for setting in settings:
        if setting.style == "|" and "dependencies:" in str(setting.value):  # Azure ML's Spark, a ConfigMap
            inner = segment.slice(setting.start, setting.end, "yaml")
            read_environments(inner, found, inner.settings()[0])
    read_hooks(segment, found, settings)
    read_services(segment, found, settings)
    read_images(segment, found, settings)
