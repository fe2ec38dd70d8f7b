"""What dictionaries and calls in Python code name: each key or keyword with its expression."""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    Fields = dict[str, ast.expr]


def fields_of(node: ast.AST | None) -> Fields:
    """The items of a `{...}` whose keys are strings, and the keywords of a call; none of anything else."""
    if isinstance(node, ast.Call):
        return keywords_of(node)
    if not isinstance(node, ast.Dict):
        return {}
    pairs = zip(node.keys, node.values, strict=True)
    return {key.value: value for key, value in pairs if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def keywords_of(call: ast.Call) -> Fields:
    """The keywords of a call."""
    return {given.arg: given.value for given in call.keywords if given.arg}
