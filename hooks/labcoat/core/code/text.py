"""Strings in Python code, with the place of every character: as words and scripts for a shell.

A text is a list of pieces: (what it says, start, end). FIELD is a piece that only running the code would tell.
"""

from __future__ import annotations

import ast
import re

from labcoat.core.code.literals import FIELD, pieces_of
from labcoat.core.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.code.literals import Piece
    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

    Text = tuple[Segment, list[Piece]]

PYTHON = "py"  # stands for the expression before `-m`, which can be nothing else; as long as `%s`
MOST_ADDED = 50  # operands of one `+`
_NOT_IN_NAME = re.compile(r"[^\w.]")
_FORMAT_FIELD = re.compile(r"\{[^{}]*\}")
_PERCENT_FIELD = re.compile(r"%(?:\(\w+\))?[sdr]")


def text_of(module: Module, node: ast.AST | None) -> Text | None:
    """What a string is made of; None for an expression that is none: a literal, an f-string, `+`, `%` and `format`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _literal(module, node, node.value)
    if isinstance(node, ast.JoinedStr):
        parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
        return _literal(module, node, "".join([part for part in parts if isinstance(part, str)]))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _added(module, node)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _with_fields(text_of(module, node.left), _PERCENT_FIELD) if _is_literal(node.left) else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return _with_fields(text_of(module, node.func.value), _FORMAT_FIELD) if _is_literal(node.func.value) else None
    return None


def _is_literal(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _literal(module: Module, node: ast.Constant | ast.JoinedStr, value: str) -> Text | None:
    segment, start, end = module.span(node)
    pieces = pieces_of(segment.text, start, end)
    read = "".join([piece for piece, at, _ in pieces if piece != FIELD or segment.text[at] != "{"])
    return (segment, pieces) if pieces and read == value else None


def _added(module: Module, node: ast.BinOp) -> Text | None:
    """`"pip install " + name`: a string somewhere in it makes it one."""
    operands: list[ast.expr] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add) and len(operands) < MOST_ADDED:
        operands.append(left.right)
        left = left.left
    operands = [left, *reversed(operands)]
    if not any([_is_literal(operand) for operand in operands]):
        return None
    segment = module.span(node)[0]
    pieces: list[Piece] = []
    for operand in operands:
        pieces += _literal_or_field(module, operand)
    return segment, pieces


def _literal_or_field(module: Module, node: ast.expr) -> list[Piece]:
    text = text_of(module, node) if _is_literal(node) else None
    segment, start, end = module.span(node)
    return text[1] if text else [(FIELD, max(0, start - 1), min(end + 1, len(segment.text)))]  # with room for braces


def _with_fields(text: Text | None, field: re.Pattern[str]) -> Text | None:
    """The text with a FIELD for each place that is filled in."""
    if text is None:
        return None
    pieces: list[Piece] = []
    for piece, start, end in text[1]:
        at = 0
        for match in field.finditer(piece) if len(piece) == end - start else ():
            pieces.append((piece[at : match.start()], start + at, start + match.start()))
            pieces.append((FIELD, start + match.start(), start + match.end()))
            at = match.end()
        pieces.append((piece[at:], start + at, end))
    return text[0], pieces


def places_of(text: Text) -> list[tuple[int, int]]:
    """Where the characters of the value are: (index, offset) for each run of them. A FIELD ends where its text does."""
    places: list[tuple[int, int]] = []
    index = 0
    for piece, start, end in text[1]:
        places.append((index, start))
        index += len(piece)
        if piece == FIELD:
            places.append((index - 1, end - 1))
    return places or [(0, 0)]


def word_of(text: Text) -> Word:
    """The text as a word of a command."""
    segment, pieces = text
    written, places, index = [], [], 0
    for piece, start, end in pieces:
        written.append(field_name(segment, start, end) if piece == FIELD else piece)
        places.append((index, start))
        index += len(written[-1])
    return Word("".join(written), pieces[0][1], pieces[-1][2], True, tuple(places))


def unknown_word(module: Module, node: ast.AST) -> Word:
    """An expression that only running the code would tell, as a word of a command."""
    segment, start, end = module.span(node)
    value = field_name(segment, start - 1, end + 1)
    return Word(value, start, end, True, ((0, start), (1, start), (len(value) - 1, end - 1)))


def field_name(segment: Segment, start: int, end: int) -> str:
    """What stands for an expression in a command, as long as that is: `{sys.executable}`, nothing a shell splits."""
    return "{" + _NOT_IN_NAME.sub("_", segment.text[start + 1 : end - 1]) + "}"


def laid_out(text: Text, language: str) -> Segment:
    """The text as a segment of a language, every character in its place.

    What is between two literals is a line continuation, so that a word may go on in the next one.
    """
    segment, pieces = text
    inner = segment.slice(pieces[0][1], pieces[-1][2], language)
    laid: list[str] = []
    at = pieces[0][1]
    for index, (piece, start, end) in enumerate(pieces):
        laid.append(_gap(start - at))
        if piece == FIELD:
            is_python = index + 1 < len(pieces) and pieces[index + 1][0].startswith(" -m ")
            laid.append(PYTHON.ljust(end - start) if is_python else field_name(segment, start, end))
        else:
            laid.append(piece if len(piece) == end - start else piece[-1:].rjust(end - start))
        at = end
    inner.text = "".join(laid)
    return inner


def _gap(length: int) -> str:
    if length < 2:
        return " " * length
    return "\\\n" * (length // 2) if length % 2 == 0 else "\\\r\n" + "\\\n" * (length // 2 - 1)
