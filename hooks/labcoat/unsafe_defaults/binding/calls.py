"""Calls of Python code that listen on all interfaces."""

from __future__ import annotations

import ast
import re

from labcoat.core.calls import span_of
from labcoat.core.rule import Hit
from labcoat.core.switches.nodes import function_name
from labcoat.unsafe_defaults.binding.addresses import is_everywhere
from labcoat.unsafe_defaults.binding.free_ports import function_of, port_finders
from labcoat.unsafe_defaults.binding.spelled import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from labcoat.core.calls import Called, Given
    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

SERVER = re.compile(
    r"(?:^|_)(?:run|serve|server|launch|start|listen|bind|show|asgi|wsgi|uvicorn|gunicorn|hypercorn|webserver|app|"
    r"dashboard)(?:_|$)|(?:Server|Service|App|Site|Cluster|Scheduler|Listener|Manager|Dashboard|Settings|Config|"
    r"Options|Args|Params|Gateway|Proxy|MCP|Api|API|Application)$|Server[A-Z]|[a-z]server$|^(?:Flask|FastAPI|init|configure|open_app|"
    r"add_insecure_port|serve_\w+|start\w*[Ss]erver)$"
)
CLIENT = re.compile(
    r"(?i)client|connect|redis\b|session|database|engine|qdrant|milvus|elastic|mongo|request|postgres|mysql|sql|"
    r"(?:^|[._])db|clickhouse|influx|cassandra|ping|assert|subprocess|"
    r"(?:^|\.)_?(?:call|query|get|wait|send|post|fetch|stop|kill|mount)_"
)
HOSTS = (
    "host hosts hostname server_name address addr bind bind_addr bind_address bind_host listen listen_address "
    "listen_host interface ip dashboard_host dashboard_address http_host server_host server_address host_ip"
).split()
ALONE = ("dashboard_host", "dashboard_address", "bind_address", "bind_addr", "bind_host", "listen_address")
TUPLES = frozenset(
    "bind listen HTTPServer ThreadingHTTPServer TCPServer UDPServer ThreadingTCPServer ThreadingUDPServer "
    "WSGIServer StreamServer SimpleXMLRPCServer Listener BaseManager SyncManager create_server".split()
)
URLS = ("bind", "bind_to_random_port", "add_insecure_port", "Scheduler", "LocalCluster", "serve", "listen")
MOST_POSITIONS = 3
HELP = "listen on 127.0.0.1 and use an SSH tunnel, or put a proxy with authentication in front"
OPEN = {"ray.init": "the Ray dashboard", "debugpy.listen": "the debugger", "ptvsd.enable_attach": "the debugger"}


def call_hits(module: Module, is_ray_guarded: bool, fields: set[str]) -> Iterator[Hit]:
    """Calls that are told to listen everywhere, each once; not through `fields`, whose defaults are hits themselves."""
    names = {function_name(call) for call in module.nodes(ast.Call)}
    imported = {alias.name for statement in module.nodes(ast.ImportFrom) for alias in statement.names if alias.asname}
    seen: set[ast.AST] = set()
    finders = port_finders(module)
    for called in module.called(*[name for name in sorted(names | imported) if name and SERVER.search(name)], *TUPLES):
        if called.node not in seen:
            seen.add(called.node)
            yield from _call_hit(module, called, is_ray_guarded, fields, finders)
    yield from _keyword_hits(module, seen, is_ray_guarded)
    yield from _thread_hits(module)


def _call_hit(
    module: Module, called: Called, is_ray_guarded: bool, fields: set[str], finders: Set[ast.AST | None]
) -> Iterator[Hit]:
    if CLIENT.search(called.name):
        return
    given = bound_argument(module, called)
    if given is None or _is_authenticated(called) or (called.name == "ray.init" and is_ray_guarded):
        return
    if getattr(given.node, "attr", "") in fields:
        return
    if called.name.endswith(".bind") and function_of(module, called.node) in finders:
        return
    yield _hit(module, given, called.name)


def bound_argument(module: Module, called: Called) -> Given | None:
    """The argument of a call that makes it listen everywhere."""
    last = called.name.rpartition(".")[2]
    for name in HOSTS:
        given = called.given(name)
        if given and _says_everywhere(module, given.node, last):
            return given
    for position in range(MOST_POSITIONS):
        given = called.given("", position)
        if given and _says_everywhere(module, given.node, last):
            return given
    return _in_options(module, called)


