"""The code in a Jinja template, as its lexer takes it apart: https://jinja.palletsprojects.com/templates."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TOKENS = 100_000  # of one template: the longest ones that models have come to some 10,000
_END_OF_COMMENT = re.compile(r"#\}")
_END_OF_RAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_START_OF_RAW = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}")
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<string>'[^'\\]*(?:\\[\s\S][^'\\]*)*'|\"[^\"\\]*(?:\\[\s\S][^\"\\]*)*\")"
    r"|(?P<number>0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9_]+)?)"
    r"|(?P<name>\w+)"
    r"|(?P<mark>\*\*|//|==|!=|<=|>=|[\s\S])"
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|N\{([^}]*)\}|([\s\S]))")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "\n": "", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_PLAIN = frozenset("\\'\"")


class Token:
    """A `name`, `string`, `number` or `mark` of a template. `value` is what it says: of a string, unescaped."""

    __slots__ = ("end", "kind", "start", "value")

    def __init__(self, kind: str, value: str, start: int, end: int) -> None:
        self.kind = kind
        self.value = value
        self.start = start
        self.end = end


class Block:
    """A `{{ … }}` or `{% … %}`: characters `start` to `end` of the template, and the tokens in it."""

    __slots__ = ("end", "is_statement", "start", "tokens")

    def __init__(self, start: int, is_statement: bool) -> None:
        self.start = start
        self.end = start
        self.is_statement = is_statement
        self.tokens: list[Token] = []


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks with code; comments and `raw` text are passed over. One that does not end goes to the end.

    After MOST_TOKENS no more are read.
    """
    at, left = 0, MOST_TOKENS
    open_quotes: set[str] = set()  # of which no string can begin, as it would have no end
    while left > 0 and (start := text.find("{", at)) >= 0:
        mark = text[start + 1 : start + 2]
        if mark == "#":
            at = _after(_END_OF_COMMENT, text, start)
        elif mark == "%" and (raw := _START_OF_RAW.match(text, start)):
            at = _after(_END_OF_RAW, text, raw.end())
        elif mark in ("{", "%"):
            block = _block(text, start, "%}" if mark == "%" else "}}", left, open_quotes)
            yield block
            left, at = left - len(block.tokens) - 1, block.end
        else:
            at = start + 1


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.search(text, at)
    return found.end() if found else len(text)


def _block(text: str, start: int, closer: str, limit: int, open_quotes: set[str]) -> Block:
    """Read tokens up to the closing mark, which closes nothing inside of brackets."""
    block, at, depth = Block(start, closer == "%}"), start + 2, 0
    while at < len(text) and len(block.tokens) < limit:
        if not depth and text.startswith(closer, at):
            at += 2
            break
        if text[at] in open_quotes:
            at += 1
            continue
        found = _TOKEN.match(text, at)
        if found is None:  # never: the last alternative takes any character
            break
        at = found.end()
        if found[0] in ("'", '"'):
            open_quotes.add(found[0])
        depth = max(0, depth + (found[0] in ("(", "[", "{")) - (found[0] in (")", "]", "}")))
        if found.lastgroup != "space":
            block.tokens.append(_token(found))
    block.end = at
    return block


def _token(found: re.Match[str]) -> Token:
    kind = found.lastgroup or ""
    return Token(kind, unescaped(found[0][1:-1]) if kind == "string" else found[0], found.start(), found.end())


def unescaped(written: str) -> str:
    """What a string says, as Jinja's lexer unescapes it."""
    return _ESCAPE.sub(_meaning, written) if "\\" in written else written


def _meaning(escape: re.Match[str]) -> str:
    if escape[6]:
        return escape[6] if escape[6] in _PLAIN else _LETTERS.get(escape[6], escape[0])
    if escape[5]:
        import unicodedata

        try:
            return unicodedata.lookup(escape[5])
        except KeyError:
            return escape[0]
    digits = escape[1] or escape[2] or escape[3]
    code = int(digits, 16) if digits else int(escape[4], 8)
    return chr(code) if code <= 0x10FFFF else escape[0]
