"""The fallback reader of settings: one line at a time, for templates and for what is not quite YAML, JSON or TOML.

It knows no nesting: the path of a setting is its key alone; of lists it knows the items that are options. Comments
(`#`, `//`, `/* */`, `{# #}`) are passed over.
"""

from __future__ import annotations

import re
from _json import scanstring

from labcoat.core.settings.setting import Setting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.settings.setting import Value

_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|' + r"'[^']*'")
_WORD = re.compile(r"""[^\s"'#:=,{}\[\]]+(?:[:#][^\s"'#:=,{}\[\]]+)*""")
_AFTER_STRING = re.compile(r"[ \t]*[:=][ \t]*")
_AFTER_WORD = re.compile(r"""[ \t]*(?::(?=[\s"'\[{]|\Z|$)|=(?!=))[ \t]*""")
_FLOW_VALUE = re.compile(r"(?:\{\{[^{}]*\}\}|\$\{[^{}]*\}|[^,}\]#{$]+|[{$]|(?<=\S)#)+")
_COMMENT_AFTER_VALUE = re.compile(r"[ \t](?:#|//)")
_OPTION_ITEM = re.compile(r"""[ \t]*-[ \t]+(?=["']?--)""")
ITEM = ("?", "0")  # the path of an item: in which list it is, nobody knows
_WORDS: dict[str, Value] = {
    **dict.fromkeys(("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~"), None),
}
_BLOCK_COMMENTS = {"/*": "*/", "{#": "#}"}


def line_settings(text: str) -> Iterator[Setting]:
    """Each `key: value`, `"key": value` and `key = value` that is on one line. Never raises."""
    closer = ""
    at = 0
    for line in text.splitlines(keepends=True):
        start, end = at, at + len(line.rstrip("\r\n"))
        at += len(line)
        if closer:
            closing = text.find(closer, start, end)
            if closing < 0:
                continue
            start, closer = closing + len(closer), ""
        reader = _Line(text, start, end)
        yield from reader.settings()
        closer = reader.closer


class _Line:
    """One line of text. `closer` tells which comment is open at its end."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.at = start
        self.end = end
        self.closer = ""
        self.in_flow = False  # inside brackets, or after a comma: a value ends at the next comma
        self.has_strings = True
        self.key: tuple[str, int, int] | None = None

    def settings(self) -> Iterator[Setting]:
        """The settings of the line."""
        if item := _OPTION_ITEM.match(self.text, self.at, self.end):
            self.at = item.end()
            self.key = ("", self.at, self.at)
            if option := self._value():
                option.path = ITEM
                yield option
        while self.at < self.end and not self.closer:
            before = self.at
            if setting := self._step():
                yield setting
            self.at = max(self.at, before + 1)

    def _step(self) -> Setting | None:
        text, mark = self.text, self.text[self.at]
        if self.key and (separator := self._separator()):
            self.at = separator
            return self._value()
        if mark.isspace():
            self.at += 1
        elif self._is_comment():
            self._skip_comment()
        elif found := self._string() or _WORD.match(text, self.at, self.end):
            self.key = (_unquoted(found[0]), found.start(), found.end())
            self.at = found.end()
        else:
            self.key = None
            self.in_flow = self.in_flow or mark in "{[,"
            self.at += 1
        return None

    def _separator(self) -> int:
        """Where the value starts, if a separator is here; else 0."""
        pattern = _AFTER_STRING if self.text[self.at - 1] in "\"'" else _AFTER_WORD
        match = pattern.match(self.text, self.at, self.end)
        return match.end() if match else 0

    def _string(self) -> re.Match[str] | None:
        """The string that starts here. After one that never ends none is looked for: each search goes to the end."""
        if not self.has_strings or self.text[self.at : self.at + 1] not in ("'", '"'):
            return None
        match = _STRING.match(self.text, self.at, self.end)
        self.has_strings = match is not None
        return match

    def _is_comment(self) -> bool:
        text, at = self.text, self.at
        if text.startswith(("/*", "{#"), at):
            return True
        return text.startswith(("#", "//"), at) and (at == 0 or text[at - 1].isspace() or text[at - 1] in ",{[")

    def _skip_comment(self) -> None:
        closer = _BLOCK_COMMENTS.get(self.text[self.at : self.at + 2], "")
        closing = self.text.find(closer, self.at + 2, self.end) if closer else -1
        self.closer = closer if closing < 0 else ""
        self.at = closing + 2 if closing >= 0 else self.end

    def _value(self) -> Setting | None:
        """The value at the current place, unless a collection or nothing is there."""
        text, start = self.text, self.at
        name, key_start, key_end = self.key or ("", start, start)
        self.key = None
        self.in_flow = self.in_flow or text[key_start : key_start + 1] == '"'
        string = self._string()
        if string:
            self.at = string.end()
            return Setting((name,), _unquoted(string[0]), (key_start, key_end), (start + 1, self.at - 1), text[start])
        if start >= self.end or self._is_comment() or self._opens_collection():
            return None
        value = self._plain(start)
        if not value:
            return None
        return Setting((name,), _typed(value), (key_start, key_end), (start, start + len(value)))

    def _opens_collection(self) -> bool:
        return self.text[self.at] in "{[" and not self.text.startswith(("{{", "{%"), self.at)

    def _plain(self, start: int) -> str:
        """The plain value at `start`; moves on behind it."""
        if self.in_flow:
            match = _FLOW_VALUE.match(self.text, start, self.end)
            self.at = match.end() if match else start
            value = self.text[start : self.at]
        else:
            comment = _COMMENT_AFTER_VALUE.search(self.text, start, self.end)
            self.at = comment.start() if comment else self.end
            value = self.text[start : self.at]
        return value.rstrip().rstrip(",").rstrip()


def _unquoted(written: str) -> str:
    if written[0] == "'" and len(written) > 1:
        return written[1:-1].replace("''", "'")
    if written[0] != '"':
        return written
    try:
        return str(scanstring(written, 1, False)[0])
    except (ValueError, SystemError):
        return written[1:-1]


def _typed(value: str) -> Value:
    if value in _WORDS:
        return _WORDS[value]
    try:
        return int(value) if value.lstrip("+-").isdecimal() else float(value) if value[0] in "+-.0123456789" else value
    except ValueError:
        return value
