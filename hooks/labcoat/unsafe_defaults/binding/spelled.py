"""Addresses in Python code, also where only a part of them is known."""

from __future__ import annotations

import ast

from labcoat.core.switches.nodes import function_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.python import Module

FIELD = "{}"  # what only running the code would tell
MOST_FOLLOWED = 5
LOOKUPS = ("get", "getenv", "pop", "env", "config", "setdefault")  # of a name, with a default
DECLARATIONS = ("Option", "Argument", "Field", "field", "attrib", "Parameter")  # of something with a default


def spelled(module: Module, node: ast.AST | None, depth: int = 0) -> str | None:
    """What a string says, with FIELD for what is filled in; a look-up is what it falls back on."""
    if node is None or depth > MOST_FOLLOWED:
        return None
    value = module.value(node)
    if isinstance(value, str):
        return value
    if isinstance(node, ast.Name):
        return spelled(module, module.names.bound_to(node), depth + 1)
    if isinstance(node, ast.JoinedStr):
        return "".join([str(part.value) if isinstance(part, ast.Constant) else FIELD for part in node.values])
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        return _followed_by_field(spelled(module, node.left, depth + 1), isinstance(node.op, ast.Add))
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return spelled(module, node.values[-1], depth + 1)
    if isinstance(node, ast.Call):
        return _called(module, node, depth)
    return None


def _followed_by_field(text: str | None, is_added: bool) -> str | None:
    return text + FIELD if text and is_added else text


def _called(module: Module, call: ast.Call, depth: int) -> str | None:
    """`"tcp://*:{}".format(port)`, `os.environ.get("HOST", "0.0.0.0")`, `typer.Option("0.0.0.0")`."""
    name = function_name(call)
    if name == "format" and isinstance(call.func, ast.Attribute):
        return spelled(module, call.func.value, depth + 1)
    if name in LOOKUPS and len(call.args) > 1:
        return spelled(module, call.args[1], depth + 1)
    if name in LOOKUPS + DECLARATIONS:
        for keyword in call.keywords:
            if keyword.arg == "default":
                return spelled(module, keyword.value, depth + 1)
        if name in DECLARATIONS and call.args:
            return spelled(module, call.args[0], depth + 1)
    return None
