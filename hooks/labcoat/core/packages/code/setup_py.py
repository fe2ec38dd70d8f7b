"""What setup.py says that a package needs, as far as it is written there."""

from __future__ import annotations

import ast

from labcoat.core.code.values import literal_of
from labcoat.core.packages.code.python_items import add_pip_item, add_pip_list
from labcoat.core.packages.requirement import MANIFEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.code.values import Seen
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.python import Module

KEYWORDS = ("install_requires", "setup_requires", "tests_require", "extras_require")


def read(module: Module, found: Packages, seen: Seen) -> None:
    """Add what the keywords of `setup(…)` are given, also where they stand in a dictionary."""
    for keyword in module.nodes(ast.keyword):
        if keyword.arg in KEYWORDS:
            _add(module, keyword.value, found, seen)
    for display in module.nodes(ast.Dict):
        for key, value in zip(display.keys, display.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in KEYWORDS:
                _add(module, value, found, seen)


def _add(module: Module, node: ast.expr, found: Packages, seen: Seen) -> None:
    """A list, a string with a requirement a line, or a dictionary of these."""
    literal = literal_of(module, node)
    values = literal.values if isinstance(literal, ast.Dict) and literal not in seen else [node]
    if isinstance(literal, ast.Dict):
        seen.add(literal)
    for value in values:
        add_pip_list(module, value, found, MANIFEST, seen)
        add_pip_item(module, value, found, MANIFEST, seen)
