"""Rights of containers that Python code starts: docker, Kubernetes, Airflow, AWS."""

from __future__ import annotations

import ast

from labcoat.core.calls import span_of
from labcoat.core.rule import Hit
from labcoat.unsafe_defaults.containers.options import DANGERS, danger_of, danger_of_volume

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called
    from labcoat.core.python import Module


CALLS = (
    *"run create create_host_config create_container V1SecurityContext SecurityContext DockerOperator".split(),
    *"DockerContainer V1PodSpec PodSpec KubernetesPodOperator BuildEnvironment ContainerConfig HostConfig".split(),
    *"V1PodSecurityPolicySpec V1Capabilities V1HostPathVolumeSource DockerSwarmOperator".split(),
    *"LinuxBuildImage ContainerProperties".split(),
)
SWITCHES = {
    "privileged": "privileged",
    "host_pid": "namespace",
    "host_ipc": "namespace",
    "host_network": "network",
    "hostnetwork": "network",
}
HOSTS = {"pid_mode": "namespace", "network_mode": "network"}
LISTS = {
    "cap_add": "capability",
    "add": "capability",
    "path": "volume",
    "security_opt": "unconfined",
    "volumes": "volume",
    "binds": "volume",
}
NARROW = {"V1Capabilities": "add", "V1HostPathVolumeSource": "path"}
CONTAINER_KEYS = frozenset(
    "image runAsUser run_as_user capabilities allowPrivilegeEscalation vcpus memory command volumes name environment "
    "user cap_add network_mode readonlyRootFilesystem mountPoints logConfiguration computeType".split()
)


def containers_in_python(module: Module) -> Iterator[Hit]:
    """Calls of clients, and dictionaries that describe containers."""
    for called in module.called(*CALLS):
        yield from _in_call(module, called)
    for display in module.nodes(ast.Dict):
        yield from _in_dictionary(module, display)


def _in_call(module: Module, called: Called) -> Iterator[Hit]:
    """The worst of the arguments."""
    narrow = NARROW.get(called.name.rpartition(".")[2])
    for name in [narrow] if narrow else (*SWITCHES, *HOSTS, *LISTS):
        given = called.given(name)
        danger = _danger(module, name, given.node) if given else ""
        if given and danger:
            severity, message, advice = DANGERS[danger]
            yield Hit(*span_of(module, given), message.format(name), advice, severity)
            return


def _danger(module: Module, name: str, node: ast.expr) -> str:
    value = module.value(node)
    if name in SWITCHES:
        return SWITCHES[name] if value is True else ""
    if name in HOSTS:
        return HOSTS[name] if value == "host" else ""
    if isinstance(value, str):
        return danger_of(LISTS[name], value) if name == "path" else ""
    bound = module.names.bound_to(node) if isinstance(node, ast.Name) else node
    items = bound.elts if isinstance(bound, (ast.List, ast.Tuple)) else []
    keys = [key for key in bound.keys if key is not None] if isinstance(bound, ast.Dict) else []
    for item in [*items, *keys]:
        text = module.value(item)
        if isinstance(text, str) and (danger := danger_of(LISTS[name], text)):
            return danger
    return ""


def _in_dictionary(module: Module, display: ast.Dict) -> Iterator[Hit]:
    """`{"image": …, "privileged": True}`, `{"securityContext": {"privileged": True}}`, `{"hostPID": True}`."""
    names = {key.value for key in display.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    for key, value in zip(display.keys, display.values, strict=True):
        name = key.value if isinstance(key, ast.Constant) else ""
        if key is None or not isinstance(name, str):
            continue
        danger = ""
        if name == "privileged" and (names & CONTAINER_KEYS or _is_security_context(module, display)):
            danger = "privileged" if module.value(value) is True else ""
        elif name in ("hostPID", "hostIPC"):
            danger = "namespace" if module.value(value) is True else ""
        elif name == "path" and _key_of(module, display) == "hostPath":
            path = module.value(value)
            danger = danger_of_volume(path) if isinstance(path, str) else ""
        if danger:
            severity, message, advice = DANGERS[danger]
            segment, start, _ = module.span(key)
            end = module.span(value)[2] if module.span(value)[0] is segment else module.span(key)[2]
            yield Hit(segment, start, end, message.format(name), advice, severity)


def _is_security_context(module: Module, display: ast.Dict) -> bool:
    return _key_of(module, display).lower().replace("_", "") in ("securitycontext", "containerproperties", "hostconfig")


def _key_of(module: Module, node: ast.expr) -> str:
    """The key, keyword or name that a dictionary is the value of."""
    holder = module.parent(node)
    if isinstance(holder, ast.Dict):
        for key, value in zip(holder.keys, holder.values, strict=True):
            if value is node and isinstance(key, ast.Constant):
                return str(key.value)
    if isinstance(holder, ast.keyword):
        return holder.arg or ""
    target = holder.targets[0] if isinstance(holder, ast.Assign) else None
    return str(getattr(target, "id", "") or getattr(target, "attr", ""))
