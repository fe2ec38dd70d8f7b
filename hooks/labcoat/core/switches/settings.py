"""Switches in configuration: YAML, JSON, TOML, INI, properties and `.env` files."""

from __future__ import annotations

from labcoat.core.switches import Switch, is_on, is_option, is_variable
from labcoat.core.switches.words import shell_switches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

MOST_SIBLINGS = 100
PROSE = "description help name title comment doc docs summary message text note".split()


def setting_switches(segment: Segment, option: str) -> Iterator[Switch]:
    """Keys that switch the option on, and command lines in values that do."""
    found, _ = segment.settings()
    siblings = _siblings(found)
    for index, setting in enumerate(found):
        if _names(setting, option) and is_on(setting.value):
            yield _switch(segment, setting, siblings)
        elif setting.path[-1:] == ("name",) and is_variable(str(setting.value), option):
            following = found[index + 1 : index + 2]  # Kubernetes: a list of name and value
            if following and following[0].path == (*setting.path[:-1], "value") and is_on(following[0].value):
                yield _switch(segment, following[0], siblings)
        elif isinstance(setting.value, str) and (not setting.path or setting.path[-1].lower() not in PROSE):
            yield from shell_switches(segment.slice(setting.start, setting.end, "shell"), option)


def _names(setting: Setting, option: str) -> bool:
    key = setting.path[-1] if setting.path else ""
    return is_option(key, option) or is_variable(key, option)


def _siblings(found: list[Setting]) -> dict[tuple[str, ...], list[str]]:
    """The values of every table, by its path; enough of them to find a repository and its revision."""
    siblings: dict[tuple[str, ...], list[str]] = {}
    for setting in found:
        values = siblings.setdefault(setting.path[:-1], [])
        if len(values) < MOST_SIBLINGS:
            values.append(str(setting.value))
    return siblings


def _switch(segment: Segment, setting: Setting, siblings: dict[tuple[str, ...], list[str]]) -> Switch:
    return Switch(segment, setting.key_start, setting.end, siblings[setting.path[:-1]])
