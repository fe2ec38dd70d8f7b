"""Ignore comments: what they look like in a language, and where one can stand."""

from __future__ import annotations

import re

from labcoat.core.ignores import DIRECTIVE, MARKERS, REACH
from labcoat.core.rule import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.lines import Lines

    Style = tuple[str, str]  # what begins a comment, and what ends it

HASH, SLASHES, DASHES, ARROWS = ("# ", ""), ("// ", ""), ("-- ", ""), ("<!-- ", " -->")
WITH_HASH = "python shell yaml toml hcl requirements ini dockerfile makefile".split()
ALONE = ("dockerfile", "ini", "makefile")  # where a comment behind something would be a part of it
EXTENSIONS = {
    **dict.fromkeys(
        "js jsx mjs cjs ts tsx c cc cpp cu h hpp java go rs scala kt swift cs php dart groovy".split(), SLASHES
    ),
    **dict.fromkeys("sql lua hs".split(), DASHES),
    **dict.fromkeys("r jl rb pl ps1 cmake fish nix".split(), HASH),
}
_DIRECTIVE = re.compile(DIRECTIVE, re.IGNORECASE)
_FENCE = re.compile(r"^[ \t>]*(?:```|~~~)", re.MULTILINE)


def style_of(language: str, path: str) -> Style | None:
    """How a comment is written; None where there are none."""
    if language in WITH_HASH:
        return HASH
    if language == "markdown" and path.lower().endswith((".md", ".markdown")):
        return ARROWS
    return EXTENSIONS.get(path.lower().rpartition(".")[2]) if language == "other" else None


def comments(lines: Lines, span: tuple[int, int], rule: str, language: str, style: Style) -> Iterator[Edit]:
    """The ways to write that a rule is ignored in lines `span` (the first and the last, from 1), the best one first."""
    first, last = span
    if language == "markdown" and len(_FENCE.findall(lines.text, 0, lines.starts[first - 1])) % 2:
        return
    for line in dict.fromkeys((first, last, first - 1)):
        yield from _added(lines, line, rule) if line else ()
    comment = f"{style[0]}labcoat: ignore[{rule}]{style[1]}"
    behind = [] if language in ALONE else [_behind(lines, line, comment) for line in dict.fromkeys((first, last))]
    above = _above(lines, first, comment, language)
    yield from [above, *behind] if _is_magic(lines, first) else [*behind, above]


def _added(lines: Lines, line: int, rule: str) -> Iterator[Edit]:
    """The rule among those that a comment in a line names already."""
    start, end = lines.span(lines.starts[line - 1])
    text = lines.text[start:end]
    for found in _DIRECTIVE.finditer(text):
        if text[max(0, found.start() - REACH) : found.start()].rstrip(" \t").endswith(MARKERS):
            if found[1] is None:
                yield Edit(start + found.end(), start + found.end(), f"[{rule}]")
            else:
                yield Edit(start + found.end(1), start + found.end(1), f", {rule}" if found[1].strip() else rule)


def _behind(lines: Lines, line: int, comment: str) -> Edit:
    start, end = lines.span(lines.starts[line - 1])
    end = start + len(lines.text[start:end].rstrip())
    return Edit(end, end, f"  {comment}")


def _above(lines: Lines, line: int, comment: str, language: str) -> Edit:
    start, end = lines.span(lines.starts[line - 1])
    text = lines.text[start:end]
    indent = "" if language == "makefile" else text[: len(text) - len(text.lstrip())]
    newline = "\r\n" if "\r\n" in lines.text else "\n"
    return Edit(start, start, f"{indent}{comment}{newline}")


def _is_magic(lines: Lines, line: int) -> bool:
    """Whether IPython hands the line on to others, comments and all."""
    start, end = lines.span(lines.starts[line - 1])
    return lines.text[start:end].lstrip().startswith(("%", "!"))
