"""Ports of containers that are published to everybody, of services that let anybody in."""

from __future__ import annotations

from labcoat.core.rule import Hit
from labcoat.unsafe_defaults.binding.addresses import is_everywhere
from labcoat.unsafe_defaults.binding.services import JUPYTER, image_of, is_guarded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting
    from labcoat.unsafe_defaults.binding.services import Service

HELP = "publish it to this machine only (`127.0.0.1:8888:8888`), or put a proxy with authentication in front"
PUBLISH = ("-p", "--publish")


def published_by_docker(command: CommandLine, is_open: bool) -> Iterator[Hit]:
    """The first of `docker run -p 8265:8265 rayproject/ray`, and `-p 0.0.0.0:…` of any image."""
    words = command.words
    texts = [word.value for word in words]
    service = next((found for text in texts if (found := image_of(text))), None)
    if "run" not in texts and "create" not in texts:
        return
    for index, word in enumerate(words):
        name, _, glued = word.value.partition("=")
        if name not in PUBLISH or (not glued and index + 1 == len(words)):
            continue
        last = word if glued else words[index + 1]
        port = glued or last.value
        if _is_dangerous(service, port, texts, is_open) and service:
            yield _hit(command.segment, word.start, last.end, service)
            return
        if is_everywhere(port.partition(":")[0]) and not (service and is_guarded(service, texts)):
            message = f"`{name}` publishes a port of the container on all interfaces of this machine"
            yield Hit(command.segment, word.start, last.end, message, HELP)
            return


def _is_dangerous(service: Service | None, port: str, texts: list[str], is_open: bool) -> bool:
    """Whether a port that is published is the one of a service in which nobody says who may come in."""
    if service is None or (service is JUPYTER and not is_open) or is_guarded(service, texts):
        return False
    *host, inner = port.split("/")[0].split(":")
    return bool(host) and inner in service.ports and not _is_local(port)


def _is_local(port: str) -> bool:
    return port.startswith(("127.", "localhost", "[::1]", "::1", "$")) and port.count(":") > 1


def _hit(segment: Segment, start: int, end: int, service: Service) -> Hit:
    message = f"this port of {service.name} is open on all interfaces, to anybody and without authentication"
    return Hit(segment, start, end, message, HELP, service.danger)


def published_by_compose(segment: Segment, is_open: bool) -> Iterator[Hit]:
    """`ports: ["8265:8265"]` of a service in a compose file."""
    if "ports:" not in segment.text or "services:" not in segment.text:
        return
    groups: dict[str, list[Setting]] = {}
    for setting in segment.settings()[0]:
        if len(setting.path) > 2 and setting.path[0] == "services":
            groups.setdefault(setting.path[1], []).append(setting)
    for settings in groups.values():
        image = next((str(setting.value) for setting in settings if setting.path[2:] == ("image",)), "")
        service = image_of(image)
        texts = [f"{setting.key} {setting.value}" for setting in settings]
        if service is None:
            continue
        for setting in settings:
            if _is_port(setting) and _is_dangerous(service, _port(setting, settings), texts, is_open):
                yield _hit(segment, setting.start, setting.end, service)


def _is_port(setting: Setting) -> bool:
    path = setting.path[2:]
    return path[:1] == ("ports",) and (len(path) == 2 or path[2:] == ("published",))


def _port(setting: Setting, settings: list[Setting]) -> str:
    """`8888:8888` as it is written, or the same of the long form."""
    if len(setting.path) == 4:
        return str(setting.value)
    fields = {other.key: str(other.value) for other in settings if other.path[:-1] == setting.path[:-1]}
    return ":".join([part for part in (fields.get("host_ip"), fields.get("published"), fields.get("target")) if part])
