"""Imports that a fix needs: whether they are there by the time the code runs, and where they would go."""

from __future__ import annotations

import ast
import re

from labcoat.core.names import FUNCTIONS
from labcoat.core.parsing import BLANKS
from labcoat.core.rule import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

    Shared = tuple[str, Segment, Edit]

SCOPES = (ast.ClassDef, *FUNCTIONS)
ALWAYS_RUN = (ast.Module, ast.With, ast.Try)  # statements whose body runs, if anything does
_WRITTEN = re.compile(r"\s*%%(?:writefile|file)\b[^\n]*\n\Z")


class SharedImport:
    """An import that fixes of a module need: `from source import name`, or `import name` where there is no source."""

    __slots__ = ("_imports", "_is_bound_otherwise", "_module", "_new", "_statement")

    def __init__(self, module: Module, source: str, name: str) -> None:
        self._module = module
        self._statement = f"from {source} import {name}" if source else f"import {name}"
        self._imports = _imports(module, source, name)
        self._new: dict[ast.AST, list[Shared] | None] = {}  # by the tree of the code that uses it
        self._is_bound_otherwise = _is_bound_otherwise(module, name, self._imports)

    def edits(self, node: ast.AST) -> list[Shared] | None:
        """The edit that imports the name where `node` uses it; none where it is there by then, None for cannot be."""
        module = self._module
        if self._is_bound_otherwise:
            return None
        inner = _scope(module, node)
        around = [above for above in module.ancestors(node) if above is inner or isinstance(above, FUNCTIONS)]
        local = [found for found in self._imports if _scope(module, found) in around]
        order = module.order(node)
        if local:
            is_there = module.parent(local[0]) is _scope(module, local[0]) and module.order(local[0]) < order
            return [] if is_there else None
        if any([module.order(found) < order and _always_runs(module, found) for found in self._imports]):
            return []
        own = [*module.ancestors(node)][-1]
        if own not in self._new:
            self._new[own] = _new_import(module, own, module.span(node)[0], self._statement)
        return self._new[own]


def _imports(module: Module, source: str, name: str) -> Sequence[ast.Import | ast.ImportFrom]:
    """The statements that import it under its own name."""
    if source:
        return [
            statement
            for statement in module.nodes(ast.ImportFrom)
            if statement.module == source and any([_is_plain(alias, name) for alias in statement.names])
        ]
    return [
        statement
        for statement in module.nodes(ast.Import)
        if any([_is_plain(alias, name, alias.name.partition(".")[0]) for alias in statement.names])
    ]


def _is_plain(alias: ast.alias, name: str, bound: str = "") -> bool:
    """Whether an import binds a name to what is called so."""
    return (bound or alias.name) == name and alias.asname in (None, name)


def _is_bound_otherwise(module: Module, name: str, imports: Sequence[ast.AST]) -> bool:
    """Whether the name means, or may mean, something else anywhere in the module."""
    if any([node.id == name and not isinstance(node.ctx, ast.Load) for node in module.nodes(ast.Name)]):
        return True
    if any([argument.arg == name for argument in module.nodes(ast.arg)]):
        return True
    definitions: list[Any] = module.nodes(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    if any([node.name == name for node in definitions]):
        return True
    statements: list[ast.Import | ast.ImportFrom] = module.nodes(ast.Import, ast.ImportFrom)
    others = [alias for statement in statements if statement not in imports for alias in statement.names]
    return any([(alias.asname or alias.name) == name for alias in others])


def _scope(module: Module, node: ast.AST) -> ast.AST | None:
    """The function or class that a statement is in."""
    return next((above for above in module.ancestors(node) if isinstance(above, SCOPES)), None)


def _always_runs(module: Module, node: ast.AST) -> bool:
    below = node
    for above in module.ancestors(node):
        is_body = below in getattr(above, "body", ())
        if not is_body or not (isinstance(above, ALWAYS_RUN) or _is_always_true(above)):
            return False
        below = above
    return True


def _is_always_true(node: ast.AST) -> bool:
    """Whether it is the `if 1:` around an indented cell, or one like it."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Constant) and node.test.value == 1


def _new_import(module: Module, own: ast.AST, segment: Segment, statement: str) -> list[Shared] | None:
    """The statement at the top of a tree's code, a segment; for a cell with a magic, at that of an earlier cell."""
    name = f"{statement} in {segment.cell.index if segment.cell and segment.offset else 0}:{segment.offset}"
    if segment.offset:
        place = _top(module, own) if _WRITTEN.match(segment.parent[: segment.offset]) else None
        return [_shared(name, statement, *place)] if place else None
    trees: list[ast.AST] = [*module.nodes(ast.Module)]
    for tree in reversed(trees[: trees.index(own) + 1]):
        place = _top(module, tree)
        if place and not place[0].text.lstrip().startswith("%%"):
            return [_shared(name, statement, *place)]
    return None


def _shared(name: str, statement: str, segment: Segment, start: int) -> Shared:
    text = segment.text
    code = start
    while text[code : code + 1] in (" ", "\t"):
        code += 1
    end = "\r\n" if "\r\n" in text else "\n" if "\n" in text or "\r" not in text else "\r"
    return name, segment, Edit(start, start, f"{text[start:code]}{statement}{end}")


def _top(module: Module, tree: ast.AST) -> tuple[Segment, int] | None:
    """The segment, and where in it the line starts of the first statement that has to come after imports."""
    statements: list[Any] = list(getattr(tree, "body", ()))
    if statements and _is_wrapped(module, statements[0]):
        statements = statements[0].body
    for index, statement in enumerate(statements):
        segment, start, end = module.span(_first_part(statement))
        if not _stays_first(statement, index, segment.text[start:end]):
            line = max(segment.text.rfind("\n", 0, start), segment.text.rfind("\r", 0, start)) + 1
            return None if segment.text[line:start].strip(" \t@") else (segment, line)
    return None


def _is_wrapped(module: Module, statement: ast.stmt) -> bool:
    is_first = (statement.lineno, statement.col_offset) == (1, 0)
    return is_first and isinstance(statement, ast.If) and module.span(statement.body[0])[0].text[:1] in BLANKS


def _first_part(statement: Any) -> Any:
    """A decorator comes before what it decorates."""
    decorators = getattr(statement, "decorator_list", None)
    return decorators[0] if decorators else statement


def _stays_first(statement: ast.stmt, index: int, text: str) -> bool:
    """Whether it is the docstring, an import from the future, or what stands for a magic."""
    if isinstance(statement, ast.ImportFrom):
        return statement.module == "__future__"
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Constant):
        return False
    if isinstance(statement.value.value, str):
        return index == 0
    return statement.value.value == 0 and text != "0"
