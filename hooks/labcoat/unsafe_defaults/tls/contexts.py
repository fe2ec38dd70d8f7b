"""Contexts of Python's `ssl` that check no certificate."""

from __future__ import annotations

import ast

from labcoat.core.calls import full_name
from labcoat.unsafe_defaults.tls.conditions import is_asked_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

    Found = tuple[Segment, tuple[int, int], str]

UNVERIFIED = ("ssl._create_unverified_context", "_create_unverified_context", "ssl._create_stdlib_context")
SERVERS = ("CLIENT_AUTH", "PROTOCOL_TLS_SERVER")
CONTEXTS = ("ssl.create_default_context()", "ssl.SSLContext()", "create_urllib3_context()")


def unverified_contexts(module: Module) -> Iterator[Found]:
    """Each place that makes such a context, or makes it the default."""
    for place, what in [*_created(module), *_modes(module), *_defaults(module)]:
        if not is_asked_for(module, place):
            segment, start, end = module.span(place)
            yield segment, (start, end), what


def _created(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for called in module.called("_create_unverified_context"):
        if called.name in UNVERIFIED:
            yield called.node.func, "ssl._create_unverified_context"


def _defaults(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """`ssl._create_default_https_context = ssl._create_unverified_context`, whatever that is called by now."""
    for statement in module.nodes(ast.Assign):
        target = statement.targets[0]
        if isinstance(target, ast.Attribute) and target.attr == "_create_default_https_context":
            value = statement.value
            name = full_name(module, value.body if isinstance(value, ast.Lambda) else value)
            if name in UNVERIFIED or name == "_create_unverified_https_context":
                yield value, "ssl._create_unverified_context"


def _modes(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """`context.verify_mode = ssl.CERT_NONE`; `check_hostname = False` only where the certificate is checked."""
    unchecked = set()
    names = []
    for statement in module.nodes(ast.Assign):
        target = statement.targets[0]
        if not isinstance(target, ast.Attribute) or target.attr not in ("verify_mode", "check_hostname"):
            continue
        if _is_servers(module, target.value):
            continue
        owner = ast.dump(target.value) if isinstance(target.value, (ast.Name, ast.Attribute)) else ""
        if target.attr == "check_hostname":
            names.append((owner, statement, target))
        elif full_name(module, statement.value) in ("ssl.CERT_NONE", "CERT_NONE", "ssl.VerifyMode.CERT_NONE"):
            unchecked.add(owner)
            yield statement, "verify_mode = CERT_NONE"
    for owner, statement, target in names:
        is_context = full_name(module, target.value) in CONTEXTS
        if owner not in unchecked and is_context and module.value(statement.value) is False:
            yield statement, "check_hostname = False"


def _is_servers(module: Module, context: ast.expr) -> bool:
    """Whether the context is a server's, which asks no client for a certificate."""
    made = module.names.bound_to(context) if isinstance(context, ast.Name) else None
    if not isinstance(made, ast.Call):
        return False
    given = [*made.args, *[keyword.value for keyword in made.keywords]]
    return any([getattr(node, "attr", getattr(node, "id", "")) in SERVERS for node in given])
