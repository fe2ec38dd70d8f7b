"""What an expression shows when it is printed or saved: its parts, through f-strings, `%`, `+`, displays and names."""

from __future__ import annotations

import ast

from labcoat.core.code.values import literal_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module

MOST_PARTS = 500  # of one expression
MOST_USES = 50  # of a name that is followed, so that all of them together cost no more than the text is long
MOST_FOLLOWED = 3  # names, each standing for an expression with the next one
PASSING = frozenset(  # functions that show what they are given
    "str repr dict list tuple sorted set dumps pformat dedent Markdown HTML Text Panel colored style join".split()
)
METHODS = frozenset(
    "strip rstrip lstrip decode encode upper lower title format get_secret_value items values copy".split()
)
ITERATING = frozenset("list tuple sorted set join".split())  # of a mapping they show the names


class Part:
    """An expression that is shown. `place` is where: itself, or the name in the call that stands for it.

    `key` is what it is called where it is the value of a dictionary, or of a keyword.
    """

    __slots__ = ("key", "node", "place")

    def __init__(self, node: ast.expr, place: ast.expr, key: str = "") -> None:
        self.node = node
        self.place = place
        self.key = key


def parts_of(module: Module, expression: ast.expr) -> Iterator[Part]:
    """The names, attributes, items, calls and constants that the expression shows."""
    waiting = [(Part(expression, expression), 0)]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part, depth = waiting.pop()
        inner = _inner(part)
        if inner is not None:
            waiting += [(piece, depth) for piece in reversed(inner)]
            continue
        yield part
        followed = _followed(module, part.node) if depth < MOST_FOLLOWED else None
        if followed is not None:
            waiting.append((Part(followed, part.place, part.key), depth + 1))


def is_default(module: Module, node: ast.AST) -> bool:
    """Whether a value is the default of a parameter: callers give another."""
    return isinstance(module.parent(node), ast.arguments)


def _followed(module: Module, node: ast.expr) -> ast.expr | None:
    """What a name stands for, where that is a text, a display or a look-up, and nothing is taken out of it later."""
    bound = literal_of(module, node) if isinstance(node, ast.Name) else None
    if not isinstance(node, ast.Name) or bound is None or is_default(module, bound):
        return None
    if len(module.names.uses(node.id)) > MOST_USES:
        return None
    if isinstance(bound, (ast.Dict, ast.List)) and _loses_items(module, node.id):
        return None
    return bound if isinstance(bound, (*TEXTS, ast.Dict, ast.Subscript, ast.Call, ast.Attribute)) else None


TEXTS = (ast.JoinedStr, ast.BinOp)


def _loses_items(module: Module, name: str) -> bool:
    """Whether items are deleted or replaced somewhere: `del config["api_key"]`, `config.pop("api_key")`."""
    for use in module.names.uses(name):
        above = module.parent(use)
        if isinstance(above, ast.Attribute) and above.attr in ("pop", "clear"):
            return True
        if isinstance(above, ast.Subscript) and not isinstance(above.ctx, ast.Load):
            return True
    return False


def _inner(part: Part) -> list[Part] | None:
    """The parts of an expression that is put together; None for one that is not."""
    node = part.node
    if isinstance(node, ast.Call):
        return _of_call(part, node)
    if isinstance(node, ast.Dict):
        return [_pair(part, key, value) for key, value in zip(node.keys, node.values, strict=True)]
    if isinstance(node, ast.BinOp):
        return _of_operator(part, node)
    inner: list[ast.expr] | None = None
    if isinstance(node, ast.JoinedStr):
        inner = [value.value for value in node.values if isinstance(value, ast.FormattedValue) and not _cuts(value)]
    elif isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        inner = node.elts
    elif isinstance(node, ast.IfExp):
        inner = [node.body, node.orelse]
    elif isinstance(node, ast.BoolOp):
        inner = node.values if isinstance(node.op, ast.Or) else node.values[-1:]
    elif isinstance(node, (ast.Starred, ast.Await)):
        inner = [node.value]
    elif isinstance(node, ast.NamedExpr):
        inner = [node.target, node.value]
    return None if inner is None else [_below(part, expression) for expression in inner]


def _cuts(field: ast.FormattedValue) -> bool:
    """Whether a field shows only the first characters: `{api_key:.4}`."""
    return any([isinstance(spec, ast.Constant) and "." in str(spec.value) for spec in _specs(field)])


def _specs(field: ast.FormattedValue) -> list[ast.expr]:
    return field.format_spec.values if isinstance(field.format_spec, ast.JoinedStr) else []


def _below(part: Part, node: ast.expr) -> Part:
    return Part(node, node if part.place is part.node else part.place)


def _pair(part: Part, key: ast.expr | None, value: ast.expr) -> Part:
    made = _below(part, value)
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        made.key = key.value
        made.place = key if part.place is part.node else part.place
    return made


def _of_operator(part: Part, node: ast.BinOp) -> list[Part] | None:
    if isinstance(node.op, (ast.Add, ast.BitOr)):
        return [_below(part, node.left), _below(part, node.right)]
    if isinstance(node.op, ast.Mod):
        return [_below(part, node.right)]
    return []


def _of_call(part: Part, node: ast.Call) -> list[Part] | None:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    named = [_keyword(part, keyword) for keyword in node.keywords]
    if name == "format" and isinstance(node.func, ast.Attribute):
        return [*[_below(part, argument) for argument in node.args], *named]
    if name in METHODS and isinstance(node.func, ast.Attribute):
        return [_below(part, node.func.value)]
    if name == "dict":
        return [*[_below(part, argument) for argument in node.args], *named]
    if name in ITERATING and node.args and _is_environ(node.args[0]):
        return []
    return [_below(part, argument) for argument in node.args[:1]] if name in PASSING else None


def _is_environ(node: ast.expr) -> bool:
    return (node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")) == "environ"


def _keyword(part: Part, keyword: ast.keyword) -> Part:
    made = _below(part, keyword.value)
    made.key = keyword.arg or ""
    return made
