"""What expressions of Python code stand for: elements of lists, and what names, loops and parameters are given."""

from __future__ import annotations

import ast

from labcoat.core.switches.nodes import function_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module

    Seen = set[ast.AST]  # what has been read already: many calls may name one list

MOST_FOLLOWED = 5  # names, starred names, sums of lists, each in the other
MOST_CALLS = 20  # of a function that installs what it is given


def elements(module: Module, node: ast.AST | None, seen: Seen, depth: int = 0) -> Iterator[ast.expr]:
    """The elements of a list literal, of what a name is bound to, of sums and starred lists in it.

    A list that is in `seen` has none: what many names lead to is looked at once.
    """
    if isinstance(node, ast.Name):
        node = module.names.bound_to(node)
    if node is None or node in seen or depth > MOST_FOLLOWED:
        return
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        seen.add(node)
        for element in node.elts:
            if isinstance(element, ast.Starred):
                yield from elements(module, element.value, seen, depth + 1)
            else:
                yield element
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        seen.add(node)
        yield from elements(module, node.left, seen, depth + 1)
        yield from elements(module, node.right, seen, depth + 1)


def literal_of(module: Module, node: ast.AST | None) -> ast.AST | None:
    """The expression itself, or the one that a name is bound to."""
    return module.names.bound_to(node) if isinstance(node, ast.Name) else node


def unwrapped(module: Module, node: ast.AST | None) -> ast.AST | None:
    """What `shlex.split(x)`, `x.split()`, `" ".join(x)` and `dedent(x)` are made from."""
    for _ in range(3):
        if not isinstance(node, ast.Call):
            break
        name = function_name(node)
        if node.args and name in ("join", "dedent", "list"):
            node = literal_of(module, node.args[0])
        elif name in ("split", "strip") and isinstance(node.func, ast.Attribute):
            is_shlex = module.names.qualified_name(node.func) == "shlex.split" and node.args
            node = literal_of(module, node.args[0] if is_shlex else node.func.value)
        else:
            break
    return node


def values_of(module: Module, node: ast.expr, seen: Seen) -> list[ast.expr]:
    """The expressions that a name stands for, each in turn."""
    if not isinstance(node, ast.Name):
        return [node]
    bound = module.names.bound_to(node)
    if bound is not None:
        return [bound]
    for above in module.ancestors(node):
        if isinstance(above, (ast.For, ast.AsyncFor)) and _names(above.target, node.id):
            return list(elements(module, above.iter, seen))
        if isinstance(above, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return _given(module, above, node.id)
    return []


def _names(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Name) and target.id == name


def _given(module: Module, function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> list[ast.expr]:
    """What the calls of a function give to its parameter."""
    names = [argument.arg for argument in function.args.args]
    if name not in names:
        return []
    index = names.index(name)
    calls = [module.parent(use) for use in module.names.uses(function.name)[:MOST_CALLS]]
    return [
        call.args[index]
        for call in calls
        if isinstance(call, ast.Call) and function_name(call) == function.name and len(call.args) > index
    ]
