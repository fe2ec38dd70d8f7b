"""JSON files: environments of conda, jobs of Databricks, runtime environments of Ray, dev containers, LangGraph.

JSON is full of texts that are no commands (data sets, chats): one is looked at only where its key says that it is run.
"""

from __future__ import annotations

from labcoat.core.packages.configuration.conda_files import read_environments
from labcoat.core.packages.configuration.service_files import read_services
from labcoat.core.packages.configuration.workflows import key_of, read_commands, read_variables
from labcoat.core.packages.locks.locks import is_lock, read_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment

COMMAND_KEYS = ("command", "cmd", "script", "run", "install", "setup", "args", "entrypoint")


def read(segment: Segment, found: Packages) -> None:
    """Add what a JSON file says."""
    if is_lock(found.path_of(segment)):
        read_lock(segment, found)
        return
    settings, error = segment.settings()
    read_commands(segment, found, [setting for setting in settings if _is_run(key_of(setting))])
    read_variables(segment, found, settings)
    if not error:
        read_environments(segment, found, settings)
        read_services(segment, found, settings)


def _is_run(key: str) -> bool:
    return any([word in key for word in COMMAND_KEYS])
