"""Command lines that start a service on all interfaces."""

from __future__ import annotations

import re

from labcoat.core.rule import Hit
from labcoat.core.running.scripts import talks
from labcoat.unsafe_defaults.binding.addresses import is_everywhere
from labcoat.unsafe_defaults.binding.calls import HELP
from labcoat.unsafe_defaults.binding.published_ports import published_by_docker
from labcoat.unsafe_defaults.binding.services import HTTP_SERVERS, JUPYTER, RAY, is_guarded, service_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from labcoat.core.running import CommandLine
    from labcoat.core.words import Word
    from labcoat.unsafe_defaults.binding.services import Service

OPTIONS = frozenset(
    "--host --hosts --hostname --bind --bind-addr --bind_addr --bind-address --bind_address --bind-ip --bind_ip "
    "--address --addr --listen --listen-address --listen-addr --listen-host --ip --server-name --server_name "
    "--server.address --server-address --server-host --server_host --dashboard-host --dashboard-address --http-host "
    "--http-address --http_address --api-host --web-host --interface --host-ip --host_ip -h -H -b -a -S "
    "--uvicorn-host --gradio-host --webui-host --listen-ip --web_server_host --rc-addr".split()
)
SWITCHES = ("--bind_all", "--bind_ip_all")
WEB_UIS = re.compile(r"(?:.*/)?(?:launch|webui|main|server|app|gui|kohya_gui|entry_with_update)\.(?:py|sh)|webui|comfy")
TRAIT = re.compile(r"--[A-Za-z]*(?:App|Server)\.ip")
IN_VALUE = re.compile(
    r"(?<![\w-])(--(?:host|bind|ip|address|server-name|server\.address|dashboard-host|listen)"
    r"(?:[= ]0\.0\.0\.0(?![.\d/])(?::\d+)?)|--bind_all(?![\w-])|--listen(?=\s+--|\s*$))"
)
CLIENTS = frozenset(
    "psql mysql mysqladmin mysqldump mongo mongosh redis-cli curl wget http ping nc ncat netcat telnet ssh scp "
    "pg_isready pg_dump createdb clickhouse-client locust wrk hey ab vegeta grpcurl ip iptables ip6tables ufw route "
    "nmap dig host nslookup gcloud aws az terraform git jupyterhub docker-compose wait-for-it.sh hostname".split()
)
CLIENT = re.compile(r"(?i)client|bench|load_?test|wait[-_]?for|check|probe|test_|kube-rbac-proxy")
DOCKERS = ("docker", "podman", "nerdctl")


def command_hits(command: CommandLine, names: Mapping[str, str], is_open: bool, is_ray_guarded: bool) -> Iterator[Hit]:
    """What one command opens: `names` are variables of the file, `is_open` is Jupyter when it asks for no token."""
    program, arguments = command.arguments_after_wrappers()
    if talks(command) or _only_connects(program, arguments):
        return
    service = service_of(command)
    texts = [word.value for word in command.words]
    if service and is_guarded(service, texts):
        return
    found = None if program in DOCKERS else _open_server(program, arguments)
    found = found or _option(command, program, service, names)
    if found:
        if not (is_ray_guarded and "--dashboard-host" in found[2]):
            yield _hit(command, found, service, is_open)
    elif program in DOCKERS:
        yield from published_by_docker(command, is_open)


def _only_connects(program: str, arguments: list[Word]) -> bool:
    script = next((word.value for word in arguments if not word.value.startswith("-")), "")
    is_script = program.startswith(("python", "bash", "sh", "node", "{")) and CLIENT.search(script.rpartition("/")[2])
    return program in CLIENTS or bool(CLIENT.search(program)) or bool(is_script)


