"""Rights of containers, as options of `docker run`."""

from __future__ import annotations

import re

from labcoat.core.rule import Hit
from labcoat.core.switches import is_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.running import CommandLine
    from labcoat.core.words import Word

    Found = tuple[str, str, int, int]  # a name of DANGERS, what is shown, start, end

DANGERS = {  # severity, message, help; in the order in which the worst is taken
    "privileged": (
        "high",
        "`{}` gives the container all rights of the machine",
        "give the device or capability it needs",
    ),
    "root": ("high", "`{}` gives the container the machine's whole disk", "mount the folder that it needs"),
    "capability": ("high", "`{}` lets the container act as root of the machine", "add only the capability it needs"),
    "namespace": ("high", "`{}` shows the container all processes of the machine", "leave it out"),
    "socket": (
        "medium",
        "`{}` lets the container start others as root of the machine",
        "leave the socket out, or put a proxy before it that allows only what is needed",
    ),
    "unconfined": ("low", "`{}` lets the container use every call of the kernel", "write a profile with what it needs"),
    "network": ("low", "`{}` gives the container the machine's network", "publish the ports that it needs"),
}
RUNTIMES = re.compile(r"docker|podman|nerdctl|nvidia-docker2?|docker-compose|lima|finch|ctr|kubectl")
STARTS = frozenset(("run", "create", "exec", "compose", "service", "c"))
CAPABILITIES = frozenset(("ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "CAP_SYS_ADMIN", "CAP_SYS_MODULE", "CAP_ALL"))
SOCKET = re.compile(r"/(?:var/)?run/(?:docker|podman/podman|containerd/containerd|crio/crio)\.sock(?=[:,]|$)")
EMULATORS = ("multiarch/qemu-user-static", "tonistiigi/binfmt", "linuxkit/binfmt", "docker/binfmt")  # need it, and end
HELPERS = frozenset("echo printf grep".split())
VALUES = {  # options, and what their values mean
    "--cap-add": "capability",
    "--pid": "namespace",
    "--net": "network",
    "--network": "network",
    "--security-opt": "unconfined",
    "-v": "volume",
    "--volume": "volume",
    "--mount": "volume",
    "--userns": "userns",
}
ARGUMENTS = re.compile(
    r"(?i)(?:docker|podman|container|run|nerdctl).*(?:arg|opt|flag|param|cmd|run)|^(?:arg|opt|flag)s?$"
)


def containers_in_command(command: CommandLine) -> Iterator[Hit]:
    """The worst of the options of one command; options alone are those of a list in configuration."""
    found: list[Found] = []
    program = command.program
    starts = RUNTIMES.fullmatch(program) and any([word.value in STARTS for word in command.arguments])
    if starts or (program.startswith("--") and command.segment.language != "argv"):
        found = list(dangers(command.words))
    for assignment in command.assignments:
        if ARGUMENTS.search(assignment.name) and "--privileged" in assignment.value.split():
            found.append(("privileged", "--privileged", assignment.start, assignment.end))
    if found:
        name, shown, start, end = min(found, key=_rank)
        severity, message, advice = DANGERS[name]
        if any([image in word.value for word in command.words for image in EMULATORS]):
            severity = "low"
        yield Hit(command.segment, start, end, message.format(shown), advice, severity)


def _rank(found: Found) -> int:
    return list(DANGERS).index(found[0])


def dangers(words: list[Word]) -> Iterator[Found]:
    """Each option that gives the container rights of the machine."""
    for word, following in zip(words, [*words[1:], None], strict=False):
        name, equals, value = word.value.partition("=")
        end = word.end
        if name in VALUES and not equals and following is not None:
            value, end = following.value, following.end
        if name == "--privileged" and (not equals or is_on(value)):
            yield "privileged", word.value, word.start, word.end
        elif name in VALUES and (danger := danger_of(VALUES[name], value)):
            yield danger, f"{name} {value.partition(':')[0]}", word.start, end


def danger_of(kind: str, value: str) -> str:
    """The name in DANGERS of an option's value; empty where there is none."""
    if kind == "volume":
        return danger_of_volume(value)
    if kind == "capability":
        return kind if value.upper() in CAPABILITIES else ""
    if kind == "unconfined":
        return kind if value.replace(":", "=") in ("seccomp=unconfined", "apparmor=unconfined") else ""
    if value == "host":
        return {"namespace": "namespace", "network": "network", "userns": ""}.get(kind, "")
    return ""


def danger_of_volume(value: str) -> str:
    """What `-v source:target`, or `--mount type=bind,source=…`, gives the container of the machine."""
    source = value.partition(":")[0]
    if "=" in value:
        pairs = dict([pair.partition("=")[::2] for pair in value.split(",")])
        source = pairs.get("source") or pairs.get("src") or ""
    if SOCKET.match(source) and SOCKET.match(source + ":"):
        return "socket"
    return "root" if source == "/" else ""
