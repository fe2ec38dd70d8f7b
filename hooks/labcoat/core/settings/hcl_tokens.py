"""The tokens of HCL (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md), brackets paired, no comments."""

from __future__ import annotations

import re

from labcoat.core.settings.setting import MAX_DEPTH, SettingsError

_TOKEN = re.compile(
    r"(?P<blank>[ \t\r\ufeff]+|\#[^\n]*|//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?)"
    r"|(?P<newline>\n)"
    r"|(?P<heredoc><<-?[ \t]*(?P<delimiter>[^\W\d][\w-]*)[ \t\r]*\n)"
    r"|(?P<string>\")"
    r"|(?P<name>[^\W\d][\w-]*)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<mark>==|!=|<=|>=|=>|&&|\|\||[\s\S])"
)
_IN_STRING = re.compile(r'[^"\\$%\n]+|\\[\s\S]|\$\$\{|%%\{|[$%]\{|[\s\S]')
_IN_TEMPLATE = re.compile(r'[^"{}\\]+|\\[\s\S]|[\s\S]')  # before HCL 2 quotes in a template were escaped
_OPENERS = {"(": ")", "[": "]", "{": "}"}


class Token:
    """Characters `start` to `end`. `kind` is newline, heredoc, string, name, number or mark.

    `pair` is the index of the bracket that closes this one, -1 for all else. Of a heredoc, `body` is its span.
    """

    __slots__ = ("body", "end", "kind", "pair", "start")

    def __init__(self, kind: str, start: int, end: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.pair = -1
        self.body = (start, end)


def tokens_of(text: str) -> list[Token]:
    """All tokens. Raises SettingsError where a bracket, string or heredoc does not end, or brackets are too deep."""
    found: list[Token] = []
    open_brackets: list[int] = []
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        kind = match.lastgroup or ""
        if kind == "blank":
            continue
        token = Token("heredoc" if match["heredoc"] else kind, match.start(), at)
        if token.kind == "string":
            token.end = at = _string_end(text, at)
        elif token.kind == "heredoc":
            at = _read_heredoc(text, token, match["delimiter"])
        elif token.kind == "mark":
            _pair_up(text, found, open_brackets, token)
        found.append(token)
    if open_brackets:
        raise SettingsError("unexpected end", len(text))
    return found


def _pair_up(text: str, found: list[Token], open_brackets: list[int], token: Token) -> None:
    mark = text[token.start : token.end]
    if mark in _OPENERS:
        if len(open_brackets) >= MAX_DEPTH:
            raise SettingsError("nested too deeply", token.start)
        open_brackets.append(len(found))
    elif mark in (")", "]", "}"):
        opener = found[open_brackets.pop()] if open_brackets else None
        if opener is None or _OPENERS[text[opener.start]] != mark:
            raise SettingsError(f"unexpected '{mark}'", token.start)
        opener.pair = len(found)


def _string_end(text: str, at: int) -> int:
    """Offset after the string whose opening quote is before `at`; `${…}` and `%{…}` may hold strings themselves."""
    start = at - 1
    inside = [""]  # what closes each string and template that is open: '' for a string, braces for a template
    while inside:
        match = (_IN_TEMPLATE if inside[-1] else _IN_STRING).match(text, at)
        if not match or (match[0] == "\n" and not inside[-1]) or len(inside) > MAX_DEPTH:
            raise SettingsError("unterminated string" if len(inside) <= MAX_DEPTH else "nested too deeply", start)
        at = match.end()
        _enter_or_leave(inside, match[0])
    return at


def _enter_or_leave(inside: list[str], piece: str) -> None:
    in_template = bool(inside[-1])
    if piece == '"':
        if in_template:
            inside.append("")
        else:
            inside.pop()
    elif piece in ("${", "%{") or (in_template and piece == "{"):
        inside.append("}")
    elif in_template and piece == "}":
        inside.pop()


def _read_heredoc(text: str, token: Token, delimiter: str) -> int:
    """Find the line that closes a heredoc. Returns where to read on: at that line's end."""
    closing = re.compile(rf"^[ \t]*{re.escape(delimiter)}[ \t\r]*$", re.MULTILINE).search(text, token.end)
    if not closing:
        raise SettingsError("unterminated heredoc", token.start)
    token.body = (token.end, closing.start())
    token.end = closing.end()
    return token.end
