"""Python that executes what it has just downloaded."""

from __future__ import annotations

import ast

from labcoat.core.calls import full_name
from labcoat.unsafe_defaults.common.web import is_local_address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module

EXECUTING = ("exec", "eval", "builtins.exec", "builtins.eval", "os.system")
FETCHING = ("requests.get", "httpx.get", "requests.Session().get", "httpx.Client().get", "requests.request")
READING = frozenset("read decode strip lstrip rstrip replace json result readall getvalue".split())
WRAPPING = ("compile", "str", "bytes.decode", "textwrap.dedent", "io.BytesIO", "io.StringIO")
MOST_STEPS = 12


def executed_downloads(module: Module) -> Iterator[tuple[ast.expr, str]]:
    """The function of each call that executes a download, and its name."""
    for called in module.called("exec", "eval", "system"):
        if called.name in EXECUTING and called.args and _is_download(module, called.args[0]):
            yield called.node.func, called.name


def _is_download(module: Module, node: ast.AST | None) -> bool:
    """Whether an expression is read from the answer of a server."""
    for _ in range(MOST_STEPS):
        if isinstance(node, ast.Name):
            node = module.names.bound_to(node)
        elif isinstance(node, (ast.Attribute, ast.Subscript, ast.Await)):
            node = node.value
        elif isinstance(node, ast.Call):
            name = full_name(module, node.func)
            if name in FETCHING or name.rpartition(".")[2] == "urlopen":
                return not any([_is_local(module, argument) for argument in node.args])
            node = _read_from(node, name)
        else:
            return False
    return False


def _is_local(module: Module, argument: ast.expr) -> bool:
    value = module.value(argument)
    return isinstance(value, str) and is_local_address(value)


def _read_from(call: ast.Call, name: str) -> ast.AST | None:
    """What a call makes its result from: `response` of `response.read()`, `text` of `compile(text, …)`."""
    if name in WRAPPING and call.args:
        return call.args[0]
    if isinstance(call.func, ast.Attribute) and call.func.attr in READING:
        return call.func.value
    return None
