"""Packages that Python code names: the header of a script, setup.py, lists for services, and commands that it runs."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast

    from labcoat.core.packages.requirement import Packages
    from labcoat.core.python import Module

HEADER = "# /// script"


def read(module: Module, found: Packages) -> None:
    """Add what the code of a document says."""
    from labcoat.core.packages.code import python_commands, python_files, python_lists, setup_py

    for segment in module.segments:
        if HEADER in segment.text:
            from labcoat.core.packages.code import pep723

            pep723.read(segment, found)
    seen: set[ast.AST] = set()
    for reader in (setup_py, python_lists, python_commands, python_files):
        reader.read(module, found, seen)
