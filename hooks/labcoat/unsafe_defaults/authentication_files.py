"""All that switches authentication off in a file: its code, commands, settings and variables together."""

from __future__ import annotations

import ast
import re

from labcoat.core.rule import Hit
from labcoat.core.running.scripts import talks
from labcoat.unsafe_defaults.authentication_names import (
    EMPTY,
    ON,
    OPTIONS,
    OWN_OPTIONS,
    PROTECTED_MODE,
    SETTINGS,
    TRAIT_OWNERS,
    TRAITS,
    VARIABLES,
)
from labcoat.unsafe_defaults.variables import variables
from labcoat.unsafe_defaults.word_lists import listed_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.segments import Parts
    from labcoat.core.settings import Setting
    from labcoat.core.words import Word
    from labcoat.unsafe_defaults.authentication_names import Switch
    from labcoat.unsafe_defaults.variables import Variable

TRAIT = re.compile(r"--([A-Za-z]+)\.([a-z_]+)")
SETTING_KINDS = ("yaml", "json", "toml", "ini", "hcl")
HAS_TOKEN = re.compile(r"(?:App|Provider)\.token[\"']?[ \t]*[=:][ \t]*[\"']?[\w$({]")
MAKES_PUBLIC = ("public", "upload")  # of MinIO: all may write
MOST_VALUE = 200


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
            yield from _command_hits(command, has_token)
    for variable in variables(parts):
        yield from _variable_hits(variable)
    for segment in parts.segments:
        if segment.language in SETTING_KINDS:
            yield from _setting_hits(segment, has_token)


def _is_off(switch: Switch, value: object) -> bool:
    text = str(value).strip()
    return len(text) < MOST_VALUE and text.lower() in switch[0]


def _made(segment: Segment, start: int, end: int, name: str, switch: Switch) -> Hit:
    values, whose, severity, advice = switch
    if values is EMPTY:
        message = f"{whose} lets anybody in who can connect: `{name}` is empty"
    elif "xsrf" in name.lower():
        message = f"other web pages can use {whose} in your name: `{name}`"
    else:
        message = f"anybody can use {whose} without authentication: `{name}`"
    return Hit(segment, start, end, message, advice, severity)


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
            yield _made(segment, start, end, name, switch)
        elif owner in TRAIT_OWNERS and isinstance(value, (str, bool)):
            yield from _trait_hit(segment, start, end, (owner, name, name), value, has_token)


def _trait_hit(
    segment: Segment, start: int, end: int, names: tuple[str, str, str], value: object, has_token: bool
) -> Iterator[Hit]:
    """A setting of Jupyter's: (its class, its name, how it is shown)."""
    owner, trait, shown = names
    switch = TRAITS.get(trait)
    if trait == "password_required" or switch is None or owner not in TRAIT_OWNERS or not _is_off(switch, value):
        return
    if "password" in trait and has_token:
        return
    yield _made(segment, start, end, shown, switch)


def _command_hits(command: CommandLine, has_token: bool) -> Iterator[Hit]:
    program, arguments = command.arguments_after_wrappers()
    own = OWN_OPTIONS.get("jupyter" if program.startswith(("jupyter", "start-notebook")) else program, {})
    words = command.words
    for index, word in enumerate(words):
        if not word.value.startswith("-"):
            continue
        name, equals, value = word.value.partition("=")
        end = word
        if not equals and index + 1 < len(words) and not words[index + 1].value.startswith("-"):
            end = words[index + 1]
            value = end.value
        found = list(_option_hits(command, (word, end), name, value, own, has_token))
        if found:
            yield found[0]
            return
    yield from _words_hits(command, program, arguments)


def _option_hits(
    command: CommandLine, span: tuple[Word, Word], name: str, value: str, own: dict[str, Switch], has_token: bool
) -> Iterator[Hit]:
    first, last = span
    is_given = first is not last or "=" in first.value
    if found := TRAIT.fullmatch(name):
        names = (found[1], found[2], name)
        given = value if is_given else "true"
        yield from _trait_hit(command.segment, first.start, last.end, names, given, has_token)
        return
    switch = own.get(name) or OPTIONS.get(name)
    if switch is None:
        return
    if switch[0] is ON and not (is_given and value.lower() in (*ON, "false", "0", "no", "off")):
        yield _made(command.segment, first.start, first.end, name, switch)
    elif is_given and _is_off(switch, value):
        yield _made(command.segment, first.start, last.end, name, switch)


def _words_hits(command: CommandLine, program: str, arguments: list[Word]) -> Iterator[Hit]:
    """`redis-cli config set protected-mode no`, `mc anonymous set public`, `elasticsearch -Expack.…=false`."""
    values = [word.value for word in arguments]
    if program == "redis-cli" and values[-2:] == ["protected-mode", "no"]:
        switch: Switch = OPTIONS["--protected-mode"]
        yield _made(command.segment, arguments[-2].start, arguments[-1].end, "protected-mode", switch)
    if (
        program == "mc"
        and values[:2] in (["anonymous", "set"], ["policy", "set"])
        and values[2:3]
        and values[2] in MAKES_PUBLIC
    ):
        switch = ((), "the bucket", "", "give out signed links, or a policy for one user")
        yield _made(command.segment, arguments[0].start, arguments[2].end, f"mc {values[0]} set", switch)
    for word in arguments:
        name, _, value = word.value.removeprefix("-E").partition("=")
        switch = VARIABLES["xpack.security.enabled"]
        if word.value.startswith("-E") and name == "xpack.security.enabled" and _is_off(switch, value):
            yield _made(command.segment, word.start, word.end, name, switch)


def _variable_hits(variable: Variable) -> Iterator[Hit]:
    switch = VARIABLES.get(variable.name)
    if switch is None or variable.is_template:
        return
    values = [part.strip() for part in variable.value.split(",")] if variable.value else [""]
    if any([_is_off(switch, value) for value in values]):
        yield _made(variable.segment, variable.start, variable.end, variable.name, switch)


def _setting_hits(segment: Segment, has_token: bool) -> Iterator[Hit]:
    for setting in segment.settings()[0]:
        if setting.value is None:
            continue
        place = (setting.key_start, setting.end)
        if len(setting.path) > 1 and setting.path[-2] in TRAIT_OWNERS:
            names = (setting.path[-2], setting.key, setting.key)
            yield from _trait_hit(segment, *place, names, setting.value, has_token)
            continue
        switch = _setting_switch(setting)
        values = str(setting.value).split(",") if switch else []
        if switch and any([_is_off(switch, value) for value in values]):
            yield _made(segment, *place, ".".join(setting.path[-2:]), switch)
    if segment.language == "ini":
        for found in PROTECTED_MODE.finditer(segment.text):
            yield _made(segment, found.start(), found.end(), "protected-mode", SETTINGS[("protected-mode",)])
    yield from _code_server_hits(segment)


def _setting_switch(setting: Setting) -> Switch | None:
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
        yield _made(segment, found.key_start, found.end, "auth", switch)
