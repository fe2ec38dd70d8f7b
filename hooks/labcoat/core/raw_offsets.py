"""From a decoded string back to the characters of the JSON text that it was read from."""

from __future__ import annotations

from bisect import bisect_right

from labcoat.core.spans import scan_array, scan_value


class RawOffsets:
    """Where the characters of a decoded string, or array of strings, are in the text; the value is at `start`.

    Notebook sources and stream texts are either one string or an array of lines that readers join with `joiner`.
    """

    __slots__ = ("_decoded", "_raw", "_text")

    def __init__(self, text: str, start: int, joiner: str = "") -> None:
        self._text = text
        self._decoded: list[int] = []  # places from which on a character of the value is one of the text
        self._raw: list[int] = []
        length = 0
        for first, value in _strings(text, start):
            self._add(text, first + 1, length, value)
            length += len(value) + len(joiner)
        if not self._decoded:
            self._decoded, self._raw = [0], [start + 1]

    def _add(self, text: str, at: int, decoded: int, value: str) -> None:
        """Note the start of a string at `at`, and the end of each of its escapes."""
        end = decoded + len(value)
        self._decoded.append(decoded)
        self._raw.append(at)
        while (escape := text.find("\\", at, at + end - decoded)) >= 0:
            decoded += escape - at + 1
            at = escape + _escape_length(text, escape)
            self._decoded.append(decoded)
            self._raw.append(at)

    def offset(self, index: int) -> int:
        """Offset in the text of character `index`; for the value's length, that of the closing quote."""
        known = bisect_right(self._decoded, index) - 1
        return self._raw[known] + index - self._decoded[known]

    def end(self, index: int) -> int:
        """Offset in the text after character `index - 1`, which may be the last one of its string."""
        at = self.offset(index - 1)
        if self._text[at] == '"':  # it is the joiner, which no string holds
            return self.offset(index)
        return at + (_escape_length(self._text, at) if self._text[at] == "\\" else 1)


def _strings(text: str, start: int) -> list[tuple[int, str]]:
    """The string at `start`, or the strings of the array there, each with its offset."""
    if text[start] == '"':
        return [(start, scan_value("", text, start)[0])]
    return [(item.start, item.value) for item in scan_array(text, start)[0] if isinstance(item.value, str)]


def _escape_length(text: str, at: int) -> int:
    if text[at + 1] != "u":
        return 2
    return 12 if _is_surrogate_pair(text, at) else 6


def _is_surrogate_pair(text: str, at: int) -> bool:
    high = text[at + 2 : at + 6].lower()
    low = text[at + 6 : at + 12].lower()
    return high[0] == "d" and high[1] in "89ab" and low[:2] == "\\u" and low[2:3] == "d" and low[3:4] in "cdef"
