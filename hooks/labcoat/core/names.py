"""What names stand for, in a module over all cells: constants, defaults, imports."""

from __future__ import annotations

import ast
from bisect import bisect_left

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from labcoat.core.python import Module

UNKNOWN = object()  # the value of an expression that only running the code would tell
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
MOST_ITEMS = 200  # of a dictionary, so that many look-ups in a large one cost no more than its length
CONSTANTS = {"True": True, "False": False, "None": None}  # names only where they are written in look-alike letters


class Names:
    """The names of a module that is complete."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._uses: dict[str, list[ast.Name]] | None = None
        self._bindings: dict[tuple[ast.AST | str | None, str], list[tuple[int, ast.expr | None]]] | None = None
        self._imports: dict[str, str] | None = None
        self._set_attributes: dict[str, list[ast.Attribute]] | None = None
        self._read_attributes: set[str] | None = None
        self._classes: dict[str, ast.AST] | None = None
        self._only_read: dict[str, bool] = {}
        self._changed: dict[str, bool] = {}

    def value(self, node: ast.AST | None) -> Any:
        """What an expression is known to be: a constant, or a name that leads to one; else UNKNOWN.

        Followed are names, `not`, fields of a class and of its instances, and items of a dictionary.
        """
        for _ in range(20):  # a chain of names longer than this, or a cycle, is not known
            if isinstance(node, ast.Constant):
                return node.value
            if isinstance(node, ast.Name) and node.id in CONSTANTS:
                return CONSTANTS[node.id]
            if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
                value = self.value(node.operand) if not isinstance(node.operand, ast.UnaryOp) else UNKNOWN
                return UNKNOWN if value is UNKNOWN else not value
            node = self._followed(node)
        return UNKNOWN

    def _followed(self, node: ast.AST | None) -> ast.AST | None:
        """The expression that a name, a field or an item stands for; None where that is not certain."""
        if isinstance(node, ast.Name):
            return self.bound_to(node)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            places = self._places_set(node.attr)
            return self._set_once(node.value, places) if places else self._field(node.value, node.attr)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            return self._item(node.value, node.slice) if isinstance(node.value, ast.Name) else None
        return None

    def _places_set(self, attribute: str) -> list[ast.Attribute]:
        """Where any object's attribute of this name is assigned to, or deleted."""
        if self._set_attributes is None:
            self._set_attributes = {}
            for node in self._module.nodes(ast.Attribute):
                if not isinstance(node.ctx, ast.Load):
                    self._set_attributes.setdefault(node.attr, []).append(node)
        return self._set_attributes.get(attribute, [])

    def _set_once(self, owner: ast.Name, places: list[ast.Attribute]) -> ast.AST | None:
        """What an object of this name gets in the only statement that sets the attribute."""
        target = places[0]
        if len(places) > 1 or not isinstance(target.value, ast.Name) or target.value.id != owner.id:
            return None
        return self._assigned(target)

    def _field(self, owner: ast.Name, field: str) -> ast.AST | None:
        """The field of a class of this module, or of the instance that a name is bound to."""
        made = self.bound_to(owner)
        if isinstance(made, ast.Call):
            if made.args or any([keyword.arg is None for keyword in made.keywords]):
                return None
            for keyword in made.keywords:
                if keyword.arg == field:
                    return keyword.value
        name = made.func if isinstance(made, ast.Call) else owner
        bindings = self._all_bindings().get((self._class(name), field)) if isinstance(name, ast.Name) else None
        return bindings[-1][1] if bindings else None

    def _class(self, name: ast.Name) -> ast.AST | str:
        """The class of this name that is defined last; the name itself, which is no scope, where there is none."""
        if self._classes is None:
            self._classes = {node.name: node for node in self._module.nodes(ast.ClassDef)}
        return self._classes.get(name.id, name.id)

    def _item(self, owner: ast.Name, key: ast.Constant) -> ast.AST | None:
        """The item of the dictionary that a name is bound to, where nothing else is done with it than to read items."""
        display = self.bound_to(owner)
        if not isinstance(display, ast.Dict) or len(display.keys) > MOST_ITEMS or not self._is_only_read(owner.id):
            return None
        values = [
            value
            for item, value in zip(display.keys, display.values, strict=True)
            if not isinstance(item, ast.Constant) or item.value == key.value
        ]
        return values[0] if len(values) == 1 else None

    def _is_only_read(self, name: str) -> bool:
        """Whether the name is only used as in `name[…]`, not assigned to."""
        if name not in self._only_read:
            places = [(use, self._module.parent(use)) for use in self.uses(name)]
            self._only_read[name] = all(
                [
                    isinstance(place, ast.Subscript) and place.value is use and isinstance(place.ctx, ast.Load)
                    for use, place in places
                ]
            )
        return self._only_read[name]

    def is_changed(self, name: str) -> bool:
        """Whether a dictionary of this name is changed somewhere: `name[…] = …`, `name.update(…)`."""
        if name not in self._changed:
            places = [self._module.parent(use) for use in self.uses(name)]
            self._changed[name] = any(
                [
                    isinstance(place, ast.Attribute)
                    or (isinstance(place, ast.Subscript) and not isinstance(place.ctx, ast.Load))
                    for place in places
                ]
            )
        return self._changed[name]

    def bound_to(self, name: ast.Name) -> ast.expr | None:
        """The expression last assigned to a name where it is used, across cells; None where that is not certain."""
        order = self._module.order(name)
        inner = True
        for scope in self._scopes(name):
            bindings = self._all_bindings().get((scope, name.id))
            if bindings:
                count = bisect_left(bindings, order, key=_order_of) if inner else len(bindings)
                return bindings[count - 1][1] if count else None
            inner = inner and isinstance(scope, COMPREHENSIONS)
        return None

    def _scopes(self, node: ast.AST) -> Iterator[ast.AST | None]:
        """The scopes a name is looked up in, innermost first; None is the module's."""
        below, is_innermost = node, True
        for scope in self._module.ancestors(node):
            if isinstance(scope, COMPREHENSIONS):
                yield scope
            elif self._module.is_in_body(below) and (is_innermost or not isinstance(scope, ast.ClassDef)):
                yield scope
                is_innermost = False
            below = scope
        yield None

    def _scope(self, node: ast.AST) -> ast.AST | None:
        """The scope that a binding at this node belongs to."""
        below = node
        for scope in self._module.ancestors(node):
            if self._module.is_in_body(below) or (isinstance(scope, COMPREHENSIONS) and not self._is_walrus(node)):
                return scope
            below = scope
        return None

    def _is_walrus(self, target: ast.AST) -> bool:
        return isinstance(self._module.parent(target), ast.NamedExpr)

    def _all_bindings(self) -> dict[tuple[ast.AST | str | None, str], list[tuple[int, ast.expr | None]]]:
        if self._bindings is None:
            self._bindings = {}
            for node in self._module.nodes(ast.Name):
                if not isinstance(node.ctx, ast.Load):
                    self._bind(self._scope(node), node.id, node, self._assigned(node))
            for function in self._module.nodes(*FUNCTIONS):
                for argument, default in _parameters(function):
                    self._bind(function, argument.arg, argument, default)
            for values in self._bindings.values():
                values.sort(key=_order_of)
        return self._bindings

    def _bind(self, scope: ast.AST | None, name: str, node: ast.AST, value: ast.expr | None) -> None:
        assert self._bindings is not None  # noqa: S101 - for mypy: only _all_bindings calls this
        self._bindings.setdefault((scope, name), []).append((self._module.order(node), value))

    def _assigned(self, target: ast.Name | ast.Attribute) -> ast.expr | None:
        """What this target is assigned: of `name = value`, `name, other = value, more` and `with value as name`."""
        statement = self._module.parent(target)
        if isinstance(statement, ast.Tuple):
            return self._unpacked(target, statement)
        if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            return statement.value
        return statement.context_expr if isinstance(statement, ast.withitem) else None

    def _unpacked(self, target: ast.expr, targets: ast.Tuple) -> ast.expr | None:
        statement = self._module.parent(targets)
        value = statement.value if isinstance(statement, ast.Assign) else None
        if not isinstance(value, ast.Tuple) or len(value.elts) != len(targets.elts) or len(value.elts) > MOST_ITEMS:
            return None
        if any([isinstance(item, ast.Starred) for item in (*targets.elts, *value.elts)]):
            return None
        return value.elts[targets.elts.index(target)]

    def uses(self, name: str) -> list[ast.Name]:
        """Where a name is read, in any scope."""
        if self._uses is None:
            self._uses = {}
            for node in self._module.nodes(ast.Name):
                if isinstance(node.ctx, ast.Load):
                    self._uses.setdefault(node.id, []).append(node)
        return self._uses.get(name, [])

    def is_read(self, name: str) -> bool:
        """Whether anything of this name is read, as a name or as an attribute."""
        if self._read_attributes is None:
            nodes = self._module.nodes(ast.Attribute)
            self._read_attributes = {node.attr for node in nodes if isinstance(node.ctx, ast.Load)}
        return bool(self.uses(name)) or name in self._read_attributes

    def qualified_name(self, node: ast.AST) -> str:
        """`torch.hub.load` for `hub.load` after `from torch import hub`; empty where it is no dotted name."""
        parts = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        return ".".join([self._imported().get(node.id, node.id), *reversed(parts)])

    def _imported(self) -> dict[str, str]:
        if self._imports is None:
            self._imports = {}
            statements: list[ast.Import | ast.ImportFrom] = self._module.nodes(ast.Import, ast.ImportFrom)
            for node in statements:
                source = _source(node) if isinstance(node, ast.ImportFrom) else ""
                for alias in node.names:
                    name = alias.name if alias.asname or source else alias.name.partition(".")[0]
                    self._imports[alias.asname or name] = source + name
        return self._imports


def _source(statement: ast.ImportFrom) -> str:
    """What the imported names are qualified with; a relative import keeps its dots, and so is no other package."""
    return "." * statement.level + (f"{statement.module}." if statement.module else "")


def _order_of(binding: tuple[int, ast.expr | None]) -> int:
    return binding[0]


def _parameters(function: Any) -> Iterator[tuple[ast.arg, ast.expr | None]]:
    """Parameters of a function with their defaults."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(positional) - len(arguments.defaults)) + arguments.defaults
    yield from zip(positional, defaults, strict=True)
    yield from zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    for rest in (arguments.vararg, arguments.kwarg):
        if rest is not None:
            yield rest, None
