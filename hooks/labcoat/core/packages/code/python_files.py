"""Files that Python code writes: `Path("requirements.txt").write_text("…")`, and `f.write("…")` in a `with open(…)`."""

from __future__ import annotations

import ast

from labcoat.core.code.files import file_name
from labcoat.core.code.text import laid_out, text_of
from labcoat.core.code.values import literal_of, unwrapped
from labcoat.core.kinds import kind_of
from labcoat.core.packages.code.python_items import add_lines
from labcoat.core.packages.requirement import COMMAND
from labcoat.core.switches.nodes import function_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.code.text import Text
    from labcoat.core.code.values import Seen
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.python import Module

KINDS = ("requirements", "yaml", "toml", "dockerfile", "shell")


def read(module: Module, found: Packages, seen: Seen) -> None:
    """Add what the files say that the code writes."""
    for call in module.nodes(ast.Call):
        if function_name(call) not in ("write", "write_text") or not isinstance(call.func, ast.Attribute):
            continue
        node = unwrapped(module, literal_of(module, call.args[0])) if call.args else None
        name = file_name(module, call.func.value) if node is not None and node not in seen else ""
        kind = kind_of(name) if name else ""
        text = text_of(module, node) if kind in KINDS else None
        if text and node is not None:
            seen.add(node)
            _read_file(text, name, kind, found)


def _read_file(text: Text, name: str, kind: str, found: Packages) -> None:
    if kind == "requirements":
        from labcoat.core.packages.pip.pip_file import place_of

        add_lines(text, found, place_of(name))
    else:
        from labcoat.core.packages.reading import read_nested

        read_nested(laid_out(text, kind), found, COMMAND, None)
