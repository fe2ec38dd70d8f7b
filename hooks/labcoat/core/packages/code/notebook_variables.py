"""Python's variables in a notebook's `!` and `%` lines: `BRANCH = "main"`, then `!pip install git+…@$BRANCH`.

IPython puts the values of `$name` and `{name}` there, but not in the cells that a `%%bash` is above.
"""

from __future__ import annotations

import ast
import re

from labcoat.core.python import SCOPES
from labcoat.core.segments import split, whole_segments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.document import Document
    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

_USE = re.compile(r"\$([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\}")
_CELL_MAGIC = re.compile(r"\s*%%")
_WORD = re.compile(r"[A-Za-z_]\w*")
MOST_BLANKS = 20  # after `!`
MOST_NUMBER = 10**9


def python_variables(document: Document, segments: Sequence[Segment]) -> dict[Segment, dict[str, str | None]]:
    """For each command that IPython puts values in, those of the names that the whole notebook binds to one literal."""
    named = {segment: _names(segment) for segment in segments if _is_expanded(segment)}
    every = set().union(*named.values())
    values = _values(document, every) if every else {}
    return {segment: {name: values[name] for name in names if name in values} for segment, names in named.items()}


def _names(segment: Segment) -> set[str]:
    return {found[1] or found[2] for found in _USE.finditer(segment.text)}


def _is_expanded(segment: Segment) -> bool:
    before = segment.parent[max(0, segment.offset - MOST_BLANKS) : segment.offset].rstrip(" \t")
    return before.endswith(("!", "%")) or not _CELL_MAGIC.match(segment.parent)


def _values(document: Document, names: set[str]) -> dict[str, str | None]:
    cells = [cell for cell in whole_segments(document) if cell.language == "python"]
    naming = [cell for cell in cells if not names.isdisjoint(_WORD.findall(cell.text))]
    values: dict[str, str | None] = {}
    for module in split(naming).modules:
        for name, value in _bindings(module):
            values[name] = value if values.get(name, value) == value else None
    return {name: value for name, value in values.items() if name in names}


def _bindings(module: Module) -> Iterator[tuple[str, str | None]]:
    """Each place that binds a name, with the literal's text; None for any other value, and for parts of functions."""
    for node in module.nodes(ast.Name):
        if isinstance(node.ctx, ast.Load):
            continue
        statement = module.parent(node)
        is_local = any([isinstance(above, SCOPES) for above in module.ancestors(node)])
        is_plain = isinstance(statement, (ast.Assign, ast.AnnAssign)) and not is_local
        yield node.id, _text(statement.value) if is_plain else None  # type: ignore[union-attr]


def _text(node: ast.expr | None) -> str | None:
    """What a literal is in a command."""
    value = node.value if isinstance(node, ast.Constant) else None
    if isinstance(value, str):
        return value
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < MOST_NUMBER
    return str(value) if is_number else None
