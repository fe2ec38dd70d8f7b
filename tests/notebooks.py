"""Notebooks in every way in which programs write them, with places marked in them.

A source may hold the marks `»` and `«`: they are not in the file, and `Rendered` knows where they would have been.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from hypothesis import strategies as st

MARKS = re.compile("[»«]")
BOM = {"utf-8-sig": "utf-8", "utf-16-bom": "utf-16-le", "utf-32-bom": "utf-32-be"}


@dataclass(frozen=True)
class Style:
    """How a file is written. `sources`: `string`, `lines`, or `pieces` of 7 characters; `escapes`: of what."""

    indent: str | None = " "
    separators: tuple[str, str] = (",", ": ")
    ascii: bool = False
    eol: str = "\n"
    encoding: str = "utf-8"
    sources: str = "lines"
    escapes: str = "needed"
    cells_last: bool = False
    version: int = 4
    sheets: int = 1
    final_eol: bool = True


STYLES = st.builds(
    Style,
    indent=st.sampled_from([None, "", " ", "  ", "    ", "\t"]),
    separators=st.sampled_from([(",", ": "), (", ", ": "), (",", ":"), (" ,", " : ")]),
    ascii=st.booleans(),
    eol=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16-bom", "utf-16-le", "utf-16-be", "utf-32-bom", "utf-32-le"]),
    sources=st.sampled_from(["string", "lines", "pieces"]),
    escapes=st.sampled_from(["needed", "slashes", "letters", "everything"]),
    cells_last=st.booleans(),
    version=st.sampled_from([3, 4]),
    sheets=st.integers(1, 2),
    final_eol=st.booleans(),
)


@dataclass(frozen=True)
class Rendered:
    """A file's bytes, and the (line, column) in it of every mark, in the order of the file; `marked` is its text."""

    data: bytes
    places: list[tuple[int, int]]
    marked: str


def notebook(*cells: dict[str, object], **metadata: object) -> dict[str, object]:
    """A notebook's JSON in nbformat 4."""
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def code(source: object, *tags: str, **extra: object) -> dict[str, object]:
    """A code cell's JSON in nbformat 4."""
    metadata = {"tags": list(tags)} if tags else {}
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source} | extra


def markdown(source: object) -> dict[str, object]:
    """A markdown cell's JSON."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def render(cells: list[dict[str, object]], style: Style = Style()) -> Rendered:
    """The bytes of a notebook with these cells (in the form of nbformat 4), in a style."""
    cells = [cell | {"source": _shaped(str(cell["source"]), style)} for cell in cells]
    rest = {"metadata": {"kernelspec": {"language": "python", "name": "source"}}}
    body = {"cells": cells} if style.version == 4 else {"worksheets": _sheets(cells, style.sheets)}
    data = {**rest, **body} if style.cells_last else {**body, **rest}
    data |= {"nbformat": style.version, "nbformat_minor": 0}
    return encoded(dumps(data, style) + (style.eol if style.final_eol else ""), style)


def encoded(text: str, style: Style) -> Rendered:
    """A marked text as a file in the style's encoding."""
    data = MARKS.sub("", text).encode(BOM.get(style.encoding, style.encoding))
    bom = "\ufeff".encode(BOM[style.encoding]) if style.encoding in BOM else b""
    return Rendered(bom + data, places(text), text)


def places(text: str) -> list[tuple[int, int]]:
    """(line, column) of every mark in a text: lines end as in an editor, columns count characters."""
    found = []
    for number, line in enumerate(re.split("\r\n|\r|\n", text), 1):
        found += [(number, mark.start() + 1 - index) for index, mark in enumerate(MARKS.finditer(line))]
    return found


def unmarked(text: str) -> str:
    """The text without its marks."""
    return MARKS.sub("", text)


def in_string(style: Style) -> Style:
    """The style with each source as one string."""
    return replace(style, sources="string")


def _shaped(source: str, style: Style) -> object:
    if style.sources == "string":
        return source
    if style.sources == "pieces" and style.version == 4:
        return re.findall("(?s)(?:»[^«]{1,7}«|»*[^»]){1,7}", source)  # a mark and what it marks stay together
    lines = source.splitlines(keepends=True)
    return lines if style.version == 4 or (lines and lines[0].endswith(("\n", "\r"))) else source


def _sheets(cells: list[dict[str, object]], count: int) -> list[dict[str, object]]:
    old = [_old_cell(cell) for cell in cells]
    return [{"cells": old[:1]}, {"cells": old[1:]}] if count == 2 else [{"cells": old}]


def _old_cell(cell: dict[str, object]) -> dict[str, object]:
    if cell["cell_type"] != "code":
        return cell
    return {"cell_type": "code", "input": cell["source"], "language": "python", "metadata": {}, "outputs": []}


def dumps(value: object, style: Style, depth: int = 0) -> str:
    """JSON in a style; `json.dumps` cannot write line ends, escapes that are not needed, or marks."""
    if isinstance(value, str):
        return '"' + "".join([_escaped(char, style) for char in value]) + '"'
    if isinstance(value, dict):
        parts = [dumps(key, style) + style.separators[1] + dumps(item, style, depth + 1) for key, item in value.items()]
        return _bracketed("{", parts, "}", style, depth)
    if isinstance(value, list):
        return _bracketed("[", [dumps(item, style, depth + 1) for item in value], "]", style, depth)
    return json.dumps(value)


def _bracketed(opening: str, parts: list[str], closing: str, style: Style, depth: int) -> str:
    if not parts or style.indent is None:
        return opening + style.separators[0].join(parts) + closing
    newline = style.eol + style.indent * (depth + 1)
    return (
        opening
        + newline
        + (style.separators[0].rstrip() + newline).join(parts)
        + newline[: len(newline) - len(style.indent)]
        + closing
    )


SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}


def _escaped(char: str, style: Style) -> str:
    if char in "»«":
        return char
    if style.escapes == "everything" or (style.escapes == "letters" and char in "aeiou_T"):
        return _hexadecimal(char)
    if style.escapes == "slashes" and char == "/":
        return "\\/"
    if char in SHORT:
        return SHORT[char]
    return _hexadecimal(char) if char < " " or (style.ascii and char > "~") else char


def _hexadecimal(char: str) -> str:
    data = char.encode("utf-16-be", "surrogatepass")
    return "".join([f"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2)])
