"""TOML 1.0 settings (https://toml.io/en/v1.0.0): tomli decides what is valid, a walk finds the places."""

from __future__ import annotations

import re

import tomli

from labcoat.core.settings.setting import MAX_DEPTH, Setting, SettingsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.settings.setting import Value

    Path = tuple[str, ...]
    Span = tuple[int, int]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"|' + r"'[^'\n]*'|[A-Za-z0-9_-]+")
_LINE_STRING = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"|' + r"'[^'\n]*'")
_BARE = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^,\]}\s#]+|[^,\]}\s#]+")
_QUOTE_OR_BACKSLASH = re.compile(r'"""|\\')
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def toml_settings(text: str) -> Iterator[Setting]:
    """The settings of a TOML text; dates are their text. Raises SettingsError."""
    bom = 1 if text.startswith("\ufeff") else 0
    try:
        tomli.loads(text[bom:])
    except ValueError as error:  # also for a number of more digits than Python takes
        message = str(error)
        raise SettingsError(_PLACE.sub("", message).strip(), _error_offset(text, message) + bom) from None
    except RecursionError:
        raise SettingsError("nested too deeply", bom) from None
    return _Walk(text, bom).settings()


def _error_offset(text: str, message: str) -> int:
    place = _PLACE.search(message)
    if not place:
        return len(text)
    start = 0
    for _line in range(int(place[1]) - 1):
        start = text.find("\n", start) + 1
    return min(start + int(place[2]) - 1, len(text))


class _Walk:
    """Walks a valid text. What it cannot follow is a SettingsError, never a wrong place."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at
        self.tables: dict[Path, int] = {}  # arrays of tables, and the index of their last table

    def settings(self) -> Iterator[Setting]:
        """All settings, in file order."""
        table: Path = ()
        while self._skip(_BLANK) < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                yield from self._pair(table)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _expect(self, mark: str) -> None:
        if not self.text.startswith(mark, self.at):
            raise SettingsError(f"expected '{mark}'", self.at)
        self.at += len(mark)

    def _accept(self, mark: str) -> bool:
        found = self.text.startswith(mark, self.at)
        self.at += len(mark) if found else 0
        return found

    def _header(self) -> Path:
        """`[table]` or `[[table]]`: its path, with indexes for arrays of tables on the way."""
        bracket = "[[" if self.text.startswith("[[", self.at) else "["
        self._expect(bracket)
        keys = self._key()[0]
        self._expect("]" * len(bracket))
        path: Path = ()
        for key in keys[:-1]:
            path = self._indexed((*path, key))
        path = (*path, keys[-1])
        if bracket == "[[":
            self.tables[path] = self.tables.get(path, -1) + 1
            return self._indexed(path)
        return path

    def _indexed(self, path: Path) -> Path:
        return (*path, str(self.tables[path])) if path in self.tables else path

    def _key(self) -> tuple[Path, Span]:
        """The dotted key here, and its span."""
        self._skip(_SPACE)
        start, end = self.at, self.at
        keys: list[str] = []
        while True:
            match = _KEY.match(self.text, self.at)
            if not match or len(keys) >= MAX_DEPTH:
                raise SettingsError("expected a key" if not match else "nested too deeply", self.at)
            keys.append(self._string(match[0], match.start()))
            end = self.at = match.end()
            self._skip(_SPACE)
            if not self._accept("."):
                return tuple(keys), (start, end)
            self._skip(_SPACE)

    def _pair(self, table: Path) -> Iterator[Setting]:
        keys, span = self._key()
        self._expect("=")
        self._skip(_SPACE)
        yield from self._value((*table, *keys), span)

    def _value(self, path: Path, key: Span) -> Iterator[Setting]:
        if len(path) > MAX_DEPTH:
            raise SettingsError("nested too deeply", self.at)
        start = self.at
        if self._accept("["):
            yield from self._array(path)
        elif self._accept("{"):
            yield from self._inline_table(path)
        else:
            yield self._scalar(path, key, start)

    def _array(self, path: Path) -> Iterator[Setting]:
        index = 0
        while self.text[self._skip(_BLANK) : self.at + 1] != "]":
            yield from self._value((*path, str(index)), (self.at, self.at))
            index += 1
            self._skip(_BLANK)
            if not self._accept(","):
                break
        self._expect("]")

    def _inline_table(self, path: Path) -> Iterator[Setting]:
        while self.text[self._skip(_BLANK) : self.at + 1] != "}":
            yield from self._pair(path)
            self._skip(_BLANK)
            if not self._accept(","):
                break
        self._skip(_BLANK)
        self._expect("}")

    def _scalar(self, path: Path, key: Span, start: int) -> Setting:
        for quote in ('"""', "'''"):
            if self._accept(quote):
                self.at = self._end_of_block(quote)
                value = self._string(self.text[start : self.at], start)
                return Setting(path, value, key, (start + 3, self.at - 3), quote)
        pattern = _LINE_STRING if self.text[start : start + 1] in ("'", '"') else _BARE
        match = pattern.match(self.text, start)
        if not match:
            raise SettingsError("expected a value", start)
        self.at = match.end()
        if pattern is _LINE_STRING:
            return Setting(path, self._string(match[0], start), key, (start + 1, self.at - 1), match[0][0])
        return Setting(path, self._bare(match[0], start), key, (start, self.at))

    def _end_of_block(self, quote: str) -> int:
        """Offset after the closing quotes of a multi-line string; up to two more quotes before them belong to it."""
        at = self.at
        if quote == "'''":
            at = self.text.find(quote, at)
        else:
            while (found := _QUOTE_OR_BACKSLASH.search(self.text, at)) and found[0] == "\\":
                at = found.start() + 2
            at = found.start() if found else -1
        if at < 0:
            raise SettingsError("unterminated string", self.at)
        at += 3
        for _more in range(2):
            at += 1 if self.text[at : at + 1] == quote[0] else 0
        return at

    def _string(self, written: str, start: int) -> str:
        """The value of a string, or of a bare key."""
        if "\\" in written or "\n" in written:
            return str(self._read(written, start))
        quotes = 3 if written.startswith(('"""', "'''")) else 1 if written[0] in "\"'" else 0
        return written[quotes : len(written) - quotes]

    def _bare(self, written: str, start: int) -> Value:
        value = self._read(written, start)
        return value if isinstance(value, (bool, int, float)) else written

    def _read(self, written: str, start: int) -> object:
        try:
            return tomli.loads("x=" + written)["x"]
        except ValueError:
            raise SettingsError("expected a value", start) from None
