"""Environment variables and settings that switch the check of certificates off."""

from __future__ import annotations

from labcoat.unsafe_defaults.common.named_values import as_text, in_command, in_environment, in_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.unsafe_defaults.common.named_values import NamedValue

    Place = tuple[int, int]

ON, OFF, EMPTY = ("1", "true", "yes", "on"), ("0", "false", "no", "off"), ("",)
VARIABLES = {
    "PYTHONHTTPSVERIFY": ("0",),
    "CURL_CA_BUNDLE": EMPTY,
    "REQUESTS_CA_BUNDLE": EMPTY,
    "GIT_SSL_NO_VERIFY": ON,
    "NODE_TLS_REJECT_UNAUTHORIZED": ("0",),
    "NPM_CONFIG_STRICT_SSL": OFF,
    "npm_config_strict_ssl": OFF,
    "MLFLOW_TRACKING_INSECURE_TLS": ON,
    "WANDB_INSECURE_DISABLE_SSL": ON,
    "PREFECT_API_TLS_INSECURE_SKIP_VERIFY": ON,
    "CLEARML_API_HOST_VERIFY_CERT": OFF,
    "VAULT_SKIP_VERIFY": ON,
    "AZURE_CLI_DISABLE_CONNECTION_VERIFICATION": ON,
}
# Keys of configuration, without `-` and `_` and in lower case: (the value that switches the check off).
KEYS = {
    **dict.fromkeys(
        ("insecureskipverify", "insecureskiptlsverify", "skiptlsverify", "tlsskipverify", "skipsslverify"), ON
    ),
    **dict.fromkeys(("tlsallowinvalidcertificates", "tlsinsecure", "disablesslvalidation"), ON),
    **dict.fromkeys(("verifyssl", "sslverify", "strictssl", "validatecerts", "verifycerts"), OFF),
    **dict.fromkeys(("verifycertificate", "httpsvalidatecertificates", "tlsverify"), OFF),
}
INDEXES = ("source", "channels", "ssl_verify")  # where package managers have theirs, which are insecure-index's


def command_settings(command: CommandLine) -> Iterator[tuple[Place, str]]:
    """Variables that a command sets."""
    for variable in in_command(command):
        if _is_off(variable) and (variable.value or not _is_argument(command.segment)):
            yield (variable.start, variable.end), variable.name


def _is_off(variable: NamedValue) -> bool:
    return variable.value is not None and as_text(variable.value).lower() in VARIABLES.get(variable.name, ())


def _is_argument(segment: Segment) -> bool:
    """Whether this is an ARG of a Dockerfile, whose empty value only says that it may be given."""
    return segment.in_container and segment.parent[: segment.offset].rstrip(" \t\\\n").upper().endswith("ARG")


def python_settings(module: Module) -> Iterator[tuple[Segment, Place, str]]:
    """Variables that Python sets."""
    for variable in in_environment(module, VARIABLES):
        if _is_off(variable):
            yield variable.segment, (variable.start, variable.end), variable.name


def unverified_settings(segment: Segment) -> Iterator[tuple[Place, str]]:
    """Variables and keys of configuration; an empty variable counts only where it is quoted."""
    for variable in in_settings(segment):
        end = variable.end
        if _is_off(variable) and (variable.value != "" or segment.text[end : end + 1] in ("'", '"')):
            yield (variable.start, end), variable.name
    for setting in segment.settings()[0]:
        values = KEYS.get(setting.key.replace("_", "").replace("-", "").lower())
        if values and str(setting.value).lower() in values and not _is_of_index(setting.path):
            yield (setting.key_start, setting.end), setting.key


def _is_of_index(path: tuple[str, ...]) -> bool:
    return path[0] in INDEXES
