"""Decompressors of the standard library, fed from a source piece by piece."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from labcoat.core.models.budget import Budget
    from labcoat.core.models.source import Source

FED = 1 << 16  # bytes that a decompressor is given at once
MADE = 1 << 18  # bytes that it gives at once, at most
DRAINED = 16 << 20  # bytes behind what readers asked for that are decompressed, to see whether all is sound
SUSPICIOUS = 100  # times what went in: from here on, decompressing goes on until the budget has run out
MOST_MEMORY = 100 << 20  # bytes that LZMA may take for its dictionary: `xz -9` has 64 MB


class Unpacker:
    """What decompressors make of `source`, one piece a call: more than one, where another stream follows the first.

    `used` counts bytes that went in, `made` those that came out, `crc` is the sum of the latter. `problem` says why
    it stopped before the end, if it did. `starts_again(bytes)` says whether another stream begins with them, and
    `header` is what the decompressor is given first, where the source does not have it.
    """

    __slots__ = (
        "_again",
        "_budget",
        "_decoder",
        "_errors",
        "_make",
        "_rest",
        "_source",
        "crc",
        "made",
        "problem",
        "used",
    )

    def __init__(
        self,
        source: Source,
        budget: Budget,
        method: str,
        starts_again: Callable[[bytes], bool] = lambda head: False,
        header: bytes = b"",
    ) -> None:
        self._source = source
        self._budget = budget
        self._make, self._errors = decompressor(method)
        self._again = starts_again
        self._decoder = self._make()
        self._rest = header
        self.used = -len(header)
        self.made = self.crc = 0
        self.problem = ""

    def __call__(self) -> bytes:
        """The next bytes; none at the end, and none behind what is broken. Raises ExhaustedError."""
        from zlib import crc32

        while not self.problem and (not self._decoder.eof or self._next_stream()):
            piece = self._piece()
            if piece:
                self.made += len(piece)
                self.crc = crc32(piece, self.crc)
                self._budget.inflate(len(piece))
                return piece
        return b""

    def drain(self, may_be_bomb: bool = True) -> None:
        """Go on without keeping anything, for DRAINED bytes; what may be a bomb, to the end of the budget."""
        limit = self.made + DRAINED
        while not self._budget.is_spent:
            if self.made >= limit and not (may_be_bomb and self.made > SUSPICIOUS * self.used):
                return
            if not self():
                return

    @property
    def is_done(self) -> bool:
        """Whether all of it has been decompressed, and was sound."""
        return bool(self._decoder.eof) and not self.problem

    def _piece(self) -> bytes:
        """What comes out next; nothing while the decompressor wants more, or when it gives up."""
        given = self._rest
        if not given and getattr(self._decoder, "needs_input", True):
            given = self._source.read(self.used, FED)
        try:
            piece: bytes = self._decoder.decompress(given, MADE)
        except self._errors as error:
            self.problem = str(error).lower()
            return b""
        self._account(len(given))
        if not given and not piece and not self._decoder.eof:
            self.problem = "it ends too early"
        return piece

    def _account(self, given: int) -> None:
        """Note how much has been used: zlib gives back what it does not need yet, the others keep it."""
        self._rest = getattr(self._decoder, "unconsumed_tail", b"") if not self._decoder.eof else b""
        self.used += given - len(self._rest)
        if self._decoder.eof:
            self.used -= len(self._decoder.unused_data)

    def _next_stream(self) -> bool:
        """Whether another stream follows, which is decompressed from now on."""
        if not self._again(self._source.read(self.used, 16)):
            return False
        self._decoder = self._make()
        return True


def decompressor(method: str) -> tuple[Callable[[], Any], tuple[type[Exception], ...]]:
    """What makes a decompressor (`deflate`, `zlib`, `gzip`, `bz2`, `xz`, `lzma`), and the errors that it raises."""
    if method in ("deflate", "zlib", "gzip"):
        import zlib

        bits = {"deflate": -15, "zlib": 15, "gzip": 31}[method]
        return lambda: zlib.decompressobj(bits), (zlib.error,)
    if method == "bz2":
        from bz2 import BZ2Decompressor

        return BZ2Decompressor, (OSError, ValueError)
    import lzma

    form = lzma.FORMAT_XZ if method == "xz" else lzma.FORMAT_ALONE
    return lambda: lzma.LZMADecompressor(form, memlimit=MOST_MEMORY), (lzma.LZMAError, MemoryError)
