"""What switches need to know about the nodes around them."""

from __future__ import annotations

import ast

from labcoat.core.names import UNKNOWN
from labcoat.core.switches import is_option

MOST_USES = 200  # of a name that are looked at for each value in what it stands for
HOLDERS = ("dict", "Namespace", "Config", "Args", "Arguments", "Params", "Options", "Settings")  # made, not run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.python import Module


def counts(module: Module, node: ast.AST, option: str) -> bool:
    """Whether the node does something: it is not part of a comparison or an assertion, nor a name only compared with.

    Nor does it count where it only passes the option on: `["--some-option"] if args.some_option else []`.
    """
    statement = _statement(module, node)
    if _is_compared(module, node) or _passes_on(module, node, option):
        return False
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name) and not _is_run(module, node):
        uses = module.names.uses(statement.targets[0].id)[:MOST_USES]
        return not uses or not all(_is_compared(module, use) for use in uses)
    return True


def _is_run(module: Module, node: ast.AST) -> bool:
    """Whether the node is given to a function that does something: not one that only holds what is expected."""
    for above in module.ancestors(node):
        if isinstance(above, ast.Call) and not function_name(above).endswith(HOLDERS):
            return True
        if isinstance(above, ast.stmt):
            return False
    return False


def _passes_on(module: Module, node: ast.AST, option: str) -> bool:
    """Whether the node stands in a conditional expression for the option, whose value nobody knows here."""
    for above in module.ancestors(node):
        if isinstance(above, ast.IfExp) and _asks(module, above.test, option):
            return True
        if isinstance(above, ast.stmt):
            return False
    return False


def _asks(module: Module, test: ast.expr, option: str) -> bool:
    """Whether a condition is the option's value, its opposite, or that and more."""
    if isinstance(test, ast.UnaryOp):
        return _asks(module, test.operand, option)
    if isinstance(test, ast.BoolOp):
        return isinstance(test.op, ast.And) and any(_asks(module, value, option) for value in test.values)
    if isinstance(test, ast.Call):
        return function_name(test) in ("get", "getattr") and any(_is_text(given, option) for given in test.args)
    is_named = getattr(test, "attr", "") == option or getattr(test, "id", "") == option
    is_item = isinstance(test, ast.Subscript) and _is_text(test.slice, option)
    return (is_named and module.value(test) is UNKNOWN) or is_item


def _is_text(node: ast.AST, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


def _statement(module: Module, node: ast.AST) -> ast.AST | None:
    return next((above for above in module.ancestors(node) if isinstance(above, ast.stmt)), None)


def _is_compared(module: Module, node: ast.AST) -> bool:
    """Whether the node is a part of a comparison or an assertion."""
    for above in module.ancestors(node):
        if isinstance(above, (ast.Assert, ast.Compare)):
            return True
        if isinstance(above, ast.Call) and function_name(above).lower().startswith("assert"):
            return True
        if isinstance(above, ast.stmt):
            return False
    return False


def function_name(call: ast.Call) -> str:
    """The last part of what is called: `run` for `subprocess.run(…)`."""
    return str(getattr(call.func, "attr", "") or getattr(call.func, "id", ""))


def keyword(call: ast.Call, name: str) -> ast.keyword | None:
    """The keyword argument of this name, where the call has one."""
    return next((keyword for keyword in call.keywords if keyword.arg == name), None)


def declares(module: Module, call: ast.Call, option: str) -> bool:
    """`add_argument("--some-option", …)`, `@click.option("--some-option/--no-…", …)`, or `dest="some_option"`."""
    if function_name(call) not in ("add_argument", "option", "Option"):
        return False
    target = keyword(call, "dest")
    if target is not None:
        return bool(module.value(target.value) == option)
    names = [part for argument in call.args for part in str(module.value(argument)).split("/")]
    return any(is_option(name, option) for name in names)
