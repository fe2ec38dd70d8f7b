"""Whether code runs only where somebody has asked for it."""

from __future__ import annotations

import ast
import re

from labcoat.core.names import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.python import Module

_ABOUT_CHECKS = re.compile(r"(?i)insecure|verif|ssl|tls|cert|bundle|unsafe|self_?signed")
ABOUT_PYTHON = ("getattr", "hasattr", "PYTHONHTTPSVERIFY")  # what Python can do, and the popular snippet asks
BRANCHES = (ast.If, ast.Try, ast.For, ast.While, ast.ExceptHandler)
MOST_PARTS = 30


def is_asked_for(module: Module, node: ast.AST) -> bool:
    """Whether the node stands under an `if` about the check itself, whose answer only running the code would tell.

    `if args.insecure: session.verify = False` is somebody's choice; a condition on what Python can do is none.
    """
    below = node
    for above in module.ancestors(node):
        if isinstance(above, ast.IfExp) and below is not above.test and _asks(module, above.test):
            return True
        if isinstance(above, ast.If) and below is not above.test and _asks(module, above.test):
            return True
        if isinstance(above, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return False
        below = above
    return False


def _asks(module: Module, test: ast.expr) -> bool:
    parts = [part for part, _ in zip(ast.walk(test), range(MOST_PARTS), strict=False)]
    if any([_word(part) in ABOUT_PYTHON for part in parts]):
        return False
    return any([_ABOUT_CHECKS.search(_word(part)) and module.value(part) in (UNKNOWN, _word(part)) for part in parts])


def _word(node: ast.AST) -> str:
    """What a name, an attribute or a string says."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return str(getattr(node, "id", "") or getattr(node, "attr", ""))


def is_certain(module: Module, node: ast.expr) -> bool:
    """Whether a name has its value whichever way the code goes: not set in a branch that it is read outside of."""
    bound = module.names.bound_to(node) if isinstance(node, ast.Name) else None
    if bound is None:
        return True
    around = set(module.ancestors(node))
    branches = [above for above in module.ancestors(bound) if isinstance(above, BRANCHES)]
    return all([branch in around for branch in branches])
