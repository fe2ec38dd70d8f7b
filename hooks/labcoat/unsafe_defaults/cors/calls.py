"""Any website allowed, in Python code."""

from __future__ import annotations

import ast

from labcoat.core.calls import span_of
from labcoat.core.rule import Hit
from labcoat.core.switches import is_on
from labcoat.unsafe_defaults.common.named_values import in_python
from labcoat.unsafe_defaults.cors.settings import CREDENTIALS, HELP, MESSAGE, is_any

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called, Given
    from labcoat.core.python import Module

MIDDLEWARE = ("add_middleware", "Middleware", "CORSMiddleware", "CORSConfig", "CORS", "cross_origin", "Cors")
FLASK = ("flask_cors.CORS", "flask_cors.cross_origin", "sanic_cors.CORS", "sanic_cors.cross_origin")
LISTS = ("allow_origins", "origins", "origin", "allow_origin_regex", "resources")
KEYWORDS = frozenset(
    "allow_websocket_origin websocket_origin cors_allowed_origins chroma_server_cors_allow_origins "
    "allow_origin allow_origin_pat CORS_ORIGINS OLLAMA_ORIGINS BOKEH_ALLOW_WS_ORIGIN CHROMA_SERVER_CORS_ALLOW_ORIGINS "
    "cors_allow_origins CORS_ALLOW_ORIGIN".split()
)
SWITCHES = frozenset(("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"))
HEADER = "access-control-allow-origin"
REQUESTS = frozenset("get post put patch delete head request options Request Session stream urlopen fetch".split())
MOST_USES = 100  # of a dictionary of headers that are looked at
EVERY_ORIGIN = (".*", "^.*$", "https?://.*")


def wildcards_in_python(module: Module) -> Iterator[Hit]:
    """Middleware, settings of servers, and headers of answers."""
    middleware = module.called(*MIDDLEWARE)
    configured = bool(middleware) and _configures(module)
    for called in middleware:
        yield from _in_middleware(module, called, configured)
    for called in module.called("setup", "add"):
        if called.name.startswith("aiohttp_cors."):
            yield from _aiohttp(module, called)
    for variable in in_python(module, _matters):
        is_header = variable.name.lower() == HEADER
        if variable.name in SWITCHES:
            if is_on(variable.value):
                yield variable.hit(MESSAGE.format(variable.name), HELP)
        elif is_any(variable.value) and not (is_header and _is_sent(module, variable.node)):
            yield variable.hit(MESSAGE.format(variable.name), HELP)
    yield from _lists(module)


def _matters(name: str) -> bool:
    return name in KEYWORDS or name in SWITCHES or name.lower() == HEADER


def _in_middleware(module: Module, called: Called, configured: bool) -> Iterator[Hit]:
    is_flask = called.name in FLASK
    credentials = any([is_on(called.value(name)) for name in ("allow_credentials", "supports_credentials")])
    severity = "high" if credentials else ""
    given = [
        found
        for name in (LISTS if is_flask else ("allow_origins", "allow_origin_regex"))
        if (found := called.given(name))
    ]
    for argument in given:
        if _allows_any(module, argument):
            segment, start, end = span_of(module, argument)
            name = getattr(argument.place, "arg", "") or "allow_origins"
            yield Hit(
                segment, start, end, (CREDENTIALS if credentials else MESSAGE).format(f"{name} *"), HELP, severity
            )
            return
    if is_flask and not given and not called.hides_arguments() and not configured:
        yield module.hit(called.node.func, MESSAGE.format("CORS"), HELP, severity or "low")


def _configures(module: Module) -> bool:
    """Whether the app has `CORS_ORIGINS` or `CORS_RESOURCES` in its settings."""
    return any([node.value in ("CORS_ORIGINS", "CORS_RESOURCES") for node in module.nodes(ast.Constant)])


def _allows_any(module: Module, given: Given) -> bool:
    """Whether the argument is `*`, a list with it, or a dictionary of resources with such a list."""
    node = _resolved(module, given.node)
    if isinstance(node, ast.Dict):
        return any([_in_resource(module, value) for value in node.values])
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return any([module.value(item) == "*" for item in node.elts])
    value = module.value(node)
    return isinstance(value, str) and (value in EVERY_ORIGIN or is_any(value))


def _in_resource(module: Module, node: ast.expr) -> bool:
    if not isinstance(node, ast.Dict):
        return False
    for key, value in zip(node.keys, node.values, strict=True):
        if key is not None and module.value(key) == "origins":
            items = value.elts if isinstance(value, (ast.List, ast.Tuple)) else [value]
            return any([module.value(item) == "*" for item in items])
    return False


def _resolved(module: Module, node: ast.expr) -> ast.expr:
    bound = module.names.bound_to(node) if isinstance(node, ast.Name) else None
    return bound if bound is not None else node


def _lists(module: Module) -> Iterator[Hit]:
    """`allow_websocket_origin=["*"]` and `cors_allowed_origins=["*"]` of any server."""
    for given in module.nodes(ast.keyword):
        node = _resolved(module, given.value) if given.arg in KEYWORDS else None
        if isinstance(node, (ast.List, ast.Tuple)) and any([is_any(module.value(item)) for item in node.elts]):
            yield module.hit(given, MESSAGE.format(given.arg), HELP)
    for statement in module.nodes(ast.Assign):
        target = statement.targets[0]
        name = getattr(target, "attr", "") or (getattr(getattr(target, "slice", None), "value", ""))
        is_list = isinstance(statement.value, ast.List) and isinstance(name, str) and name in KEYWORDS
        if is_list and any([is_any(module.value(item)) for item in getattr(statement.value, "elts", ())]):
            segment, start, _ = module.span(target)
            yield Hit(segment, start, module.span(statement.value)[2], MESSAGE.format(name), HELP)


def _aiohttp(module: Module, called: Called) -> Iterator[Hit]:
    """`aiohttp_cors.setup(app, defaults={"*": ResourceOptions(…)})`."""
    given = called.given("defaults", 1)
    node = _resolved(module, given.node) if given else None
    for key, value in zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ():
        if given and key is not None and module.value(key) == "*":
            keywords = value.keywords if isinstance(value, ast.Call) else []
            credentials = any(
                [item.arg == "allow_credentials" and is_on(module.value(item.value)) for item in keywords]
            )
            message = (CREDENTIALS if credentials else MESSAGE).format("*")
            yield module.hit(key, message, HELP, "high" if credentials else "")


def _is_sent(module: Module, node: ast.AST | None) -> bool:
    """Whether the value of a header is in a dictionary of a request that the code sends."""
    display = module.parent(node) if node is not None else None
    if not isinstance(display, ast.Dict):
        return False
    holder = module.parent(display)
    name = holder.targets[0] if isinstance(holder, ast.Assign) else None
    uses = module.names.uses(name.id) if isinstance(name, ast.Name) else [display]
    return any([_is_of_request(module, use) for use in uses[:MOST_USES]])


def _is_of_request(module: Module, node: ast.AST) -> bool:
    given = module.parent(node)
    call = module.parent(given) if isinstance(given, ast.keyword) else given
    name = getattr(getattr(call, "func", None), "attr", "") or getattr(getattr(call, "func", None), "id", "")
    return isinstance(call, ast.Call) and name in REQUESTS
