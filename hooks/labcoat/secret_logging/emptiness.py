"""Names that are known to be empty where they are shown: `if not api_key: raise ValueError(f"no key: {api_key}")`."""

from __future__ import annotations

import ast
from itertools import islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.python import Module

MOST_ABOVE = 30
NOTHING = ("", None, 0, False)


def is_known_empty(module: Module, node: ast.Name) -> bool:
    """Whether it stands in the body of an `if` that asks whether there is nothing in it."""
    below: ast.AST = node
    for above in islice(module.ancestors(node), MOST_ABOVE):
        if isinstance(above, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return False
        if isinstance(above, ast.If) and below in above.body[:MOST_ABOVE] and _asks_for_nothing(above.test, node.id):
            return True
        below = above
    return False


def _asks_for_nothing(test: ast.expr, name: str) -> bool:
    """`not name`, `name is None`, `name == ""`, `len(name) == 0`."""
    if isinstance(test, ast.UnaryOp):
        return isinstance(test.op, ast.Not) and _is_name(test.operand, name)
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], (ast.Eq, ast.Is)) or len(test.ops) > 1:
        return False
    asked = test.left.args[0] if isinstance(test.left, ast.Call) and len(test.left.args) == 1 else test.left
    other = test.comparators[0]
    return _is_name(asked, name) and isinstance(other, ast.Constant) and other.value in NOTHING


def _is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
