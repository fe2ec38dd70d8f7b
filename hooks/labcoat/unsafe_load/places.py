"""Where unsafe functions are used: called, or handed to something that calls them."""

from __future__ import annotations

import ast

from labcoat.core.names import FUNCTIONS
from labcoat.core.switches.nodes import function_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from labcoat.core.calls import Called
    from labcoat.core.python import Module

    Place = tuple[ast.AST, str]  # what to show, and the name of the function that is used there

ASKING = frozenset(
    "isinstance issubclass callable hasattr getattr signature getsource getfullargspec patch object wraps partial "
    "print type repr id".split()
)
HOLDERS = (ast.Return, ast.Dict, ast.IfExp, ast.arguments, ast.keyword, ast.Call)
MOST_PARAMETERS = 100  # that are looked at, so that many calls in a function with many cost no square
DISPLAYS = (ast.Tuple, ast.List, ast.Set)


def references(module: Module, names: Collection[str], is_meant: Callable[[str], bool]) -> Iterator[Place]:
    """`map(pickle.loads, x)`, `{".pkl": pickle.load}`: functions of these names that something else will call."""
    found: list[ast.expr] = [
        node for node in module.nodes(ast.Attribute) if node.attr in names and isinstance(node.ctx, ast.Load)
    ]
    for statement in module.nodes(ast.ImportFrom):
        for alias in statement.names:
            if alias.name in names:
                found += module.names.uses(alias.asname or alias.name)
    for node in found:
        name = module.names.qualified_name(node)
        if is_meant(name) and _is_handed_on(module, node):
            yield node, name


def _is_handed_on(module: Module, node: ast.AST) -> bool:
    above = module.parent(node)
    while isinstance(above, DISPLAYS):
        node, above = above, module.parent(above)
    if isinstance(above, ast.keyword):
        node, above = above, module.parent(above)
    if isinstance(above, ast.Call):
        return above.func is not node and not _only_asks(above)
    if isinstance(above, ast.Assign):
        return any([isinstance(target, ast.Attribute) for target in above.targets]) or node is not above.value
    return isinstance(above, HOLDERS)


def _only_asks(call: ast.Call) -> bool:
    name = function_name(call)
    return name in ASKING or name.lower().startswith("assert")


def once_a_statement(module: Module, places: Iterable[Place]) -> Iterator[Place]:
    """The first of these places in each statement, in the order of the code."""
    seen = set()
    for place, name in sorted(places, key=lambda found: module.order(found[0])):
        statement = next((above for above in module.ancestors(place) if isinstance(above, ast.stmt)), None)
        if statement not in seen:
            seen.add(statement)
            yield place, name


def function_of(called: Called) -> ast.expr:
    """Where a call names its function; in a `partial` that is the first argument."""
    return called.node.args[0] if called.is_partial else called.node.func


def is_parameter(module: Module, node: ast.AST) -> bool:
    """Whether an expression starts with a parameter: `def f(yaml): yaml.load(x)` has nothing to do with PyYAML."""
    while isinstance(node, (ast.Attribute, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    if not isinstance(node, ast.Name):
        return False
    return any([node.id in _parameters(above) for above in module.ancestors(node) if isinstance(above, FUNCTIONS)])


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> list[str]:
    arguments = function.args
    named = (arguments.posonlyargs, arguments.args, arguments.kwonlyargs)
    return [argument.arg for group in named for argument in group[:MOST_PARAMETERS]]
