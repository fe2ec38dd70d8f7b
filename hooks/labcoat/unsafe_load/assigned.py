"""What names may hold, over all statements that assign to them in one function; and what functions return."""

from __future__ import annotations

import ast
from bisect import bisect_left

from labcoat.core.names import FUNCTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.python import Module

    Scope = ast.AST | None  # a function; None is the module


class Assigned:
    """The assignments, loops and `return` statements of a module."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._values: dict[tuple[Scope, str], list[tuple[int, ast.expr]]] = {}
        self._returned: dict[str, dict[Scope, list[ast.expr]]] = {}
        self._read_assignments()
        self._read_loops()
        self._read_functions()
        for values in self._values.values():
            values.sort(key=_order_of)

    def to(self, name: ast.Name) -> list[ast.expr]:
        """What a name gets in the innermost function that assigns to it, before it is used there."""
        scopes = [above for above in self._module.ancestors(name) if isinstance(above, FUNCTIONS)]
        order = self._module.order(name)
        for depth, scope in enumerate([*scopes, None]):
            if found := self._values.get((scope, name.id)):
                before = len(found) if depth else bisect_left(found, order, key=_order_of)
                return [value for _, value in found[:before]]
            if scope is not None and name.id in _parameters(scope):
                return []
        return []

    def to_attribute(self, attribute: ast.Attribute) -> list[ast.expr]:
        """What an attribute of an object gets anywhere in the module, the object being known by its name only."""
        found = self._values.get((None, _dotted(attribute)), ()) if isinstance(attribute.value, ast.Name) else ()
        return [value for _, value in found]

    def returned_by(self, name: str) -> list[ast.expr]:
        """What the function or method of this name returns, where there is only one."""
        functions = self._returned.get(name, {})
        return next(iter(functions.values())) if len(functions) == 1 else []

    def is_function(self, name: str) -> bool:
        """Whether the module defines a function or method of this name."""
        return name in self._returned

    def _read_assignments(self) -> None:
        for statement in self._module.nodes(ast.Assign):
            for target in statement.targets:
                self._bind(target, statement.value)
        others: list[ast.AnnAssign | ast.AugAssign | ast.NamedExpr] = self._module.nodes(
            ast.AnnAssign, ast.AugAssign, ast.NamedExpr
        )
        for other in others:
            if other.value is not None:
                self._bind(other.target, other.value)

    def _read_loops(self) -> None:
        loops: list[ast.For | ast.AsyncFor | ast.comprehension] = self._module.nodes(
            ast.For, ast.AsyncFor, ast.comprehension
        )
        for loop in loops:
            in_comprehension = self._module.parent(loop) if isinstance(loop, ast.comprehension) else None
            self._bind(loop.target, loop.iter, in_comprehension)
        for item in self._module.nodes(ast.withitem):
            if item.optional_vars is not None:
                self._bind(item.optional_vars, item.context_expr)

    def _read_functions(self) -> None:
        functions: list[ast.FunctionDef | ast.AsyncFunctionDef] = self._module.nodes(
            ast.FunctionDef, ast.AsyncFunctionDef
        )
        for function in functions:
            self._returned.setdefault(function.name, {})[function] = []
        statements: list[ast.Return | ast.Yield] = self._module.nodes(ast.Return, ast.Yield)
        for statement in statements:
            scope = self._scope(statement)
            values = self._returned.get(getattr(scope, "name", ""), {}).get(scope)
            if values is not None and statement.value is not None:
                values.append(statement.value)

    def _bind(self, target: ast.expr, value: ast.expr, start: ast.AST | None = None) -> None:
        """Note that a target gets a value, from `start` on: in a comprehension the name is used before it is bound."""
        if isinstance(target, (ast.Tuple, ast.List)):
            is_matching = isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts)
            values = value.elts if is_matching and isinstance(value, ast.Tuple) else [value] * len(target.elts)
            for part, given in zip(target.elts, values, strict=True):
                if not isinstance(part, (ast.Tuple, ast.List)):
                    self._bind(part, given, start)
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            self._values.setdefault((None, _dotted(target)), []).append((self._module.order(target), value))
        elif isinstance(target, ast.Name):
            found = self._values.setdefault((self._scope(target), target.id), [])
            found.append((self._module.order(start or target), value))

    def _scope(self, node: ast.AST) -> Scope:
        return next((above for above in self._module.ancestors(node) if isinstance(above, FUNCTIONS)), None)


def _dotted(attribute: ast.Attribute) -> str:
    return f"{getattr(attribute.value, 'id', '')}.{attribute.attr}"


def _order_of(binding: tuple[int, ast.expr]) -> int:
    return binding[0]


def _parameters(function: ast.AST) -> list[str]:
    arguments = getattr(function, "args", None)
    if not isinstance(arguments, ast.arguments):
        return []
    return [given.arg for given in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
