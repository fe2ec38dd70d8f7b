"""Public addresses that commands and configuration ask for."""

from __future__ import annotations

import re

from labcoat.core.rule import Hit
from labcoat.core.switches import is_on
from labcoat.unsafe_defaults.common.named_values import in_command, in_settings
from labcoat.unsafe_defaults.sharing.calls import SHARE, SHARE_HELP, TUNNEL, TUNNEL_HELP, is_shared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.words import Word

NGROK = frozenset("http tcp tls start tunnel".split())
TUNNEL_HOSTS = ("serveo.net", "localhost.run", "pinggy.io", "pinggy.link", "ssh.localhost.run", "nokey@localhost.run")
PASSWORD_OPTIONS = ("--basic-auth", "--auth", "-auth", "--oauth", "--oidc", "--cidr-allow", "--traffic-policy-file")
INTERPRETER = re.compile(r"python[\d.]*|py|accelerate|bash|sh|\{.*\}|%run|run")
SCRIPT_WORDS = frozenset(
    "webui ui start gradio demo launch launcher server serve gui app web fooocus playground chat cli interface "
    "entry".split()
)
SEPARATORS = re.compile(r"[\W_]+")
MOST_LINE = 2000  # characters before a call in which a `#` is looked for
MOST_NAME = 200  # characters of a script's path
ARGUMENT_VARIABLES = ("COMMANDLINE_ARGS", "CLI_ARGS", "WEBUI_ARGS", "WEBUI_FLAGS")
LAUNCH = re.compile(r"\.launch\([^()\n]{0,300}?\b(share\s*=\s*True)\b")


def shares_in_command(command: CommandLine) -> Iterator[Hit]:
    """Tunnels, web interfaces with `--share`, and variables that are set."""
    words = command.arguments
    if place := _tunnel(command, command.program, words):
        yield Hit(command.segment, place.start, place.end, TUNNEL.format(place.value), TUNNEL_HELP, severity="low")
    elif share := _shared(command):
        yield Hit(command.segment, share.start, share.end, SHARE.format("--share"), SHARE_HELP)
    for variable in in_command(command):
        shares = _has_share(variable.name, variable.value)
        if shares or is_shared(variable.name, variable.value):
            yield variable.hit(SHARE.format("--share" if shares else variable.name), SHARE_HELP)


def shares_in_settings(segment: Segment) -> Iterator[Hit]:
    """Environment variables in configuration."""
    for variable in in_settings(segment):
        shares = _has_share(variable.name, variable.value)
        if shares or is_shared(variable.name, variable.value):
            yield variable.hit(SHARE.format("--share" if shares else variable.name), SHARE_HELP)


def shares_in_text(segment: Segment) -> Iterator[Hit]:
    """`.launch(share=True)` in code that nothing parses."""
    for match in LAUNCH.finditer(segment.text):
        line = segment.text[
            segment.text.rfind("\n", max(0, match.start() - MOST_LINE), match.start()) + 1 : match.start()
        ]
        if "#" not in line:
            yield Hit(segment, *match.span(1), SHARE.format("share=True"), SHARE_HELP, severity="low")


def _has_share(name: str, value: object) -> bool:
    """Whether a variable holds arguments of a web interface, with `--share`."""
    return name in ARGUMENT_VARIABLES and isinstance(value, str) and "--share" in value.strip("\"'").split()


def _tunnel(command: CommandLine, program: str, words: list[Word]) -> Word | None:
    """The word by which a command opens a tunnel that asks for no password."""
    first = words[0].value if words else ""
    if program == "npx":
        words = [word for word in words if not word.value.startswith("-")]
        program, first = (words[0].value.partition("@")[0] if words else ""), ""
    if program == "ssh":
        return _ssh_tunnel(command, words)
    opens = (
        (program == "ngrok" and first in NGROK)
        or (program == "cloudflared" and first == "tunnel" and command.has("--url", "-url"))
        or (program in ("lt", "localtunnel") and command.has("--port", "-p"))
        or (program == "bore" and first == "local")
    )
    if not opens or command.has(*PASSWORD_OPTIONS):
        return None
    return next((word for word in command.words if word.value.rpartition("/")[2].partition("@")[0] == program), None)


def _ssh_tunnel(command: CommandLine, words: list[Word]) -> Word | None:
    if not command.has("-R"):
        return None
    return next((word for word in words if word.value.rpartition("@")[2].endswith(TUNNEL_HOSTS)), None)


def _shared(command: CommandLine) -> Word | None:
    """`--share` of a script that shows a web interface."""
    share = next((word for word in command.words if word.value.partition("=")[0] == "--share"), None)
    if share is None or ("=" in share.value and not is_on(share.value.partition("=")[2])):
        return None
    following = next((word.value for word in command.words if word.start > share.start), "-")
    if following.lower() in ("false", "0", "no"):
        return None
    return share if _is_app(command) else None


def _is_app(command: CommandLine) -> bool:
    """Whether the program, or the script that an interpreter runs, is named as a web interface is."""
    program = command.program
    names = [program]
    if INTERPRETER.fullmatch(program):
        scripts = [word.value for word in command.arguments if word.value.endswith((".py", ".sh"))]
        names = scripts[:1]
    for name in names:
        parts = SEPARATORS.split(name[-MOST_NAME:].lower())
        if not SCRIPT_WORDS.isdisjoint(parts) or any([part.endswith(("webui", "gui", "demo")) for part in parts]):
            return True
    return False
