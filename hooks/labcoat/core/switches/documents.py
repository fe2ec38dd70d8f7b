"""Switches in files and configurations that Python code holds as strings."""

from __future__ import annotations

import ast

from labcoat.core.code.files import file_name
from labcoat.core.embedded import part_of
from labcoat.core.kinds import kind_of
from labcoat.core.switches.embedded import switches_in
from labcoat.core.switches.nodes import function_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.segment import Segment
    from labcoat.core.switches import Switch

LOADERS = {
    "yaml.safe_load": "yaml",
    "yaml.full_load": "yaml",
    "yaml.load": "yaml",
    "OmegaConf.create": "yaml",
    "json.loads": "json",
    "toml.loads": "toml",
    "tomli.loads": "toml",
    "tomllib.loads": "toml",
}
FILE_KINDS = ("yaml", "json", "toml", "ini", "python", "shell", "dockerfile", "makefile")


def document_switches(module: Module, option: str) -> Iterator[Switch]:
    """`yaml.safe_load("…")`, `Path("a.yaml").write_text("…")`, `f.write("…")` after `with open("a.yaml") as f`."""
    seen: set[ast.AST] = set()
    for call in module.nodes(ast.Call):
        node = call.args[0] if call.args else None
        node = module.names.bound_to(node) if isinstance(node, ast.Name) else node
        if isinstance(node, (ast.Constant, ast.JoinedStr)) and node not in seen and _mentions(node, option):
            language = _language(module, call)
            if language:
                seen.add(node)
                yield from switches_in(_inside(module, node, language), option, 1)


def _mentions(node: ast.Constant | ast.JoinedStr, option: str) -> bool:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return any([option in str(getattr(part, "value", "")).replace("-", "_").lower() for part in parts])


def _inside(module: Module, node: ast.expr, language: str) -> Segment:
    """The text in the quotes, with line breaks for `\\n`."""
    segment, start, end = module.span(node)
    inner = part_of(segment, (start, end, language, True))
    inner.text = inner.text.replace("\\n", " \n")
    return inner


def _language(module: Module, call: ast.Call) -> str:
    name = module.names.qualified_name(call.func)
    if name:
        loader = LOADERS.get(".".join(name.split(".")[-2:]), "")
        if loader:
            return loader
    if function_name(call) not in ("write", "write_text") or not isinstance(call.func, ast.Attribute):
        return ""
    kind = kind_of(file_name(module, call.func.value))
    return kind if kind in FILE_KINDS else ""
