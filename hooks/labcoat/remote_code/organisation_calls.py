"""Strings in Python that name a repository of an organisation that looks like another one."""

from __future__ import annotations

import ast

from labcoat.core.switches.nodes import function_name
from labcoat.remote_code.hub_calls import LOADERS, loads
from labcoat.remote_code.hub_code_calls import FUNCTIONS
from labcoat.remote_code.organisation_names import is_hub_url, is_model_name, organisation_of
from labcoat.remote_code.publishers import imitated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

    Place = tuple[Segment, int, int, str]  # and the organisation

LOADING = frozenset(
    (*LOADERS, *FUNCTIONS, "InferenceClient", "AsyncInferenceClient", "HuggingFaceEmbeddings", "HuggingFaceEndpoint")
)
CONTAINERS = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Starred, ast.IfExp)
LONGEST = 300  # characters of a string that may be a name or an address
MOST_ABOVE = 6  # lists in lists


def named_repositories(module: Module) -> Iterator[Place]:
    """The strings, each once: where they are given to something, or to a name, that is for models."""
    loaded = {_literal(module, load.given.node) for load in loads(module)}
    for node in module.nodes(ast.Constant):
        text = node.value
        if not isinstance(text, str) or "/" not in text or len(text) > LONGEST:
            continue
        organisation = organisation_of(text)
        if imitated(organisation) and (node in loaded or _is_used(module, node, text)):
            yield (*module.span(node), organisation)


def _literal(module: Module, node: ast.AST | None) -> ast.AST | None:
    """The string that an expression of names leads to."""
    for _ in range(5):
        if not isinstance(node, ast.Name):
            break
        node = module.names.bound_to(node)
    return node


def _is_used(module: Module, node: ast.AST, text: str) -> bool:
    """Whether the string, or the list that it is in, is used as a model's name."""
    for _, above in zip(range(MOST_ABOVE), module.ancestors(node), strict=False):
        if isinstance(above, ast.Dict):
            keys = [key for key, value in zip(above.keys, above.values, strict=True) if value is node]
            name = module.value(keys[0]) if keys and keys[0] is not None else ""
            if isinstance(name, str) and is_model_name(name):
                return True
        elif not isinstance(above, CONTAINERS):
            return _is_given(above, node, text)
        node = above
    return False


def _is_given(above: ast.AST, node: ast.AST, text: str) -> bool:
    if isinstance(above, ast.keyword):
        return is_hub_url(text) or is_model_name(above.arg or "")
    if isinstance(above, (ast.Assign, ast.AnnAssign)) and above.value is node:
        targets = above.targets if isinstance(above, ast.Assign) else [above.target]
        return is_hub_url(text) or any([is_model_name(_name(target)) for target in targets])
    if isinstance(above, ast.Call) and node is not above.func:
        function = function_name(above)
        return function in LOADING or (is_hub_url(text) and function not in ("print", "info", "warning", "Markdown"))
    if isinstance(above, ast.arguments):
        arguments = [*above.posonlyargs, *above.args][-len(above.defaults) :] if above.defaults else []
        pairs = [*zip(arguments, above.defaults, strict=True), *zip(above.kwonlyargs, above.kw_defaults, strict=True)]
        return any([default is node and is_model_name(argument.arg) for argument, default in pairs])
    return False


def _name(target: ast.expr) -> str:
    key = target.slice if isinstance(target, ast.Subscript) else None
    if isinstance(key, ast.Constant):
        return str(key.value)
    return str(getattr(target, "attr", "") or getattr(target, "id", ""))
