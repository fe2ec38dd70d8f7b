"""What switches need to know about the nodes around them."""

from __future__ import annotations

import ast

from labcoat.core.switches import is_option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.python import Module


def counts(module: Module, node: ast.AST) -> bool:
    """Whether the node does something: it is not part of a comparison, an assertion, or a name only compared with."""
    statement = _statement(module, node)
    if _is_compared(module, node):
        return False
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        uses = module.names.uses(statement.targets[0].id)
        return not uses or not all(_is_compared(module, use) for use in uses)
    return True


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
