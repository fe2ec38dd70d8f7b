"""Calls of a module, by what they call: found by name at once, with their arguments looked up as Python binds them."""

from __future__ import annotations

import ast

from labcoat.core.names import MOST_ITEMS, UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

MISSING = object()  # the value of an argument that is not given
MOST_CHAINED = 20  # calls in `a().b().c()`
GIVING = (ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.Tuple, ast.withitem)  # what gives a name its object


class Given:
    """An argument of a call: `node` is its value, `place` what to show: the `name=value`, or the value."""

    __slots__ = ("node", "place", "value")

    def __init__(self, place: ast.AST, node: ast.expr, value: Any) -> None:
        self.place = place
        self.node = node
        self.value = value  # UNKNOWN where only running the code would tell


class Called:
    """A call of a name: `torch.load(x)`, or `partial(torch.load, …)`, whose arguments then are those after the first.

    `name` is qualified by the module's imports and by what names are bound to: `torch.load` after `from torch import
    load as l`, `flask.Flask().run` after `app = Flask(…)`, `?.launch` where the object is unknown.
    """

    __slots__ = ("_module", "args", "is_partial", "name", "node")

    def __init__(self, module: Module, node: ast.Call, name: str, args: list[ast.expr], is_partial: bool) -> None:
        self._module = module
        self.node = node
        self.name = name
        self.args = args
        self.is_partial = is_partial

    def given(self, name: str, position: int = -1) -> Given | None:
        """The argument of this name, or at this position; also from `**{…}` and `**kwargs` where it is known.

        None where it is not given, and where a `*` or `**` hides it.
        """
        for keyword in self.node.keywords:
            if keyword.arg == name:
                return Given(keyword, keyword.value, self._module.value(keyword.value))
        if 0 <= position < len(self.args) and not any([_is_starred(arg) for arg in self.args[: position + 1]]):
            argument = self.args[position]
            return Given(argument, argument, self._module.value(argument))
        for keyword in self.node.keywords:
            if keyword.arg is None and (found := self._in_dictionary(keyword.value, name)):
                return found
        return None

    def value(self, name: str, position: int = -1) -> Any:
        """What an argument is known to be: a constant, UNKNOWN, or MISSING."""
        given = self.given(name, position)
        if given is not None:
            return given.value
        return UNKNOWN if self.hides_arguments(position) else MISSING

    def hides_arguments(self, position: int = -1) -> bool:
        """Whether there are `*` or `**` arguments of which nobody knows what is in them."""
        hidden = [keyword.value for keyword in self.node.keywords if keyword.arg is None]
        starred = position >= 0 and any([_is_starred(arg) for arg in self.args])
        return starred or any([self._hides(value) for value in hidden])

    def _hides(self, node: ast.expr) -> bool:
        """Whether nobody knows all that is in a dictionary: it is made elsewhere, has others in it, or is changed."""
        display = _display(self._module, node)
        if isinstance(display, ast.Dict):
            is_hiding = not all([isinstance(key, ast.Constant) for key in display.keys])
        else:
            is_hiding = display is None or any([keyword.arg is None for keyword in display.keywords])
        return is_hiding or (isinstance(node, ast.Name) and self._module.names.is_changed(node.id))

    def _in_dictionary(self, node: ast.expr, name: str) -> Given | None:
        display = _display(self._module, node)
        if isinstance(display, ast.Call):
            for keyword in display.keywords:
                if keyword.arg == name:
                    return Given(keyword, keyword.value, self._module.value(keyword.value))
        elif isinstance(display, ast.Dict):
            for key, value in zip(reversed(display.keys), reversed(display.values), strict=True):
                if isinstance(key, ast.Constant) and key.value == name:
                    return Given(key, value, self._module.value(value))
        return None


def _is_starred(node: ast.AST) -> bool:
    return isinstance(node, ast.Starred)


