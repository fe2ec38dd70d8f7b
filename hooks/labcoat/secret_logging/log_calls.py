"""Secrets that Python code prints, logs, raises, tracks and saves."""

from __future__ import annotations

import ast

from labcoat.core.secret_identifiers import is_secret_identifier, is_weak_identifier
from labcoat.secret_logging.log_values import may_be_value, secrets_in
from labcoat.secret_logging.sinks import sinks_of
from labcoat.secret_logging.surroundings import is_substituted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit
    from labcoat.secret_logging.sinks import Sink

    Found = tuple[str, ast.AST, str]  # the name of a secret, where it is, its value where that is literal

HELP = "leave it out, or say only whether it is set: `bool({name})`"


def shown_secrets(module: Module) -> Iterator[Hit]:
    """A hit for each statement that shows a secret."""
    seen: set[ast.AST | None] = set()
    if module.segments and is_substituted(module.segments[0]):
        return
    for sink in sinks_of(module):
        statement = statement_of(module, sink.node)
        found = None if statement in seen else _first(module, sink)
        if found:
            seen.add(statement)
            yield _hit(module, sink, *found)


def statement_of(module: Module, node: ast.AST) -> ast.AST | None:
    """The statement that a node belongs to."""
    if isinstance(node, ast.stmt):
        return node
    for above in module.ancestors(node):
        if isinstance(above, ast.stmt):
            return above
    return None


def _first(module: Module, sink: Sink) -> Found | None:
    for name, value in sink.pairs:
        written = name.attr if isinstance(name, ast.Attribute) else module.value(name)
        last = written.rpartition("/")[2] if isinstance(written, str) else ""
        if is_secret_identifier(last) and may_be_value(module, value):
            literal = value.value if isinstance(value, ast.Constant) else ""
            return last, name, str(literal)
    for expression in sink.shown:
        for found in secrets_in(module, expression):
            if not (isinstance(sink.node, ast.Raise) and is_weak_identifier(found[0])):  # `no secret of the name …`
                return found
    return None


def _hit(module: Module, sink: Sink, name: str, node: ast.AST, value: str) -> Hit:
    hit = module.hit(node, f"`{name}` is {sink.verb}: whoever can read that has the secret", HELP.format(name=name))
    hit.secret = value
    return hit
