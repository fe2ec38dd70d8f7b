"""Rights of containers in Compose, Kubernetes, devcontainers, Terraform and CI configuration."""

from __future__ import annotations

from labcoat.core.rule import Hit
from labcoat.unsafe_defaults.containers.options import DANGERS, danger_of, danger_of_volume

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

SWITCHES = {
    "privileged": "privileged",
    "allowPrivilegedContainer": "privileged",
    "hostPID": "namespace",
    "hostIPC": "namespace",
    "host_pid": "namespace",
    "host_ipc": "namespace",
    "hostNetwork": "network",
    "host_network": "network",
}
HOST = {"pid": "namespace", "network_mode": "network", "pid_mode": "namespace"}
LISTS = {
    "cap_add": "capability",
    "capAdd": "capability",
    "security_opt": "unconfined",
    "securityOpt": "unconfined",
    "volumes": "volume",
    "binds": "volume",
    "mounts": "volume",
    "host_path": "path",
}
SCHEMA = frozenset(("properties", "openAPIV3Schema", "definitions", "parameters"))


def containers_in_settings(segment: Segment) -> Iterator[Hit]:
    """Every setting that gives a container rights of the machine."""
    first: dict[tuple[str, ...], str] = {}  # items of lists: where one has blanks, all of them are read one by one
    for setting in segment.settings()[0]:
        before = first.setdefault(setting.path[:-1], _shown(setting))
        is_option = setting.value == "--privileged" and " " in before
        danger = "privileged" if is_option else _danger(setting)
        if danger and SCHEMA.isdisjoint(setting.path[:-1]):
            severity, message, advice = DANGERS[danger]
            is_item = setting.key_start == setting.key_end
            start = setting.start if is_item else setting.key_start
            shown = _shown(setting).partition(":")[0] if is_item else f"{setting.key}: {_shown(setting)}"
            yield Hit(segment, start, setting.end, message.format(shown), advice, severity)


def _shown(setting: Setting) -> str:
    return setting.value if isinstance(setting.value, str) else "true"


def _danger(setting: Setting) -> str:
    key, value = setting.key, setting.value
    if key in SWITCHES:
        return SWITCHES[key] if value is True or (value == "true" and key == "privileged") else ""
    if not isinstance(value, str):
        return ""
    if key in HOST:
        return HOST[key] if value == "host" and _is_service(setting) else ""
    parents = setting.path[-2::-1]
    if setting.key_start == setting.key_end:
        return _in_list(parents, value)
    if key == "type" and value == "Unconfined" and parents[:1] in (("seccompProfile",), ("appArmorProfile",)):
        return "unconfined"
    if key in ("source", "path", "hostPath", "host_path"):
        is_mount = bool(parents) and (
            parents[0] in ("hostPath", "host_path") or "volumes" in parents[1:2] or "hostPath" in key
        )
        return danger_of_volume(value) if is_mount else ""
    return ""


def _is_service(setting: Setting) -> bool:
    """Whether this is an option of a container: of a service of Compose, or of an image elsewhere."""
    return len(setting.path) > 1 and (len(setting.path) > 2 or setting.key != "pid")


def _in_list(parents: tuple[str, ...], value: str) -> str:
    """An item: `cap_add: [SYS_ADMIN]`, `capabilities: {add: [ALL]}`, `volumes: ["/:/host"]`."""
    if not parents:
        return ""
    if parents[0] == "add" and parents[1:2] == ("capabilities",):
        return danger_of("capability", value)
    kind = LISTS.get(parents[0], "")
    return danger_of(kind, value) if kind else ""