def _display(module: Module, node: ast.expr) -> ast.Dict | ast.Call | None:
    """The `{…}` or `dict(…)` that an expression stands for; nobody knows what is in a very large one."""
    found = module.names.bound_to(node) if isinstance(node, ast.Name) else node
    if isinstance(found, ast.Dict):
        return found if len(found.keys) <= MOST_ITEMS else None
    is_dict = isinstance(found, ast.Call) and isinstance(found.func, ast.Name) and found.func.id == "dict"
    is_known = is_dict and isinstance(found, ast.Call) and not found.args and len(found.keywords) <= MOST_ITEMS
    return found if is_known and isinstance(found, ast.Call) else None


class Calls:
    """All calls of a module, by the last part of what they call; the rest of a name is only made out when asked."""

    __slots__ = ("_aliases", "_by_last", "_called", "_module")

    def __init__(self, module: Module) -> None:
        self._module = module
        self._aliases = _aliases(module)
        self._by_last: dict[str, list[tuple[ast.Call, bool]]] = {}
        self._called: dict[str, list[Called]] = {}
        for node in module.nodes(ast.Call):
            last = self._last(node.func)
            self._by_last.setdefault(last, []).append((node, False))
            if last == "partial" and node.args:
                self._by_last.setdefault(self._last(node.args[0]), []).append((node, True))

    def named(self, last: str) -> list[Called]:
        """The calls whose qualified name ends so, in the order of the code."""
        if last not in self._called:
            self._called[last] = [self._made(node, is_partial) for node, is_partial in self._by_last.get(last, ())]
        return self._called[last]

    def _last(self, function: ast.expr) -> str:
        """The last part of its qualified name."""
        if isinstance(function, ast.Attribute):
            return function.attr
        if not isinstance(function, ast.Name):
            return ""
        bound = _bound(self._module, function, self._aliases) if function.id in self._aliases else None
        if bound is not None:
            return self._last(bound) if isinstance(bound, ast.Attribute) else ""
        return self._module.names.qualified_name(function).rpartition(".")[2]

    def _made(self, node: ast.Call, is_partial: bool) -> Called:
        function, args = (node.args[0], node.args[1:]) if is_partial else (node.func, node.args)
        return Called(self._module, node, full_name(self._module, function, self._aliases), args, is_partial)


def _aliases(module: Module) -> set[str]:
    """Names that somewhere are given a function or an object."""
    stored = [node for node in module.nodes(ast.Name) if isinstance(node.ctx, ast.Store)]
    return {node.id for node in stored if isinstance(module.parent(node), GIVING)}


def full_name(module: Module, node: ast.AST, aliases: set[str] | None = None) -> str:
    """The qualified name of an expression, `?` for a part that nobody knows; calls in it are written `()`."""
    parts: list[str] = []
    current: ast.AST | None = node
    for _ in range(MOST_CHAINED):
        if isinstance(current, ast.Attribute):
            parts.append(current.attr)
            current = current.value
        elif isinstance(current, ast.Call):
            parts.append("()")
            current = current.func
        elif isinstance(current, ast.Await):
            current = current.value
        elif isinstance(current, ast.Name):
            bound = _bound(module, current, aliases)
            if bound is None:
                parts.append(module.names.qualified_name(current))
                return _joined(parts)
            current = bound
        else:
            break
    parts.append("?")
    return _joined(parts)


def _bound(module: Module, name: ast.Name, aliases: set[str] | None) -> ast.AST | None:
    """What a name stands for, where that is a call or another name; the name itself says more than anything else."""
    if aliases is not None and name.id not in aliases:
        return None
    bound = module.names.bound_to(name)
    return bound if isinstance(bound, (ast.Call, ast.Attribute)) else None


def _joined(parts: list[str]) -> str:
    return ".".join(reversed(parts)).replace(".()", "()")


def span_of(module: Module, given: Given) -> tuple[Segment, int, int]:
    """Where an argument is written, its name included; the key and the value of a dictionary."""
    segment, start, end = module.span(given.place)
    if given.place is not given.node and module.span(given.node)[0] is segment:
        end = module.span(given.node)[2]
    return segment, start, end
