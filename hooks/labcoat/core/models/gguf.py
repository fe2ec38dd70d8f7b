"""GGUF, versions 1 to 3: metadata, which has the chat template, and where tensors lie.

Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.budget import Budget
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

STRING, ARRAY = 8, 9
SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}  # bytes of numbers by their type
WINDOW = 1 << 20  # bytes that are read at once
PAIR = 10  # opcodes of the budget
PIECE = 4 << 20  # bytes of a string that are held at once
LONGEST_KEY = 65_535
MOST_DIMENSIONS = 4
MOST_NESTED = 8  # arrays in arrays
KEPT_LENGTH = 8  # bytes of a string in an array that may have a key in it
TEMPLATE = "tokenizer.chat_template"
ALIGNMENT = "general.alignment"
BLOCK_BYTES = {  # (of elements in a block) bytes of one by the type of a tensor: ggml.c
    1: {0: 4, 1: 2, 24: 1, 25: 2, 26: 4, 27: 8, 28: 8, 30: 2},
    32: {2: 18, 3: 20, 6: 22, 7: 24, 8: 34, 9: 36, 20: 18, 39: 17},
    256: {10: 84, 11: 110, 12: 144, 13: 176, 14: 210, 15: 292, 16: 66, 17: 74, 18: 98, 19: 50}
    | {21: 110, 22: 82, 23: 136, 29: 56, 34: 54, 35: 66},
}
BLOCKS = {kind: (elements, size) for elements, sizes in BLOCK_BYTES.items() for kind, size in sizes.items()}
ADVICE = "convert the model again from a source that you trust"


class _BrokenError(Exception):
    """What is wrong with the file."""


class _Reader:
    """Numbers and strings from an offset on, in the byte order and with the lengths of a version."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.at = 4
        self._big = False
        self._window = b""
        self._start = 0
        version = self.number(4)
        if version and version & 0xFFFF == 0:
            self._big = True
            version = int.from_bytes(version.to_bytes(4, "little"), "big")
        if version not in (1, 2, 3):
            raise _BrokenError(f"it says that it is version {version} of GGUF, and there are 1 to 3")
        self._length_size = 4 if version == 1 else 8

    def take(self, size: int) -> bytes:
        """The next bytes. Raises _BrokenError where the file has fewer."""
        self._fill(size)
        first = self.at - self._start
        self.at += size
        return self._window[first : first + size]

    def _fill(self, size: int) -> None:
        """Let the window have the next bytes."""
        if self.at < self._start or self.at + size > self._start + len(self._window):
            self._start, self._window = self.at, self.source.read(self.at, max(size, WINDOW))
        if len(self._window) < self.at - self._start + size:
            raise _BrokenError("it ends in the middle of what its header tells of")

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big" if self._big else "little")

    def length(self) -> int:
        return self.number(self._length_size)

    def key(self) -> str:
        size = self.length()
        if size > LONGEST_KEY:
            raise _BrokenError(f"a name has {size:,} bytes, and may have {LONGEST_KEY:,}")
        return self.take(size).decode("utf-8", "replace")

    def string(self) -> Iterator[str]:
        """The pieces of a string. Raises _BrokenError where the file has less of it."""
        size = self.length()
        if self.source.is_seekable and self.at + size > self.source.size:
            raise _BrokenError(f"a string of {size:,} bytes goes beyond the end of the file")
        while size > 0:
            piece = self.take(min(size, PIECE))
            size -= len(piece)
            yield piece.decode("utf-8", "replace")

    def skip(self, size: int) -> None:
        """Pass over what nobody looks at. Raises _BrokenError where the file ends before."""
        self.at += size
        if self.source.is_seekable and self.at > self.source.size:
            raise _BrokenError("an array goes beyond the end of the file")

    def strings(self, count: int, budget: Budget) -> Iterator[str]:
        """Those of an array that are long enough for a key, one a line."""
        while count > 0:
            budget.opcodes(min(count, WINDOW // self._length_size))
            self._fill(self._length_size)
            before = self.at
            kept, count = self._in_window(count)
            if kept:
                yield b"\n".join(kept).decode("utf-8", "replace")
            if count and self.at == before:  # one that is longer than the window
                yield from self.string()
                count -= 1

    def _in_window(self, count: int) -> tuple[list[bytes], int]:
        """The strings that end in the window, but for short ones; and how many are left."""
        window, size, order = self._window, self._length_size, "big" if self._big else "little"
        at, last, kept = self.at - self._start, len(self._window), []
        while count and at + size <= last:
            end = at + size + int.from_bytes(window[at : at + size], order)  # type: ignore[arg-type]
            if end > last:
                break
            if end - at >= KEPT_LENGTH + size:
                kept.append(window[at + size : end])
            at, count = end, count - 1
        self.at = self._start + at
        return kept, count


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Hand on the metadata, judge templates, and compare the tensors with the file."""
    try:
        reader = _Reader(source)
        tensors, pairs = reader.length(), reader.length()
        _check_counts(source, tensors, pairs)
        alignment = 32
        for _ in range(pairs):
            inspection.budget.opcodes(PAIR)
            key = reader.key()
            value = _pair(reader, key, place, inspection)
            alignment = value if key == ALIGNMENT else alignment
        _tensors(reader, tensors, alignment, place, inspection)
    except _BrokenError as error:
        inspection.see("malformed", place, str(error), str(error), ADVICE)


def _check_counts(source: Source, tensors: int, pairs: int) -> None:
    """Raises _BrokenError for more than a file of this size can hold: loaders allocate for as many."""
    limit = source.size // 8 if source.is_seekable else 1 << 24
    for count, name in ((tensors, "tensors"), (pairs, "pairs of metadata")):
        if count > limit:
            raise _BrokenError(f"it claims {count:,} {name}, more than it has room for")


def _pair(reader: _Reader, key: str, place: Place, inspection: Inspection) -> int:
    """Read a value; numbers are returned."""
    start, kind = reader.at, reader.number(4)
    if kind == STRING:
        for piece in reader.string():
            _string(key, piece, place.at(start), inspection)
    elif kind == ARRAY:
        _array(reader, key, place.at(start), inspection)
    elif kind in SIZES:
        return reader.number(SIZES[kind])
    else:
        raise _BrokenError(f"`{key[:80]}` has type {kind}, which the format does not have")
    return 0


def _string(key: str, value: str, place: Place, inspection: Inspection) -> None:
    inspection.string(key, value, place)
    if key.startswith(TEMPLATE):
        from labcoat.core.models.texts import see_template

        see_template(value, place, inspection, key)


def _array(reader: _Reader, key: str, place: Place, inspection: Inspection) -> None:
    """Arrays in arrays are a list of what is still to be read."""
    waiting = [(reader.number(4), reader.length())]
    while waiting:
        kind, count = waiting.pop()
        if reader.source.is_seekable and count > reader.source.size:
            raise _BrokenError(f"`{key[:80]}` claims {count:,} values, more than the file has bytes")
        if kind == STRING:
            for lines in reader.strings(count, inspection.budget):
                _string(key, lines, place, inspection)
        elif kind == ARRAY and count:
            inspection.budget.member()
            if len(waiting) > MOST_NESTED:
                raise _BrokenError(f"`{key[:80]}` has arrays in arrays, more than {MOST_NESTED} deep")
            waiting += [(ARRAY, count - 1)] * (count > 1) + [(reader.number(4), reader.length())]
        elif kind in SIZES:
            reader.skip(count * SIZES[kind])
        elif kind != ARRAY:
            raise _BrokenError(f"`{key[:80]}` is an array of type {kind}, which the format does not have")


def _tensors(reader: _Reader, count: int, alignment: int, place: Place, inspection: Inspection) -> None:
    """Read where tensors lie; the places of the first few that are wrong are told."""
    if alignment <= 0 or alignment & (alignment - 1):
        raise _BrokenError(f"its alignment is {alignment:,}, which is no power of two")
    ends: list[tuple[int, int, str]] = []
    for _ in range(count):
        inspection.budget.member()
        name = reader.key()
        dimensions = reader.number(4)
        if dimensions > MOST_DIMENSIONS:
            raise _BrokenError(f"`{name[:80]}` has {dimensions:,} dimensions, more than {MOST_DIMENSIONS}")
        elements = 1
        for _ in range(dimensions):
            elements *= reader.length()
        size = _size(reader.number(4), elements)
        offset = reader.number(8)
        if offset % alignment:
            raise _BrokenError(f"`{name[:80]}` lies at {offset:,}, which is no multiple of {alignment}")
        ends.append((offset, offset + max(0, size), name))
    start = -(-reader.at // alignment) * alignment
    _check_places(ends, start, reader.source)


def _size(kind: int, elements: int) -> int:
    """Bytes of a tensor; -1 for a type that is not known here."""
    block = BLOCKS.get(kind)
    return -(-elements // block[0]) * block[1] if block else -1


def _check_places(tensors: list[tuple[int, int, str]], start: int, source: Source) -> None:
    end = 0
    for first, last, name in sorted(tensors):
        if first < end:
            raise _BrokenError(f"tensors lie over others: `{name[:80]}`")
        if source.is_seekable and start + last > source.size:
            raise _BrokenError(f"tensors beyond the end of the file: `{name[:80]}`")
        end = max(end, last)
