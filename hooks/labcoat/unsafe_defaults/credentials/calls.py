"""Passwords that everybody knows, in Python code."""

from __future__ import annotations

import ast

from labcoat.core.names import UNKNOWN
from labcoat.core.rule import Hit
from labcoat.core.switches.nodes import counts, function_name
from labcoat.unsafe_defaults.common.named_values import in_python
from labcoat.unsafe_defaults.credentials.passwords import (
    FALLBACK,
    HELP,
    MESSAGE,
    PAIRS,
    UNNAMED,
    is_default,
    is_password,
    is_user,
    passwords_of,
    url_severity,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module

    Pair = tuple[ast.AST, ast.AST, str]  # what is shown of a password from where to where, and how it is called
    Named = dict[str, tuple[ast.AST, ast.expr]]  # what is given by name: what shows it, and its value

LOGINS = frozenset("PlainCredentials HTTPBasicAuth BasicAuth basic_auth HTTPDigestAuth Minio login".split())
AUTH_KEYWORDS = frozenset(("auth", "basic_auth", "http_auth"))
TALKING = frozenset("print debug info warning error exception log write echo add_argument fail skip".split())
TOLD = frozenset("help description message msg doc example examples placeholder".split())


def defaults_in_python(module: Module) -> Iterator[Hit]:
    """Names with well-known values, pairs of a user and a password, and connection URLs."""
    reported = set()
    for named in in_python(module, _matters):
        is_used = named.node is not None and counts(module, named.node, named.name)
        if is_used and is_default(named.name, named.value) and not _is_reported(named.node):
            reported.add((named.segment, named.start))
            message = FALLBACK if named.is_fallback else MESSAGE
            yield named.hit(message.format(named.name), HELP, "low" if named.is_fallback else "")
    for place, value, name in _pairs(module):
        segment, start, end = module.span(place)
        if (segment, start) not in reported:
            end = max(end, module.span(value)[2]) if module.span(value)[0] is segment else end
            yield Hit(segment, start, end, MESSAGE.format(name) if name else UNNAMED.format("here"), HELP)
    for constant in module.nodes(ast.Constant):
        severity = url_severity(constant.value)
        if severity is not None and _is_used(module, constant):
            yield module.hit(constant, UNNAMED.format("in the URL"), HELP, severity)


def _matters(name: str) -> bool:
    return is_password(name) or name == "NEO4J_AUTH"


def _pairs(module: Module) -> Iterator[Pair]:
    """The passwords of pairs."""
    for call in module.nodes(ast.Call):
        named: Named = {given.arg: (given, given.value) for given in call.keywords if given.arg}
        yield from _pairs_of_names(module, named)
        if function_name(call) in LOGINS and len(call.args) > 1:
            yield from _pair(module, call.args[-2:])
    for display in module.nodes(ast.Dict):
        items = zip(display.keys, display.values, strict=True)
        keys: Named = {str(key.value): (key, value) for key, value in items if isinstance(key, ast.Constant)}
        yield from _pairs_of_names(module, keys)
    for given in module.nodes(ast.keyword):
        value = module.names.bound_to(given.value) if isinstance(given.value, ast.Name) else given.value
        if given.arg in AUTH_KEYWORDS and isinstance(value, ast.Tuple):
            yield from _pair(module, value.elts)


def _pairs_of_names(module: Module, named: Named) -> Iterator[Pair]:
    """`user="postgres", password="postgres"`."""
    known = passwords_of([module.value(value) for name, (_, value) in named.items() if is_user(name)])
    for name, (place, value) in named.items() if known else ():
        if is_password(name) and not _is_reported(value) and module.value(value) in known:
            yield place, value, name


def _is_reported(node: ast.AST | None) -> bool:
    """Whether the value is that of a name of a password: the finding is where that gets it."""
    return is_password(str(getattr(node, "id", "") or getattr(node, "attr", "")))


def _pair(module: Module, nodes: list[ast.expr]) -> Iterator[Pair]:
    """`("neo4j", "password")`."""
    values = [module.value(node) for node in nodes]
    if len(values) == 2 and UNKNOWN not in values and _is_pair(*values):
        yield nodes[1], nodes[1], ""


def _is_pair(user: object, password: object) -> bool:
    return isinstance(user, str) and isinstance(password, str) and (user, password) in PAIRS


def _is_used(module: Module, node: ast.AST) -> bool:
    """Whether a text is more than shown, compared, or looked at by a reader."""
    for above in module.ancestors(node):
        if isinstance(above, (ast.Compare, ast.Assert, ast.Expr)) and not _calls(above):
            return False
        if isinstance(above, ast.Call) and function_name(above) in TALKING:
            return False
        if isinstance(above, ast.keyword) and above.arg in TOLD:
            return False
        if isinstance(above, ast.stmt):
            return True
    return True


def _calls(node: ast.AST) -> bool:
    """Whether this is a statement that calls something."""
    return isinstance(node, ast.Expr) and isinstance(node.value, (ast.Call, ast.Await))
