"""INI settings: configparser files, Java properties and `.env` files. All values are strings.

With sections, an indented line goes on the value above (configparser); without, a backslash at the end of a line
does (https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html#load(java.io.Reader)).
"""

from __future__ import annotations

import re

from labcoat.core.settings.setting import Setting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"([ \t]*)([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_SECTION = re.compile(r"\[([^\]]*)\]")
_EXPORT = re.compile(r"export[ \t]+(?=[A-Za-z_])")
_SEPARATOR = re.compile(r"[=:][ \t]*")
_COMMENT = re.compile(r"[ \t]#")


class _Option:
    """An option while its lines are read: `lines` are the spans of their contents."""

    __slots__ = ("indent", "key", "lines", "path")

    def __init__(self, path: tuple[str, ...], key: tuple[int, int], line: tuple[int, int], indent: int) -> None:
        self.path = path
        self.key = key
        self.lines = [line]
        self.indent = indent


def ini_settings(text: str) -> Iterator[Setting]:
    """The settings of an INI, properties or `.env` text. Lines that are none are passed over."""
    section: tuple[str, ...] = ()
    option: _Option | None = None
    for match in _LINE.finditer(text, 1 if text.startswith("\ufeff") else 0):
        indent, (start, end) = len(match[1]), match.span(2)
        if start == end or text[start] in "#;" or (text[start] == "!" and not section):
            continue
        if option and _continues(text, option, indent, bool(section)):
            option.lines.append(_content(text, start, end))
            continue
        if option:
            yield _setting(text, option)
        option = None
        if header := _SECTION.match(text, start, end):
            section = (header[1].strip(),)
        else:
            option = _option(text, section, start, end, indent)
    if option:
        yield _setting(text, option)


def _continues(text: str, option: _Option, indent: int, has_section: bool) -> bool:
    if has_section:
        return indent > option.indent
    start, end = option.lines[-1]
    line = text[start:end]
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _option(text: str, section: tuple[str, ...], start: int, end: int, indent: int) -> _Option | None:
    export = _EXPORT.match(text, start, end)
    start = export.end() if export else start
    separator = _SEPARATOR.search(text, start, end)
    name = text[start : separator.start()].rstrip() if separator else ""
    if not separator or not name:
        return None
    return _Option((*section, name), (start, start + len(name)), _content(text, separator.end(), end), indent)


def _content(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a comment at its end and the blanks before it; a `#` inside quotes starts none."""
    closing = text.find(text[start], start + 1, end) if text[start : start + 1] in ("'", '"') else -1
    comment = _COMMENT.search(text, max(start, closing), end)
    return start, start + len(text[start : comment.start() if comment else end].rstrip())


def _setting(text: str, option: _Option) -> Setting:
    lines = option.lines
    start, end = next((line for line in lines if line[0] < line[1]), lines[0])[0], lines[-1][1]
    if len(lines) == 1 and end - start > 1 and text[start] in "'\"" and text[end - 1] == text[start]:
        return Setting(option.path, text[start + 1 : end - 1], option.key, (start + 1, end - 1), text[start])
    if len(option.path) == 1:
        value = "".join([text[line[0] : line[1]].removesuffix("\\") for line in lines])
    else:
        value = "\n".join([text[line[0] : line[1]] for line in lines])
    return Setting(option.path, value, option.key, (start, max(start, end)))
