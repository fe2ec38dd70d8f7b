"""Names of files that Python code opens."""

from __future__ import annotations

import ast

from labcoat.core.switches.nodes import function_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.python import Module

MOST_STEPS = 10  # from a file to its name


def file_name(module: Module, file: ast.expr) -> str:
    """The name of a file: of `Path(…)`, of `open(…)` around, of the last part of a path."""
    node: ast.AST | None = file
    for _ in range(MOST_STEPS):
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else ""
        if isinstance(node, ast.Name):
            node = module.names.bound_to(node)
        elif isinstance(node, ast.JoinedStr):
            node = node.values[-1] if node.values else None
        elif isinstance(node, ast.BinOp):
            node = node.right
        elif isinstance(node, ast.Call) and node.args and function_name(node) != "open":
            node = node.args[-1]
        elif isinstance(node, ast.Call):
            node = _opened_by(module, node)
        else:
            return ""
    return ""


def _opened_by(module: Module, call: ast.Call) -> ast.AST | None:
    """What `open("x", "w")` and `Path("x").open("w")` open."""
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, (ast.Call, ast.Name, ast.BinOp)):
        is_module = module.names.qualified_name(call.func) in ("io.open", "os.open", "codecs.open", "gzip.open")
        return call.args[0] if is_module and call.args else call.func.value
    return call.args[0] if call.args else None
