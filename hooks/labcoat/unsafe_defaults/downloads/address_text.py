"""How an address begins that Python puts together: enough of it to tell its scheme and host."""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from labcoat.core.python import Module

OPEN = "{"  # stands for what only running the code would tell
MOST_STEPS = 5
MOST_NESTED = 4  # collections in collections, and names of them
MOST_PARTS = 6  # of a string, which each may have as many
MOST_LENGTH = 300  # of what tells a host
MOST_ITEMS = 50  # of a dictionary or list of addresses
JOINING = ("urljoin", "join")


def starts_of(module: Module, node: ast.AST | None, depth: int = 0) -> Iterator[str]:
    """How the strings begin that an expression may be, one after the other; OPEN where it is not known further."""
    start = start_of(module, node)
    if start != OPEN or depth > MOST_NESTED:
        yield start
        return
    for item in _alternatives(module, node)[:MOST_ITEMS]:
        yield from starts_of(module, item, depth + 1)


def _alternatives(module: Module, node: ast.AST | None) -> list[ast.expr]:
    """The items of a collection; of a name what it is bound to, or what the loop around goes through."""
    if isinstance(node, ast.Dict):
        return node.values
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return node.elts
    if isinstance(node, ast.Subscript):
        return [node.value] if isinstance(node.value, ast.Name) else []
    if isinstance(node, ast.Name):
        bound = module.names.bound_to(node)
        return [bound] if bound is not None else _looped_over(module, node)
    return []


def _looped_over(module: Module, name: ast.Name) -> list[ast.expr]:
    """What `for name in …` and `[… for key, name in ….items()]` take their values from."""
    for above in module.ancestors(name):
        loops: list[Any] = [above] if isinstance(above, (ast.For, ast.AsyncFor)) else getattr(above, "generators", [])
        for loop in loops:
            if name.id in [target.id for target in ast.walk(loop.target) if isinstance(target, ast.Name)]:
                return _sources(loop.iter)
    return []


def _sources(node: ast.expr) -> list[ast.expr]:
    """The collections behind `x.items()`, `zip(x, y)`, `tqdm(x)`."""
    if not isinstance(node, ast.Call):
        return [node]
    if isinstance(node.func, ast.Attribute) and node.func.attr in ("items", "values"):
        return [node.func.value]
    return node.args[:MOST_ITEMS]


def start_of(module: Module, node: ast.AST | None, depth: int = 0) -> str:
    """How a string begins."""
    if depth > MOST_STEPS or node is None:
        return OPEN
    if isinstance(node, ast.JoinedStr):
        return _formatted(module, node, depth)
    if isinstance(node, ast.FormattedValue):
        return start_of(module, node.value, depth + 1)
    if isinstance(node, ast.BinOp):
        return _operated(module, node, depth)
    if isinstance(node, ast.Call):
        return _called(module, node, depth)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
        return start_of(module, _class_field(module, node), depth + 1)
    value = module.value(node)
    if isinstance(value, str):
        return value
    bound = module.names.bound_to(node) if isinstance(node, ast.Name) else None
    return start_of(module, bound, depth + 1) if bound is not node else OPEN


def _formatted(module: Module, node: ast.JoinedStr, depth: int) -> str:
    text = ""
    for part in node.values[:MOST_PARTS]:
        text += start_of(module, part, depth + 1)
        if OPEN in text or len(text) > MOST_LENGTH:
            break
    return text


def _operated(module: Module, node: ast.BinOp, depth: int) -> str:
    """Of `a + b` both where `a` is known to its end, of `a % b` and `a / b` what comes before the first field."""
    left: ast.expr = node.left
    rights: list[ast.expr] = [node.right]
    while isinstance(left, ast.BinOp) and len(rights) < MOST_PARTS:
        rights.append(left.right)
        left = left.left
    text = start_of(module, left, depth + 1)
    if isinstance(node.op, ast.Mod):
        return text.partition("%")[0] + OPEN
    for right in reversed(rights):
        if OPEN in text or len(text) > MOST_LENGTH:
            break
        text += start_of(module, right, depth + 1)
    return text


def _called(module: Module, node: ast.Call, depth: int) -> str:
    """`"…{}".format(x)`, `urljoin(base, x)`, `os.path.join(base, x)`, `Request(url)`."""
    name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
    if name == "format" and isinstance(node.func, ast.Attribute):
        return start_of(module, node.func.value, depth + 1)
    if name in (*JOINING, "Request", "URL", "str") and node.args:
        text = start_of(module, node.args[0], depth + 1)
        return text.rstrip("/") + "/" if name in JOINING and OPEN not in text else text
    return OPEN


def _class_field(module: Module, node: ast.Attribute) -> ast.expr | None:
    """What the class around gives to `self.name` in its body."""
    for above in module.ancestors(node):
        if isinstance(above, ast.ClassDef):
            for statement in above.body:
                if isinstance(statement, (ast.Assign, ast.AnnAssign)) and _assigns(statement, node.attr):
                    return statement.value
            return None
    return None


def _assigns(statement: ast.Assign | ast.AnnAssign, name: str) -> bool:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return any([isinstance(target, ast.Name) and target.id == name for target in targets])
