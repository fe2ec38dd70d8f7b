"""Conda environment files, and the same written into other files; told by what is in them, not by their names.

https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html: a mapping with a list of
`dependencies`, one of which may be a mapping from `pip` to lines of a requirements file.
"""

from __future__ import annotations

import re

from labcoat.core.packages.configuration.conda_spec import conda_requirement
from labcoat.core.packages.configuration.escapes import read_decoded
from labcoat.core.packages.locks.locks import format_of
from labcoat.core.packages.pip.pip_items import is_as_written, list_of, read_item
from labcoat.core.packages.requirement import CONDA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

    Path = tuple[str, ...]

LIST = "dependencies"
KEYS = frozenset(("name", "channels", LIST, "prefix", "variables", "platforms"))
LOCKS = ("conda-lock", "conda", "pixi")
OTHER_KEYS = ("build_dependencies", "graphs", "galaxy_info")  # of MLflow's python_env.yaml, LangGraph, Ansible
_BASIC = re.compile(r"(?:\S+::)?(?:python|pip)(?:[\s=<>!~\[]|\Z)")


def read_environments(segment: Segment, found: Packages, settings: list[Setting]) -> None:
    """Add what the environments in these settings install."""
    lists = _lists(settings)
    if not lists:
        return
    known = len(found.requirements)
    with_channels = {list_of(setting)[:-1] for setting in settings if list_of(setting)[-1:] == ("channels",)}
    keys = {setting.path[0] for setting in settings if setting.path}
    named = _is_named(segment, found.path_of(segment))
    for parent, items in lists.items():
        is_plain = parent in with_channels or _has_pip_section(parent, items)
        if is_plain or _is_environment(parent, items, keys, named):
            for setting in items:
                _read(segment, found, setting, len(parent) + 1)
    lock = _lock_beside(found) if len(found.requirements) > known else ""
    for made in found.requirements[known:]:
        made.is_pinned_by = made.is_pinned_by or lock


def _lists(settings: list[Setting]) -> dict[Path, list[Setting]]:
    """What is in lists that are called `dependencies`, by the path of the mapping that has it."""
    lists: dict[Path, list[Setting]] = {}
    for setting in settings:
        path = setting.path
        if LIST in path:
            at = path.index(LIST)
            if path[at + 1 : at + 2] and path[at + 1].isdigit():
                lists.setdefault(path[:at], []).append(setting)
    return lists


def _has_pip_section(parent: Path, items: list[Setting]) -> bool:
    at = len(parent) + 2
    return any([setting.path[at : at + 1] == ("pip",) for setting in items])


def _is_environment(parent: Path, items: list[Setting], keys: set[str], named: bool) -> bool:
    """Whether a list of dependencies without channels and without a section for pip is one of conda packages.

    The name of the mapping says so. At the top of a file Python or pip is among them, or nothing is beside them that an
    environment does not have and the file's name fits.
    """
    if parent:
        return "conda" in parent[-1].lower()
    if not keys.isdisjoint(OTHER_KEYS):
        return False
    if any([len(setting.path) == 2 and _BASIC.match(str(setting.value)) for setting in items]):
        return True
    return keys <= KEYS and named


def _is_named(segment: Segment, path: str) -> bool:
    """Whether the file's name may be that of an environment, which nobody knows of a text that code writes."""
    name = path.replace("\\", "/").rpartition("/")[2].lower()
    return "env" in name or "conda" in name or len(segment.parent) > len(segment.text)


def _read(segment: Segment, found: Packages, setting: Setting, size: int) -> None:
    """An item of the list, or of the section for pip in it."""
    rest = setting.path[size:]
    if not isinstance(setting.value, str):
        return
    if len(rest) > 1 and rest[1] == "pip":
        read_item(segment, setting, found, CONDA)
    elif len(rest) == 1 and is_as_written(segment, setting):
        found.add(conda_requirement(segment, setting.start, setting.value), CONDA)
    elif len(rest) == 1:
        read_decoded(segment, setting, "conda", found, lambda inner: _read_spec(inner, found))


def _read_spec(inner: Segment, found: Packages) -> None:
    found.add(conda_requirement(inner, 0, inner.text), CONDA)


def _lock_beside(found: Packages) -> str:
    """The lock file in the same folder, if there is one."""
    names = found.project.names(found.project.folders(found.path)[0])
    return next((name for name in sorted(names) if format_of(name) in LOCKS), "")
