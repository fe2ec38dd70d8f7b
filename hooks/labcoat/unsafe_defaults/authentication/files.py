"""All that switches authentication off in a file: its code, commands, settings and variables together."""

from __future__ import annotations

import ast
import re

from labcoat.core.running.scripts import talks
from labcoat.unsafe_defaults.authentication.commands import command_hits
from labcoat.unsafe_defaults.authentication.hits import is_off, made, trait_hit
from labcoat.unsafe_defaults.authentication.switches import (
    MODEL_API,
    OWN_OPTIONS,
    PROTECTED_MODE,
    SETTINGS,
    TRAIT_OWNERS,
    VARIABLES,
)
from labcoat.unsafe_defaults.common.variables import variables
from labcoat.unsafe_defaults.common.word_lists import listed_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit
    from labcoat.core.segment import Segment
    from labcoat.core.segments import Parts
    from labcoat.core.settings import Setting
    from labcoat.unsafe_defaults.authentication.switches import Switch
    from labcoat.unsafe_defaults.common.variables import Variable

SETTING_KINDS = ("yaml", "json", "toml", "ini", "hcl")
HAS_TOKEN = re.compile(r"(?:App|Provider)\.token[\"']?[ \t]*[=:][ \t]*[\"']?[\w$({]")


def open_to_all(parts: Parts) -> Iterator[Hit]:
    """The hits of a file; of one command only the first."""
    taken: set[tuple[int, int]] = set()
    has_token = any([HAS_TOKEN.search(segment.text) for segment in _segments(parts)])
    for hit in _all(parts, has_token):
        place = (id(hit.segment.cell), hit.segment.offset + hit.start)
        if place not in taken:
            taken.add(place)
            yield hit


def _segments(parts: Parts) -> list[Segment]:
    return [*parts.segments, *[segment for module in parts.modules for segment in module.segments]]


def _all(parts: Parts, has_token: bool) -> Iterator[Hit]:
    for module in parts.modules:
        yield from _assigned_hits(module, has_token)
    for command in [*parts.commands, *listed_commands(parts)]:
        if not talks(command):
            yield from command_hits(command, has_token)
    for variable in variables(parts):
        yield from _variable_hits(variable)
    for segment in parts.segments:
        if segment.language in SETTING_KINDS:
            yield from _setting_hits(segment, has_token)


def _assigned_hits(module: Module, has_token: bool) -> Iterator[Hit]:
    """`c.ServerApp.token = ""`, `AUTH_ROLE_PUBLIC = "Admin"` of Airflow's web server."""
    for statement in module.nodes(ast.Assign):
        target = statement.targets[0]
        owner = getattr(target.value, "attr", "") if isinstance(target, ast.Attribute) else ""
        name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
        value = module.value(statement.value)
        segment, start, end = module.span(statement)
        if name == "AUTH_ROLE_PUBLIC" and not owner and value in ("Admin", "Op", "User"):
            switch = ((), "Airflow", "", "remove it, and give each user an account")
            yield made(segment, start, end, name, switch)
        elif owner in TRAIT_OWNERS and isinstance(value, (str, bool)):
            yield from trait_hit(segment, start, end, (owner, name, name), value, has_token)


def _variable_hits(variable: Variable) -> Iterator[Hit]:
    switch = VARIABLES.get(variable.name)
    if switch is None or variable.is_template:
        return
    values = [part.strip() for part in variable.value.split(",")] if variable.value else [""]
    if any([is_off(switch, value) for value in values]):
        yield made(variable.segment, variable.start, variable.end, variable.name, switch)


def _setting_hits(segment: Segment, has_token: bool) -> Iterator[Hit]:
    for setting in segment.settings()[0]:
        if setting.value is None:
            continue
        place = (setting.key_start, setting.end)
        if len(setting.path) > 1 and setting.path[-2] in TRAIT_OWNERS:
            names = (setting.path[-2], setting.key, setting.key)
            yield from trait_hit(segment, *place, names, setting.value, has_token)
            continue
        switch = _setting_switch(segment, setting)
        values = str(setting.value).split(",") if switch else []
        if switch and any([is_off(switch, value) for value in values]):
            yield made(segment, *place, ".".join(setting.path[-2:]), switch)
    if segment.language == "ini":
        for found in PROTECTED_MODE.finditer(segment.text):
            yield made(segment, found.start(), found.end(), "protected-mode", SETTINGS[("protected-mode",)])
    yield from _code_server_hits(segment)


def _setting_switch(segment: Segment, setting: Setting) -> Switch | None:
    if setting.key == "enable_model_api" and "0.0.0.0" in segment.text:  # noqa: S104 - what is looked for
        return MODEL_API
    for length in (1, 2, 3):
        if switch := SETTINGS.get(setting.path[-length:]):
            return switch
    return None


def _code_server_hits(segment: Segment) -> Iterator[Hit]:
    """`auth: none` beside `bind-addr:`, as code-server's configuration has them."""
    settings = {setting.path: setting for setting in segment.settings()[0] if len(setting.path) == 1}
    found = settings.get(("auth",))
    if found and found.value == "none" and ("bind-addr",) in settings:
        switch = OWN_OPTIONS["code-server"]["--auth"]
        yield made(segment, found.key_start, found.end, "auth", switch)