def _open_server(program: str, arguments: list[Word]) -> tuple[int, int, str] | None:
    """Servers that need no option: `python -m http.server`, `manage.py runserver 0.0.0.0:8000`."""
    values = [word.value for word in arguments]
    if program in HTTP_SERVERS:
        is_bound = any([value.startswith(("--bind", "-b")) for value in values])
        return None if is_bound else (-1, -1, program)
    if "runserver" in values:
        at = values.index("runserver") + 1
        if at < len(values) and is_everywhere(values[at]):
            return arguments[at].start, arguments[at].end, values[at]
    if any([WEB_UIS.fullmatch(value) for value in (program, *values[:3])]):
        for index, value in enumerate(values):
            following = values[index + 1] if index + 1 < len(values) else "--"
            if value == "--listen" and following.startswith("-"):
                return arguments[index].start, arguments[index].end, value
    return None


def _option(
    command: CommandLine, program: str, service: Service | None, names: Mapping[str, str]
) -> tuple[int, int, str] | None:
    """The first option that is given such an address: where it is, and what it says."""
    words = command.words
    for index, word in enumerate(words):
        name, equals, value = word.value.partition("=")
        if name in SWITCHES and not value.lower().startswith("f"):
            return word.start, word.end, word.value
        if name not in OPTIONS and not TRAIT.fullmatch(name):
            if word.value[:2] in ("-b", "-h", "-H") and is_everywhere(word.value[2:]):
                return word.start, word.end, word.value
            continue
        end = word
        if not equals and index + 1 < len(words):
            end = words[index + 1]
            value = end.value
        if _says_everywhere(value.strip("\"'"), name, service, names):
            return word.start, end.end, name
    return None


def _says_everywhere(value: str, name: str, service: Service | None, names: Mapping[str, str]) -> bool:
    is_jupyter = service is JUPYTER or TRAIT.fullmatch(name)
    if value == "*":
        return bool(is_jupyter) or name in ("--listen", "--bind")
    if value.startswith("$"):
        plain, _, rest = value[1:].removeprefix("{").partition("}")
        head, colon, port = plain.partition(":") if "}" not in value else (plain, "", rest)
        if head in names:
            value = names[head] + colon + port
    return is_everywhere(value, with_scheme=name in ("--host", "--address", "--dashboard-address", "--bind"))


def _hit(command: CommandLine, found: tuple[int, int, str], service: Service | None, is_open: bool) -> Hit:
    start, end, what = found
    if start < 0:
        word = next(word for word in command.words if word.value == what)
        start, end = word.start, word.end
    shown = what if what.startswith("-") else what.partition("$")[0]
    severity = danger(service, what, is_open)
    if severity:
        assert service is not None  # noqa: S101 - for mypy: only a service is dangerous
        message = f"`{shown}` opens {service.name} on all interfaces, to anybody and without authentication"
        return Hit(command.segment, start, end, message, HELP, severity)
    in_container = command.segment.in_container or command.program in DOCKERS
    message = f"`{shown}` listens on all interfaces of this {'container' if in_container else 'machine'}"
    return Hit(command.segment, start, end, message, HELP, "low" if in_container else "")


def danger(service: Service | None, option: str, is_open: bool) -> str:
    """The severity of a service that asks nobody who they are; empty where it is one like any other."""
    if service is None or service.danger != "critical":
        return ""
    if (service is RAY and "--dashboard-host" not in option) or (service is JUPYTER and not is_open):
        return ""
    return service.danger


def in_value_hits(command: CommandLine) -> Iterator[Hit]:
    """Options that are kept in a variable for later: `ARGS="--host 0.0.0.0"`, `COMMANDLINE_ARGS="--listen"`."""
    for assignment in command.assignments:
        if re.search(r"(?i)ARG|OPT|FLAG|CMD|COMMAND|PARAM", assignment.name) is None:
            continue
        text = command.segment.text[assignment.value_start : assignment.end].strip("'\"")
        at = command.segment.text.find(text, assignment.value_start)
        if found := IN_VALUE.search(text):
            severity = "low" if command.segment.in_container else ""
            message = f"`{found[1].partition(' ')[0]}` listens on all interfaces"
            yield Hit(command.segment, at + found.start(), at + found.end(), message, HELP, severity)
