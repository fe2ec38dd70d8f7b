"""All that a file opens to every network: its code, commands, settings and variables together."""

from __future__ import annotations

import ast
import re

from labcoat.unsafe_defaults.binding.addresses import is_everywhere
from labcoat.unsafe_defaults.binding.calls import HELP, call_hits
from labcoat.unsafe_defaults.binding.commands import command_hits, in_value_hits
from labcoat.unsafe_defaults.binding.defaults import default_hits
from labcoat.unsafe_defaults.binding.published_ports import published_by_compose
from labcoat.unsafe_defaults.binding.settings import WRITTEN_ADDRESS, setting_hits, torchserve_hit, variable_hits
from labcoat.unsafe_defaults.common.variables import variables
from labcoat.unsafe_defaults.common.word_lists import listed_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.segments import Parts

RAY_GUARD = re.compile(r"RAY_AUTH_MODE[\"'\])]*\s*(?:[=:,]|value:)\s*[\"']?token")
OPEN_JUPYTER = re.compile(
    r"--\w*(?:App|Provider)\.token=(?:''|\"\"|\\\"\\\"|[\"']?(?=[,\]\s\\;&|]|$))|(?:App|Provider)\.token\s*=\s*(?:''|\"\")"
    r"|[\"']token[\"']\s*:\s*(?:''|\"\")|JUPYTER_TOKEN[\"'\]]*\s*[=:]\s*(?:''|\"\")",
    re.MULTILINE,
)
APPS = ("ServerApp", "NotebookApp", "LabApp")


def bound_everywhere(parts: Parts) -> Iterator[Hit]:
    """The hits of a file, each place once."""
    taken: dict[tuple[int, int], None] = {}
    for hit in _all(parts):
        place = (id(hit.segment.cell), hit.segment.offset + hit.start)
        if place not in taken:
            taken[place] = None
            yield hit


def _all(parts: Parts) -> Iterator[Hit]:
    texts = [segment.text for segment in _segments(parts)]
    is_ray_guarded = any([RAY_GUARD.search(text) for text in texts])
    is_open = any([OPEN_JUPYTER.search(text) for text in texts])
    for module in parts.modules:
        defaults = list(default_hits(module))
        yield from call_hits(module, is_ray_guarded, {name for name, _ in defaults})
        yield from _jupyter_hits(module, is_open)
        yield from [hit for _, hit in defaults]
    everything = list(variables(parts))
    for variable in everything:
        yield from variable_hits(variable)
    names = {variable.name: variable.value for variable in everything if is_everywhere(variable.value)}
    is_container = _is_about_containers(parts)
    for command in listed_commands(parts):
        yield from _listed_hits(command, names, is_container, is_ray_guarded)
    for command in parts.commands:
        yield from command_hits(command, names, is_open, is_ray_guarded)
        yield from in_value_hits(command)
        for word in command.words if command.program in ("echo", "printf") else ():
            text = command.segment.text[word.start : word.end]
            for found in WRITTEN_ADDRESS.finditer(text) if _is_written(command.command) else ():
                start, end = word.start + found.start(), word.start + found.end()
                yield torchserve_hit(command.segment, start, end, f"{found[1]}_address")
    for segment in parts.segments:
        if segment.language in ("yaml", "json", "toml", "ini", "hcl"):
            yield from setting_hits(segment, is_open, is_ray_guarded)
            yield from published_by_compose(segment, is_open)


def _is_about_containers(parts: Parts) -> bool:
    keywords = [keyword.arg or "" for module in parts.modules for keyword in module.nodes(ast.keyword)]
    return any(["container" in keyword for keyword in keywords])


def _listed_hits(
    command: CommandLine, names: dict[str, str], is_container: bool, is_ray_guarded: bool
) -> Iterator[Hit]:
    """What a list of options opens: where the code is about containers, that is for one."""
    for hit in command_hits(command, names, False, is_ray_guarded):
        hit.severity = hit.severity or ("low" if is_container else "")
        yield hit


def _is_written(command: object) -> bool:
    return any([found.operator in (">", ">>") for found in getattr(command, "redirections", ())])


def _segments(parts: Parts) -> Iterator[Segment]:
    for module in parts.modules:
        yield from module.segments
    yield from parts.segments


def _jupyter_hits(module: Module, is_open: bool) -> Iterator[Hit]:
    """`c.ServerApp.ip = "0.0.0.0"` of Jupyter's configuration."""
    for statement in module.nodes(ast.Assign):
        target = statement.targets[0]
        owner = target.value if isinstance(target, ast.Attribute) and target.attr == "ip" else None
        value = module.value(statement.value)
        if getattr(owner, "attr", "") in APPS and (value in ("*", "") or is_everywhere(value)):
            says = ", and asks for no token" if is_open else ""
            message = f"`ip` makes Jupyter listen on all interfaces of this machine{says}"
            yield module.hit(statement, message, HELP, "critical" if is_open else "")
