"""Configuration as the rules about clouds read it: whole, or with blanks for the marks of a template."""

from __future__ import annotations

import re
from itertools import cycle

from labcoat.core.settings import read_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

    Document = list[Setting]

LANGUAGES = ("yaml", "json", "toml", "ini", "hcl")
_TEMPLATE_LINE = re.compile(r"^[ \t]*(?:\{\{[^\n]*\}\}|\{%[^\n]*%\}|<%[^\n]*%>)[ \t\r]*$", re.MULTILINE)
_TEMPLATE = re.compile(r"\{\{[^{}\n]{0,300}\}\}|\$\{[^{}\n]{0,300}\}|<%[^%\n]{0,300}%>|\{[\w.]{1,300}\}")
_NEXT_DOCUMENT = re.compile(r"^---(?=\s|$)", re.MULTILINE)
_CHECKS = (
    "constraints.gatekeeper.sh/",
    "templates.gatekeeper.sh/",
)  # API groups of documents that forbid what they name
_ESCAPED = re.compile(r"\\[\"nrt]")


def documents(segment: Segment, lines: bool = False) -> Iterator[Document]:
    """The settings of each document of a text; where it is broken none, or (`lines`) those that stand on one line."""
    for document in _documents(segment, lines):
        if not any([s.path == ("apiVersion",) and str(s.value).startswith(_CHECKS) for s in document]):
            yield document


def _documents(segment: Segment, lines: bool) -> Iterator[Document]:
    settings = _settings(segment, lines)
    starts = [found.start() for found in _NEXT_DOCUMENT.finditer(segment.text)] if segment.language == "yaml" else []
    starts.reverse()
    document: Document = []
    for setting in settings:
        while starts and setting.start >= starts[-1]:
            starts.pop()
            yield document
            document = []
        document.append(setting)
    yield document


def _settings(segment: Segment, lines: bool) -> Document:
    on_lines, error = segment.settings()
    if error is None:
        return on_lines
    plain = _TEMPLATE.sub(_digits, _TEMPLATE_LINE.sub(_blanks, segment.text))
    settings, error = read_settings(plain, segment.language) if plain != segment.text else ([], error)
    if error:
        return on_lines if lines else []
    return settings


def _digits(found: re.Match[str]) -> str:
    return "1" * len(found[0])


def _blanks(found: re.Match[str]) -> str:
    return "".join([char if char in "\r\n" else " " for char in found[0]])


def json_inside(segment: Segment, start: int, end: int) -> Segment | None:
    """The JSON that characters `start` to `end` hold, with or without quotes around it; None where they hold none."""
    text = segment.text[start:end]
    opening, closing = text.find("{"), text.rfind("}") + 1
    if '"Effect' not in text.replace("\\", "") and "'Effect" not in text:
        return None
    if opening < 0 or closing <= opening or text[:opening].strip(" \t\r\n\"'[bfrBFR\\n"):
        return None
    if "[" in text[:opening]:
        opening, closing = text.find("["), text.rfind("]") + 1
    inner = segment.slice(start + opening, start + closing, "json")
    if '\\"' in inner.text:
        inner.text = _unescaped(inner.text)
    return inner


def _unescaped(text: str) -> str:
    """JSON as it is written in a string of JSON, without backslashes, every character in its place."""
    quotes = cycle((' "', '" '))  # the blank outside of the inner string
    return _ESCAPED.sub(lambda found: next(quotes) if found[0] == '\\"' else "  ", text)
