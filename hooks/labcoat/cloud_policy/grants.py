"""Which places in Python code grant something: not those that compare, take away, list or tell."""

from __future__ import annotations

import ast

from labcoat.core.code.text import text_of, word_of
from labcoat.core.switches.nodes import counts, function_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module

    Text = tuple[ast.expr, str]

NOT_GRANTING = (
    "detach",
    "delete",
    "remove",
    "discard",
    "revoke",
    "print",
    "log",
    "debug",
    "info",
    "warn",
    "error",
    "exception",
    "echo",
    "fail",
    "startswith",
    "endswith",
    "get",
    "list",
    "describe",
    "skip",
    "add_argument",
    "option",
    "markdown",
    "write",
    "re",
    "compile",
    "search",
    "match",
)
HARMLESS_ALTERNATIVES = ("roles/viewer", "roles/browser", "private")
DISPLAYS = (ast.List, ast.Tuple, ast.Set)
MOST_USES = 50
MOST_ABOVE = 60


def grants(module: Module, node: ast.expr, name: str) -> bool:
    """Whether a value does something where it stands, for the rule of this name."""
    if not counts(module, node, name) or not _is_handed_on(module, node):
        return False
    statement = _around_displays(module, node)
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        uses = module.names.uses(targets[0].id)[:MOST_USES] if isinstance(targets[0], ast.Name) else []
        return not uses or any([_is_used(module, use, name) for use in uses])
    return not _is_only_compared_in_loop(module, node, name)


def _around_displays(module: Module, node: ast.expr) -> ast.AST | None:
    """What is around the lists that a value is in."""
    return next((above for above in module.ancestors(node) if not isinstance(above, DISPLAYS)), None)


def _is_used(module: Module, use: ast.expr, name: str) -> bool:
    """Whether what has a name is handed on where the name is used, not only compared."""
    return counts(module, use, name) and _is_handed_on(module, use) and not _is_only_compared_in_loop(module, use, name)


def _is_only_compared_in_loop(module: Module, node: ast.expr, name: str) -> bool:
    """`for word in ("roles/owner", …): assert word not in text`."""
    loop = next((above for above in module.ancestors(node) if isinstance(above, ast.stmt)), None)
    if not isinstance(loop, ast.For) or not isinstance(loop.target, ast.Name):
        return False
    uses = module.names.uses(loop.target.id)[:MOST_USES]
    return not any([counts(module, use, name) and _is_handed_on(module, use) for use in uses])


def _is_handed_on(module: Module, node: ast.expr) -> bool:
    """Whether no call around it takes it away or shows it, and it is neither a key nor one of all alternatives."""
    below: ast.AST = node
    for _, above in zip(range(MOST_ABOVE), module.ancestors(node), strict=False):
        if isinstance(above, (ast.Expr, ast.Raise)) and (below is node or isinstance(above, ast.Raise)):
            return False
        if isinstance(above, ast.Call) and below is not above.func and _is_harmless(above):
            return False
        if isinstance(above, ast.Dict) and (below in above.keys[:MOST_USES] or _is_list_of_others(above.values)):
            return False
        if isinstance(above, ast.Subscript) and below is above.slice:
            return False
        if isinstance(above, (ast.List, ast.Tuple, ast.Set)) and _is_list_of_others(above.elts):
            return False
        if isinstance(above, ast.stmt):
            break
        below = above
    return True


def _is_harmless(call: ast.Call) -> bool:
    name = function_name(call).lower()
    return name in NOT_GRANTING or name.startswith(("detach", "delete", "remove", "revoke", "log_", "print"))


def _is_list_of_others(items: list[ast.expr]) -> bool:
    """Whether a display has all that can be chosen from, or is the words of a command, which are looked at as such."""
    values = [item.value for item in items[:MOST_USES] if isinstance(item, ast.Constant)]
    return any([value in HARMLESS_ALTERNATIVES or str(value).startswith("--") for value in values])


def texts(module: Module) -> Iterator[Text]:
    """All strings of a module, fields of f-strings in braces."""
    for node in module.nodes(ast.Constant):
        if isinstance(node.value, str) and not isinstance(module.parent(node), (ast.JoinedStr, ast.FormattedValue)):
            yield node, node.value
    for formatted in module.nodes(ast.JoinedStr):
        if text := text_of(module, formatted):
            yield formatted, word_of(text).value
