"""The three ways in which R writes numbers and strings: big-endian (XDR), little-endian, and as words (ASCII)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from labcoat.core.models.source import Source

    class Input(Protocol):
        """What items are read from. Raises BrokenError at the end."""

        def integer(self) -> int: ...
        def text(self, size: int) -> bytes: ...
        def skip(self, count: int, width: int) -> None: ...


WINDOW = 1 << 16  # bytes that are read at once
PIECE = 1 << 22  # bytes of a string that are kept
ENDS = "it ends in the middle of an object"
NOT_AVAILABLE = -(1 << 31)
_ESCAPES = {b"n": b"\n", b"t": b"\t", b"v": b"\v", b"b": b"\b", b"r": b"\r", b"f": b"\f", b"a": b"\a"}


class BrokenError(Exception):
    """What is wrong with the file."""


class Binary:
    """Numbers of four bytes."""

    def __init__(self, source: Source, at: int, is_big: bool) -> None:
        self._source = source
        self._at = at
        self._is_big = is_big
        self._window = b""
        self._start = at

    def _take(self, size: int) -> bytes:
        first = self._at - self._start
        if first < 0 or first + size > len(self._window):
            self._window, self._start, first = self._source.read(self._at, max(size, WINDOW)), self._at, 0
        if len(self._window) < first + size:
            raise BrokenError(ENDS)
        self._at += size
        return self._window[first : first + size]

    def integer(self) -> int:
        """The next number, with its sign."""
        return int.from_bytes(self._take(4), "big" if self._is_big else "little", signed=True)

    def text(self, size: int) -> bytes:
        """The first PIECE bytes of so many. Raises BrokenError where there are fewer."""
        if size < 0:
            return b""
        taken = self._take(min(size, PIECE))
        self.skip(size - len(taken), 1)
        return taken

    def skip(self, count: int, width: int) -> None:
        """Pass over values. Raises BrokenError where the file is known to have fewer."""
        self._at += max(0, count) * width
        if self._source.is_seekable and self._at > self._source.size:
            raise BrokenError(ENDS)


class Ascii:
    """Numbers as words, strings with escapes."""

    def __init__(self, source: Source, at: int) -> None:
        self._source = source
        self._at = at
        self._window = b""
        self._first = 0

    def _byte(self) -> bytes:
        if self._first >= len(self._window):
            self._window, self._first = self._source.read(self._at, WINDOW), 0
            self._at += len(self._window)
            if not self._window:
                raise BrokenError(ENDS)
        self._first += 1
        return self._window[self._first - 1 : self._first]

    def _word(self) -> bytes:
        byte = self._byte()
        while byte.isspace():
            byte = self._byte()
        word = bytearray()
        while not byte.isspace() and len(word) < 100:
            word += byte
            byte = self._byte()
        return bytes(word)

    def integer(self) -> int:
        """The next number; NOT_AVAILABLE for `NA`."""
        word = self._word()
        try:
            return NOT_AVAILABLE if word == b"NA" else int(word)
        except ValueError:
            raise BrokenError("a number is none") from None

    def text(self, size: int) -> bytes:
        """The first PIECE bytes of a string of so many, without its escapes."""
        if size <= 0:
            return b""
        byte = self._byte()
        while byte.isspace():
            byte = self._byte()
        text = bytearray()
        for index in range(size):
            byte = self._byte() if index else byte
            value = self._escaped() if byte == b"\\" else byte
            if len(text) < PIECE:
                text += value
        return bytes(text)

    def _escaped(self) -> bytes:
        byte = self._byte()
        if byte not in b"01234567":
            return _ESCAPES.get(byte, byte)
        code = int(byte)
        for _ in range(2):
            if self._peek() not in (b"0", b"1", b"2", b"3", b"4", b"5", b"6", b"7"):
                break
            code = code * 8 + int(self._byte())
        return bytes([code & 0xFF])

    def _peek(self) -> bytes:
        byte = self._byte()
        self._first -= 1
        return byte

    def skip(self, count: int, width: int) -> None:
        """Pass over words: two of each complex number. A word has two bytes at least."""
        words = max(0, count) * (2 if width == 16 else 1)
        if self._source.is_seekable and words > self._source.size:
            raise BrokenError(ENDS)
        for _ in range(words):
            self._word()
