"""The schema of a skops file: a tree of nodes, each with the type that it makes (skops.io._audit, skops.io._general).

skops asks whoever loads it to trust types that it does not know; before 0.12 nodes could lie about theirs
(CVE-2025-54412, CVE-2025-54413).
"""

from __future__ import annotations

from labcoat.core.models.inspection import Import
from labcoat.core.spans import JSONError, scan_value, skip_space

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place

    Node = dict[str, Any]

LONGEST_SCHEMA = 4 << 20  # characters: a forest of a thousand trees has 3 MB
NAMED = ("FunctionNode", "MethodNode", "PartialNode", "TypeNode")
NAMING = ("TypeNode",)
PLAIN = frozenset("bool bytearray bytes complex dict float frozenset int list object set slice str tuple type".split())
DATA = ("JsonNode", "CachedNode")
OPERATORS = ("attrgetter", "itemgetter", "methodcaller")
ADVICE = "load it with skops 0.12 or later, which checks that; better, ask for the model again"


def read_schema(text: str, place: Place, inspection: Inspection) -> None:
    """Note the types that are made and called, and the nodes that lie about theirs."""
    if len(text) > LONGEST_SCHEMA:
        message = f"its schema has more than {LONGEST_SCHEMA >> 20} MB, so it was not looked at"
        inspection.see("uninspectable", place, place.name, message)
        return
    try:
        tree, _ = scan_value("", text, skip_space(text, 0))
    except JSONError as error:
        message = f"its schema is no JSON: {error.reason}"
        inspection.see("malformed", place, message, message)
        return
    for node in _nodes(tree):
        inspection.budget.member()
        _read_node(node, place, inspection)


def _nodes(tree: Any) -> Iterator[Node]:
    """All objects with a loader; the tree is walked with a list, however deep it is."""
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
            if isinstance(value.get("__loader__"), str):
                yield value
        elif isinstance(value, list):
            waiting += value


def _read_node(node: Node, place: Place, inspection: Inspection) -> None:
    loader, module, name = node["__loader__"], node.get("__module__"), node.get("__class__")
    if not (isinstance(module, str) and isinstance(name, str)) or loader in DATA:
        return
    lie = _lie(node, loader, module, name)
    if lie:
        inspection.see("code", place, f"{loader}: {module}.{name}", lie, ADVICE)
    if isinstance(content := node.get("content"), dict) and loader in NAMING:
        _read_node({**content, "__loader__": "ObjectNode"}, place, inspection)
    if module != "builtins" or name not in PLAIN:
        use = "imported" if loader in NAMED else "constructed"
        inspection.imports.append(Import(module, name, place, use, f"{module}.{name}"))


def _lie(node: Node, loader: str, module: str, name: str) -> str:
    """What is wrong with a node whose type is not what it makes; empty for an honest one."""
    if loader == "OperatorFuncNode" and (module != "operator" or name not in OPERATORS):
        return f"calls `operator.{name}` and says that it is `{module}.{name}`"
    if loader == "MethodNode":
        return _method_lie(node.get("content"), module, name)
    return ""


def _method_lie(content: Any, module: str, name: str) -> str:
    function = content.get("func") if isinstance(content, dict) else None
    owner = content.get("obj") if isinstance(content, dict) else None
    if not isinstance(function, str) or not isinstance(owner, dict):
        return f"says that it is a method of `{module}.{name}`, and has none"
    if function.startswith("_") or "." in function:
        return f"takes `{function}` of an object of type `{module}.{name}`"
    made = (owner.get("__module__"), owner.get("__class__"))
    if made != (module, name):
        return f"takes `{function}` of `{made[0]}.{made[1]}`, and says that it is `{module}.{name}`"
    return ""
