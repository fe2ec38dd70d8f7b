"""Strings in Python that name a repository of an organisation that looks like another one."""

from __future__ import annotations

import ast

from labcoat.core.switches.nodes import function_name
from labcoat.remote_code.hub_calls import LOADERS, loads
from labcoat.remote_code.hub_code_calls import FUNCTIONS
from labcoat.remote_code.organisation_names import is_hub_url, is_model_name, organisation_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

    Place = tuple[Segment, int, int, str]  # and the organisation

LOADING = frozenset(
    (*LOADERS, *FUNCTIONS, "InferenceClient", "AsyncInferenceClient", "HuggingFaceEmbeddings", "HuggingFaceEndpoint")
)
CONTAINERS = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Starred, ast.IfExp)
SHOWING = ("print", "info", "warning", "error", "debug", "Markdown", "HTML", "Image")
LONGEST = 300  # characters of a string that may be a name or an address
MOST_ABOVE = 6  # lists in lists


def named_repositories(module: Module, looks_like: Callable[[str], str]) -> Iterator[Place]:
    """The strings, each once: where they are given to something, or to a name, that is for models."""
    strings = [node for node in module.nodes(ast.Constant) if _imitates(node.value, looks_like)]
    if not strings:
        return
    names = _names(module)
    loaded = {_literal(module, load.given.node) for load in loads(module)}
    for node in strings:
        if node in loaded or _is_used(module, node, names):
            yield (*module.span(node), organisation_of(str(node.value)))


def _imitates(text: object, looks_like: Callable[[str], str]) -> bool:
    is_short = isinstance(text, str) and len(text) <= LONGEST and "/" in text
    return is_short and looks_like(organisation_of(str(text))) != ""


def _literal(module: Module, node: ast.AST | None) -> ast.AST | None:
    """The string that an expression of names leads to."""
    for _ in range(5):
        if not isinstance(node, ast.Name):
            break
        node = module.names.bound_to(node)
    return node


def _names(module: Module) -> dict[ast.AST, str]:
    """What an expression is called: by a keyword, a key, the name that it is assigned to, or whose default it is."""
    names: dict[ast.AST, str] = {}
    for display in module.nodes(ast.Dict):
        pairs = zip(display.keys, display.values, strict=True)
        names.update({value: str(key.value) for key, value in pairs if isinstance(key, ast.Constant)})
    names.update({keyword.value: keyword.arg or "" for keyword in module.nodes(ast.keyword)})
    statements: list[ast.Assign | ast.AnnAssign] = module.nodes(ast.Assign, ast.AnnAssign)
    for statement in statements:
        target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
        if statement.value is not None:
            names[statement.value] = _target(target)
    for arguments in module.nodes(ast.arguments):
        positional = [*arguments.posonlyargs, *arguments.args]
        last = zip(reversed(positional), reversed(arguments.defaults), strict=False)
        for argument, default in [*last, *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]:
            if default is not None:
                names[default] = argument.arg
    return names


def _is_used(module: Module, node: ast.Constant, names: dict[ast.AST, str]) -> bool:
    """Whether the string, or the list that it is in, is used as a model's name."""
    is_url = is_hub_url(str(node.value))
    below: ast.AST = node
    for _, above in zip(range(MOST_ABOVE), module.ancestors(node), strict=False):
        if below in names and (is_model_name(names[below]) or (is_url and not isinstance(above, ast.Dict))):
            return True
        if isinstance(above, ast.Call):
            function = function_name(above)
            return function in LOADING or (is_url and function not in SHOWING)
        if not isinstance(above, CONTAINERS):
            return False
        below = above
    return False


def _target(target: ast.expr) -> str:
    key = target.slice if isinstance(target, ast.Subscript) else None
    if isinstance(key, ast.Constant):
        return str(key.value)
    return str(getattr(target, "attr", "") or getattr(target, "id", ""))
