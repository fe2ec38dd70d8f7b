"""Bytes by offset: of a mapped file, of a part of one, or as they come out of a decompressor. Offsets, not copies."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import mmap
    from collections.abc import Callable

UNKNOWN = -1  # the size of what is still to be decompressed
KEPT = 1 << 20  # bytes behind the last read one that a stream keeps


class GoneError(Exception):
    """Bytes of a stream that lie too far behind what has been read: the format needs random access."""


class Source:
    """`size` bytes of a file, from `start` on; nothing is copied but what is read."""

    __slots__ = ("_data", "_start", "size")

    def __init__(self, data: bytes | mmap.mmap, start: int = 0, size: int = UNKNOWN) -> None:
        self._data = data
        self._start = start
        self.size = len(data) - start if size == UNKNOWN else max(0, min(size, len(data) - start))

    @property
    def is_seekable(self) -> bool:
        """Whether it can be read in any order, and its size is known."""
        return True

    def read(self, offset: int, size: int) -> bytes:
        """The bytes from `offset` on; fewer than `size` at the end."""
        if offset < 0 or offset >= self.size:
            return b""
        first = self._start + offset
        return self._data[first : first + min(size, self.size - offset)]

    def part(self, offset: int, size: int = UNKNOWN) -> Source:
        """`size` bytes from `offset` on, or the rest; as much of it as there is."""
        rest = max(0, self.size - offset)
        return Source(self._data, self._start + min(max(0, offset), self.size), rest if size < 0 else min(size, rest))

    def find(self, needle: bytes, start: int = 0, end: int = UNKNOWN) -> int:
        """Offset of the first `needle` between two offsets; -1 without one."""
        last = self._start + (self.size if end < 0 else min(end, self.size))
        found = self._data.find(needle, self._start + start, last)
        return found if found < 0 else found - self._start

    def rfind(self, needle: bytes, start: int = 0) -> int:
        """Offset of the last `needle` from `start` on; -1 without one."""
        found = self._data.rfind(needle, self._start + max(0, start), self._start + self.size)
        return found if found < 0 else found - self._start


class Stream(Source):
    """What a decompressor makes of a source, read forwards; only the last KEPT bytes can be read again.

    `more` gives the next bytes, none at the end; it raises what `Budget.inflate` raises. `size` is UNKNOWN.
    """

    __slots__ = ("_begin", "_ended", "_more", "_window")

    def __init__(self, more: Callable[[], bytes]) -> None:
        super().__init__(b"")
        self.size = UNKNOWN
        self._more = more
        self._window = b""
        self._begin = 0
        self._ended = False

    @property
    def is_seekable(self) -> bool:
        return False

    def read(self, offset: int, size: int) -> bytes:
        """The bytes from `offset` on; fewer than `size` at the end. Raises GoneError for what lies behind."""
        if offset < self._begin:
            raise GoneError
        self._advance(offset, size)
        first = offset - self._begin
        return self._window[first : first + size]

    def _advance(self, offset: int, size: int) -> None:
        """Decompress up to the end of what is asked for, and drop what lies far behind its beginning."""
        pieces, end = [self._window], self._begin + len(self._window)
        while end < offset + size and not self._ended:
            piece = self._more()
            self._ended = not piece
            pieces.append(piece)
            end += len(piece)
            if end < offset and end - self._begin > 3 * KEPT:
                pieces, self._begin = [b"".join(pieces)[-KEPT:]], end - KEPT
        self._window = pieces[0] if len(pieces) == 1 else b"".join(pieces)
        surplus = min(offset, end) - KEPT - self._begin
        if surplus > KEPT:
            self._window, self._begin = self._window[surplus:], self._begin + surplus

    def part(self, offset: int, size: int = UNKNOWN) -> Source:
        """`size` bytes from `offset` on, or the rest, to be read before what comes after them."""
        return _StreamPart(self, offset, size)

    def find(self, needle: bytes, start: int = 0, end: int = UNKNOWN) -> int:
        raise GoneError

    def rfind(self, needle: bytes, start: int = 0) -> int:
        raise GoneError


class _StreamPart(Stream):
    __slots__ = ("_stream",)

    def __init__(self, stream: Stream, start: int, size: int) -> None:
        super().__init__(lambda: b"")
        self._stream = stream
        self._begin = start
        self.size = size

    def read(self, offset: int, size: int) -> bytes:
        if self.size != UNKNOWN:
            size = min(size, self.size - offset)
        return self._stream.read(self._begin + offset, size) if size > 0 else b""

    def part(self, offset: int, size: int = UNKNOWN) -> Source:
        rest = UNKNOWN if self.size == UNKNOWN else max(0, self.size - offset)
        if size < 0 or (rest != UNKNOWN and size > rest):
            size = rest
        return _StreamPart(self._stream, self._begin + offset, size)
