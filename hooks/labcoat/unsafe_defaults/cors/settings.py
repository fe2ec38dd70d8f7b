"""Any website allowed, by options of commands and in configuration."""

from __future__ import annotations

import re

from labcoat.core.rule import Hit
from labcoat.core.running.scripts import talks
from labcoat.unsafe_defaults.common.named_values import in_command, in_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

ANY = frozenset(
    ("*", '["*"]', "['*']", "[*]", "'*'", ".*", "*:*", "http://*", "https://*,http://*", "http://*,https://*")
)
NAMES = frozenset(  # of settings and variables, in lower case, `-` and `.` as `_`
    "allow_origins allow_origin allow_origin_pat cors_allow_origin cors_allow_origins cors_allowed_origins "
    "cors_allowed_origin cors_origins allow_websocket_origin websocket_origin ollama_origins bokeh_allow_ws_origin "
    "chroma_server_cors_allow_origins mlflow_server_cors_allowed_origins access_control_allow_origin "
    "nginx_ingress_kubernetes_io_cors_allow_origin".split()
)
OPTIONS = (
    *"--allow-origins --allow-origin --allowed-origins --cors-allow-origin --cors-allow-origins".split(),
    *"--cors-allowed-origins --cors-allowed-origin --cors-origins --cors-origin --allow-websocket-origin".split(),
    *"--ServerApp.allow_origin --NotebookApp.allow_origin --LabApp.allow_origin --ServerApp.allow_origin_pat".split(),
    *"--NotebookApp.allow_origin_pat --KernelGatewayApp.allow_origin --KG.allow_origin --EG.allow_origin".split(),
)
STREAMLIT = ("server_enablecors", "streamlit_server_enable_cors", "enablecors")
PUNCTUATION = re.compile(r"[-./]")
HEADER = re.compile(
    r"""^[ \t]*(?:add_header|more_set_headers|Header[ \t]+(?:always[ \t]+)?(?:set|add|append))[ \t]+"""
    r"""(["']?Access-Control-Allow-Origin["']?:?[ \t]+["']?\*["']?)(?=[ \t;\r\n]|$)""",
    re.MULTILINE | re.IGNORECASE,
)

MESSAGE = "`{}` lets every website that a user has open read what this server answers"
HELP = "name the origins that need it, such as `https://app.example.org`"
CREDENTIALS = "`{}` with credentials lets every website act and read as the user who has it open"


def is_any(value: object) -> bool:
    """Whether a value allows every origin."""
    return isinstance(value, str) and value.strip().strip("\"'").strip() in ANY


def wildcards_in_command(command: CommandLine) -> Iterator[Hit]:
    """`--allowed-origins '["*"]'` and its kin, and environment variables."""
    if talks(command):
        return
    option = command.option(*OPTIONS)
    header = command.option("--enable-cors-header")
    if option and option.value is not None and is_any(option.value):
        with_credentials = command.has("--allow-credentials", "--cors-allow-credentials")
        message = (CREDENTIALS if with_credentials else MESSAGE).format(f"{option.name} *")
        severity = "high" if with_credentials else ""
        yield Hit(command.segment, option.start, option.end, message, HELP, severity)
    elif header and (header.value is None or header.value in ("*", "")):
        yield Hit(command.segment, header.start, header.end, MESSAGE.format(header.name), HELP)
    streamlit = command.option("--server.enableCORS", "--server.enableCors")
    if streamlit and str(streamlit.value).lower() == "false":
        message = MESSAGE.format("enableCORS=false")
        yield Hit(command.segment, streamlit.start, streamlit.end, message, "leave it on")
    for variable in in_command(command):
        if _is_wildcard(variable.name, variable.value):
            yield variable.hit(MESSAGE.format(variable.name), HELP)


def wildcards_in_settings(segment: Segment) -> Iterator[Hit]:
    """Keys, items of lists below them, environment variables, and headers of nginx and Apache."""
    if segment.language == "ini":
        for match in HEADER.finditer(segment.text):
            yield Hit(segment, *match.span(1), MESSAGE.format("Access-Control-Allow-Origin: *"), HELP)
    for setting in segment.settings()[0]:
        is_item = setting.key_start == setting.key_end
        key = setting.path[-2] if is_item and len(setting.path) > 1 else ""
        if key and is_any(setting.value) and _normal(key) in NAMES:
            yield Hit(segment, setting.start, setting.end, MESSAGE.format(key), HELP)
    for variable in in_settings(segment):
        if _is_wildcard(variable.name, variable.value):
            yield variable.hit(MESSAGE.format(variable.name), HELP)


def _is_wildcard(name: str, value: object) -> bool:
    if _normal(name) in STREAMLIT:
        return value is False or (isinstance(value, str) and value.strip("\"'").lower() == "false")
    return is_any(value) and _normal(name) in NAMES


def _normal(name: str) -> str:
    """The name as `NAMES` has it: `gatewayresponse.header.Access-Control-Allow-Origin` is the header."""
    normal = PUNCTUATION.sub("_", name[-100:]).lower()
    is_header = normal.endswith("_access_control_allow_origin")
    return "access_control_allow_origin" if is_header else normal
