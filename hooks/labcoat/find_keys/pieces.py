"""Keys in pieces: literals joined by adjacency, `+`, `%`, f-strings, `join` and `format`, in any cell of a notebook.

Only code with a literal that begins as a key does, and has nothing else in it, is parsed for it.
"""

from __future__ import annotations

import ast

from labcoat.core.keys.words import LONG
from labcoat.core.segments import split, whole_segments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.document import Document
    from labcoat.core.keys.clues import Clues
    from labcoat.core.keys.detector import Match
    from labcoat.core.keys.engine import Finder
    from labcoat.core.python import Module

DEPTH = 20  # of names and operators that are followed
LONGEST = 10_000  # characters of a text that is put together
QUOTES = ("'", '"')
JOINING = (ast.BinOp, ast.JoinedStr, ast.Call, ast.Constant, ast.AugAssign)


def has_fragment(text: str, clues: Clues) -> bool:
    """Whether a literal in a text may be the first piece of a key."""
    return any(
        [
            text[at - 1 : at] in QUOTES and text[at + len(word) : at + len(word) + 1] in (*QUOTES, "{")
            for word, lead in clues.leads.items()
            if lead.is_fragment
            for at in clues.places[word]
        ]
    )


def keys_in_pieces(document: Document, finder: Finder) -> Iterator[tuple[Match, Module, ast.AST, list[str]]]:
    """(match, module, expression, its literals) for every key that an expression puts together."""
    modules = split([segment for segment in whole_segments(document) if segment.language == "python"]).modules
    for module in modules:
        made = list(_joined_texts(module))
        texts = [text for _, text, _ in made]
        for index, match in finder.find(texts, ["text"] * len(texts)):
            node, _, pieces = made[index]
            if match.detector.pattern and not match.encoding:
                yield match, module, node, pieces


def _joined_texts(module: Module) -> Iterator[tuple[ast.AST, str, list[str]]]:
    """(expression, the text it makes, the literals it is made of), for every text put together from several."""
    for node in module.nodes(*JOINING):
        if not isinstance(module.parent(node), (ast.BinOp, ast.JoinedStr)):
            pieces: list[str] = []
            text = _text(module, node, pieces, DEPTH) or ""
            if len(text) >= LONG and (len(pieces) > 1 or _is_adjacent(module, node, text)):
                yield node, text, pieces


def _is_adjacent(module: Module, node: ast.AST, text: str) -> bool:
    """Whether a literal is written as several, one after the other."""
    segment, start, end = module.span(node)
    return isinstance(node, ast.Constant) and text not in segment.text[start:end]


def _text(module: Module, node: ast.AST | None, pieces: list[str], depth: int) -> str | None:
    """The text that an expression makes; None where that is not certain."""
    if depth == 0 or node is None:
        return None
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            pieces.append(node.value)
        return str(node.value) if isinstance(node.value, (str, int)) else None
    text, joint = "", _joint(node)
    for number, part in enumerate(_parts(module, node) or [None]):
        more = _text(module, part, pieces, depth - 1)
        if more is None or len(text) > LONGEST:
            return None
        text += (joint if number else "") + more
    return text


def _parts(module: Module, node: ast.AST) -> list[ast.AST | None]:
    """The expressions whose texts an expression puts one after the other."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [node.left, node.right]
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add) and isinstance(node.target, ast.Name):
        return [module.names.bound_to(node.target), node.value]
    if isinstance(node, ast.JoinedStr):
        return list(node.values)
    if isinstance(node, ast.FormattedValue) and node.format_spec is None:
        return [node.value]
    if isinstance(node, ast.Name):
        return [module.names.bound_to(node)]
    return _formatted(node)


def _formatted(node: ast.AST) -> list[ast.AST | None]:
    """The parts of `"…".join([a, b])`, `"{}{}".format(a, b)` and `"%s%s" % (a, b)`."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        items = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        return list(items) if _constant(node.left) == "%s" * len(items) else []
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return []
    pattern, method = _constant(node.func.value), node.func.attr
    if method == "format" and node.args and pattern == "{}" * len(node.args):
        return list(node.args)
    items = node.args[0].elts if node.args and isinstance(node.args[0], (ast.List, ast.Tuple)) else []
    return list(items) if method == "join" and pattern is not None else []


def _joint(node: ast.AST) -> str:
    """What `join` puts between the parts."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
        return _constant(node.func.value) or ""
    return ""


def _constant(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
