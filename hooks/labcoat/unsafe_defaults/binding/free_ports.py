"""Functions of Python code that only find out which port is free: nothing listens there."""

from __future__ import annotations

import ast
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set

    from labcoat.core.python import Module

FREE_PORT = re.compile(r"(?i)(?:free|find|avail|unused|open|pick|check|test|is).*port|port.*(?:free|avail|use|open)")
MOST_NAME = 100  # characters of a function's name that are looked at


def port_finders(module: Module) -> Set[ast.AST | None]:
    """Functions that are named so, and those that ask a socket for its address but never listen."""
    functions: list[ast.FunctionDef | ast.AsyncFunctionDef] = module.nodes(ast.FunctionDef, ast.AsyncFunctionDef)
    named: set[ast.AST | None] = {function for function in functions if FREE_PORT.search(function.name[:MOST_NAME])}
    return named | (_using(module, "getsockname") - _using(module, "listen"))


def _using(module: Module, attribute: str) -> set[ast.AST | None]:
    nodes = [node for node in module.nodes(ast.Attribute) if node.attr == attribute]
    return {function_of(module, node) for node in nodes} - {None}


def function_of(module: Module, node: ast.AST) -> ast.AST | None:
    """The function that a node is in."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return next((above for above in module.ancestors(node) if isinstance(above, kinds)), None)
