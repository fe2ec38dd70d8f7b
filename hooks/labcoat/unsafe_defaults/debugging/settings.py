"""Debug mode by environment variables and options of commands."""

from __future__ import annotations

from labcoat.core.rule import Hit
from labcoat.core.switches import is_on
from labcoat.unsafe_defaults.common.named_values import in_command, in_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

SWITCHES = frozenset(("FLASK_DEBUG", "QUART_DEBUG", "DASH_DEBUG"))
WITH_OPTION = frozenset(("flask", "quart", "sanic"))
MESSAGE = "`{}` runs a web server in debug mode: error pages show code, and may run what visitors type"
HELP = "switch it on by hand on your own machine, never in what is deployed"


def switches_debug_on(name: str, value: object) -> bool:
    """Whether a variable switches debug mode on."""
    if name in SWITCHES:
        return is_on(value)
    text = value.strip("\"'") if isinstance(value, str) else ""
    return (name, text) in (("FLASK_ENV", "development"), ("WERKZEUG_DEBUG_PIN", "off"))


def debugged_in_command(command: CommandLine) -> Iterator[Hit]:
    """`FLASK_DEBUG=1`, `flask run --debug`, `flask --debug run`."""
    for variable in in_command(command):
        if switches_debug_on(variable.name, variable.value):
            yield variable.hit(MESSAGE.format(variable.name), HELP)
    if command.program in WITH_OPTION:
        runs = any([word.value == "run" for word in command.arguments]) or command.program == "sanic"
        for word in command.arguments if runs else ():
            if word.value in ("--debug", "--debugger"):
                yield Hit(command.segment, word.start, word.end, MESSAGE.format(word.value), HELP)
                return


def debugged_in_settings(segment: Segment) -> Iterator[Hit]:
    """The environment in Compose, Kubernetes and `.env` files."""
    for variable in in_settings(segment):
        if switches_debug_on(variable.name, variable.value):
            yield variable.hit(MESSAGE.format(variable.name), HELP)
