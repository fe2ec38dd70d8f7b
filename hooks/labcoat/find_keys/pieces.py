"""Keys in pieces: literals joined by adjacency, `+`, `%`, f-strings, `join` and `format`, in any cell of a notebook.

Only code with a literal that begins as a key does, and has nothing else in it, is parsed for it.
"""

from __future__ import annotations

import ast
import re

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
BEFORE_PIECE = (*QUOTES, " ", "=")
AFTER_PIECE = (*QUOTES, "{", "%", "\\\n", "\\\r\n")
FIELD = re.compile(r"%(?:\((?P<name>\w{1,80})\))?(?P<kind>[sd%])")
JOINING = (ast.BinOp, ast.JoinedStr, ast.Call, ast.Constant, ast.AugAssign)


def has_fragment(text: str, clues: Clues) -> bool:
    """Whether a literal in a text may end in, or be, the first piece of a key."""
    return any(
        [
            text[at - 1 : at] in BEFORE_PIECE and text.startswith(AFTER_PIECE, at + len(word))
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
    """The parts of `"…".join([a, b])`, `"a{}".format(b)` and `"a%s" % b`, literal text being one, too."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        pattern = _constant(node.left)
        return _filled_by_percent(pattern, node.right) if pattern else []
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return []
    pattern, method = _constant(node.func.value), node.func.attr
    if method == "format" and pattern:
        return _filled_by_format(pattern, node)
    items = node.args[0].elts if node.args and isinstance(node.args[0], (ast.List, ast.Tuple)) else []
    return list(items) if method == "join" and pattern is not None else []


def _filled_by_percent(pattern: str, filling: ast.AST) -> list[ast.AST | None]:
    """The parts of a `%` pattern; none where another kind of field is in it, or the values do not fit."""
    values: list[ast.AST] = list(filling.elts) if isinstance(filling, ast.Tuple) else [filling]
    named = _members(filling) if isinstance(filling, ast.Dict) else {}
    parts: list[ast.AST | None] = []
    at = number = 0
    for field in FIELD.finditer(pattern):
        parts += _literal(pattern[at : field.start()])
        at = field.end()
        if field["kind"] == "%":
            parts += _literal("%")
        elif field["name"]:
            parts.append(named.get(field["name"]))
        else:
            parts.append(values[number] if number < len(values) else None)
            number += 1
    is_all = number == len(values) or bool(named)
    return [*parts, *_literal(pattern[at:])] if is_all and "%" not in FIELD.sub("", pattern) else []


def _filled_by_format(pattern: str, call: ast.Call) -> list[ast.AST | None]:
    """The parts of a pattern of `format`; none where a field says how to write its value."""
    from string import Formatter

    values: dict[str, ast.AST] = {word.arg: word.value for word in call.keywords if word.arg}
    values |= {str(number): value for number, value in enumerate(call.args)}
    parts: list[ast.AST | None] = []
    number = 0
    try:
        for text, name, form, conversion in Formatter().parse(pattern):
            parts += _literal(text)
            if name is not None:
                parts.append(None if form or conversion else values.get(name or str(number)))
                number += not name
    except ValueError:
        return []
    return parts


def _members(node: ast.Dict) -> dict[str, ast.AST]:
    """The values of a dict by their keys, where these are literals."""
    names = [_constant(key) if key else None for key in node.keys]
    return {name: value for name, value in zip(names, node.values, strict=True) if name is not None}


def _literal(text: str) -> list[ast.AST]:
    return [ast.Constant(text)] if text else []


def _joint(node: ast.AST) -> str:
    """What `join` puts between the parts."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
        return _constant(node.func.value) or ""
    return ""


def _constant(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