def _says_everywhere(module: Module, node: ast.expr, function: str) -> bool:
    if isinstance(node, (ast.List, ast.Set)):
        return any([_says_everywhere(module, item, function) for item in node.elts[:MOST_POSITIONS]])
    node = _tuple(module, node)
    if isinstance(node, ast.Tuple):
        return function in TUPLES and len(node.elts) > 1 and _is_open_pair(module, node.elts)
    text = spelled(module, node)
    if function in ("make_server", "server_bind") and text == "":
        return True
    if function == "bind":
        return text is not None and "://" in text and is_everywhere(text, with_scheme=True)
    return is_everywhere(text, with_scheme=function in URLS)


def _tuple(module: Module, node: ast.expr) -> ast.expr:
    bound = module.names.bound_to(node) if isinstance(node, ast.Name) else None
    return bound if isinstance(bound, ast.Tuple) else node


def _is_open_pair(module: Module, items: list[ast.expr]) -> bool:
    """`("", 8000)`: all interfaces; with port 0 it usually only looks for a free port."""
    host = spelled(module, items[0])
    return (host == "" or is_everywhere(host)) and module.value(items[1]) != 0


def _in_options(module: Module, called: Called) -> Given | None:
    """`http_options={"host": …}` of Ray Serve, `bind_all=True` of TensorBoard."""
    from labcoat.core.calls import Given

    options = called.given("http_options") or called.given("http")
    display = options.node if options else None
    if isinstance(display, ast.Name):
        display = module.names.bound_to(display)
    if isinstance(display, ast.Dict):
        for key, value in zip(display.keys, display.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == "host" and is_everywhere(spelled(module, value)):
                return Given(key, value, None)
    given = called.given("bind_all")
    return given if given and given.value is True else None


def _is_authenticated(called: Called) -> bool:
    """Whether the call also says who may come in, as Gradio's `launch(auth=…)` does."""
    given = called.given("auth") if called.name.endswith(".launch") else None
    return given is not None and given.value is not None


def _hit(module: Module, given: Given, function: str) -> Hit:
    segment, start, end = place_of(module, given)
    service = OPEN.get(function, "TensorBoard" if function.endswith("configure") else "")
    last = function.rpartition(".")[2]
    if service:
        message = f"`{last}` opens {service} on all interfaces, to anybody and without authentication"
        return Hit(segment, start, end, message, HELP, "critical")
    return Hit(segment, start, end, f"`{last}` listens on all interfaces of this machine", HELP)


def place_of(module: Module, given: Given) -> tuple[Segment, int, int]:
    """The argument; of a parameter that is passed on, where its default is written."""
    default = _default_of(module, given.node)
    if default is None:
        return span_of(module, given)
    return module.span(default)


def _default_of(module: Module, node: ast.expr) -> ast.expr | None:
    node = node.elts[0] if isinstance(node, ast.Tuple) and node.elts else node
    bound = module.names.bound_to(node) if isinstance(node, ast.Name) else None
    return bound if bound is not None and isinstance(module.parent(bound), ast.arguments) else None


def _keyword_hits(module: Module, seen: set[ast.AST], is_ray_guarded: bool) -> Iterator[Hit]:
    """Keywords that say enough, whatever is called."""
    from labcoat.core.calls import Given

    for keyword in module.nodes(ast.keyword):
        call = module.parent(keyword)
        if keyword.arg not in ALONE or call in seen or not isinstance(call, ast.Call):
            continue
        if function_name(call).startswith("assert") or not is_everywhere(spelled(module, keyword.value), True):
            continue
        if keyword.arg != "dashboard_host" or not is_ray_guarded:
            yield _hit(module, Given(keyword, keyword.value, None), function_name(call) or "call")


def _thread_hits(module: Module) -> Iterator[Hit]:
    """`Thread(target=app.run, kwargs={"host": "0.0.0.0"})`, `args=("0.0.0.0", 8000)`."""
    from labcoat.core.calls import Given, full_name

    for called in module.called("Thread", "Process", "start_new_process"):
        target = called.given("target")
        name = full_name(module, target.node) if target else ""
        if not SERVER.search(name.rpartition(".")[2]) or CLIENT.search(name):
            continue
        for key, value in _passed(called):
            if is_everywhere(spelled(module, value)):
                yield _hit(module, Given(key, value, None), name)


def _passed(called: Called) -> Iterator[tuple[ast.AST, ast.expr]]:
    given = called.given("kwargs")
    if given and isinstance(given.node, ast.Dict):
        for key, value in zip(given.node.keys, given.node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in HOSTS:
                yield key, value
    given = called.given("args")
    if given and isinstance(given.node, (ast.Tuple, ast.List)):
        for item in given.node.elts:
            yield item, item
