"""The lowest layer of HDF5: numbers and addresses, the superblock, heaps of strings, and the messages of objects.

Source: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.source import Source

MAGIC = b"\x89HDF\r\n\x1a\n"
CONTINUATION = 0x10
SHARED = 2  # flag of a message that is stored elsewhere
LONGEST_NAME = 1 << 16  # bytes
LONGEST = 16 << 20  # bytes that are read at once: a configuration
WIDTHS = (2, 4, 8)  # bytes of addresses and lengths
COST = 20  # opcodes of the budget that a message counts for
BYTES = 16  # bytes that count for one: overlapping structures can be read again and again
MOST_CHUNKS = 10_000  # of one object


class DamagedError(Exception):
    """What should be at an address is not there, or of a kind that is not read."""


class File:
    """An HDF5 file: addresses count from `base` in the source and are `wide` bytes, lengths `long` bytes."""

    __slots__ = ("base", "collection", "inspection", "long", "root", "source", "wide")

    def __init__(self, source: Source, start: int, inspection: Inspection) -> None:
        """Read the superblock at `start`. Raises DamagedError."""
        self.source = source
        self.inspection = inspection
        self.base = start
        self.collection: tuple[int, dict[int, tuple[int, int]]] = (-1, {})
        old = source.read(start + 8, 1) in (b"\0", b"\1")
        self.wide, self.long = source.read(start + (13 if old else 9), 2).ljust(2, b"\0")
        if self.wide not in WIDTHS or self.long not in WIDTHS:
            raise DamagedError
        self.root = self._root(old, source.read(start + 8, 1))

    def _root(self, old: bool, version: bytes) -> int:
        """Address of the root group; the base that the file tells is relative to its beginning."""
        if not old:
            return self.address(12 + 3 * self.wide)
        entry = 24 + (4 if version == b"\1" else 0) + 4 * self.wide
        return self.address(entry + self.wide)

    def read(self, address: int, size: int) -> bytes:
        """Exactly so many bytes. Raises DamagedError."""
        if address < 0 or size > LONGEST:
            raise DamagedError
        self.inspection.budget.opcodes(1 + size // BYTES)
        data = self.source.read(self.base + address, size)
        if len(data) != size:
            raise DamagedError
        return data

    def number(self, address: int, size: int) -> int:
        """A number of `size` bytes. Raises DamagedError."""
        return int.from_bytes(self.read(address, size), "little")

    def address(self, at: int) -> int:
        """The address that is stored at one; -1 for the undefined one. Raises DamagedError."""
        raw = self.read(at, self.wide)
        return -1 if raw == b"\xff" * self.wide else int.from_bytes(raw, "little")

    def expect(self, address: int, signature: bytes) -> None:
        """Raise DamagedError without these bytes at an address."""
        if address < 0 or self.read(address, len(signature)) != signature:
            raise DamagedError

    def name(self, address: int) -> str:
        """The string up to a NUL at an address."""
        data = self.source.read(self.base + address, 256)
        if b"\0" not in data:
            data = self.source.read(self.base + address, LONGEST_NAME)
        return data.partition(b"\0")[0].decode("utf-8", "replace")


def messages(file: File, address: int) -> Iterator[tuple[int, int, int, int]]:
    """(type, flags, address, size) of the messages in an object's header, versions 1 and 2. Raises DamagedError."""
    if file.read(address, 4) == b"OHDR":
        yield from _messages_2(file, address)
        return
    if file.number(address, 1) != 1:
        raise DamagedError
    yield from _chunks(file, [(address + 16, file.number(address + 8, 4))], 8, 0)


def _messages_2(file: File, address: int) -> Iterator[tuple[int, int, int, int]]:
    flags = file.number(address + 5, 1)
    at = address + 6 + (16 if flags & 0x20 else 0) + (4 if flags & 0x10 else 0)
    width = 1 << (flags & 3)
    head = 6 if flags & 4 else 4
    yield from _chunks(file, [(at + width, file.number(at, width))], head, 4)


def _chunks(
    file: File, waiting: list[tuple[int, int]], head: int, checksum: int
) -> Iterator[tuple[int, int, int, int]]:
    """The messages of chunks, whose heads are so many bytes (8 in version 1), and of those that continue them."""
    seen: set[int] = set()
    while waiting and len(seen) < MOST_CHUNKS:
        at, size = waiting.pop(0)
        end = at + size
        if at in seen:
            continue
        seen.add(at)
        while at + head <= end:
            kind, length, flags = _head(file.read(at, head), head)
            yield kind, flags, at + head, length
            file.inspection.budget.opcodes(COST)
            if kind == CONTINUATION:
                waiting.append(_continued(file, at + head, checksum))
            at += head + length


def _head(head: bytes, size: int) -> tuple[int, int, int]:
    if size == 8:
        return int.from_bytes(head[:2], "little"), int.from_bytes(head[2:4], "little"), head[4]
    return head[0], int.from_bytes(head[1:3], "little"), head[3]


def _continued(file: File, at: int, checksum: int) -> tuple[int, int]:
    """Where the messages of a continuation are; version 2 has a signature before and a checksum behind them."""
    address, size = file.address(at), file.number(at + file.wide, file.long)
    if checksum:
        file.expect(address, b"OCHK")
        return address + 4, size - 8
    return address, size


def in_global_heap(file: File, collection: int, index: int) -> tuple[int, int]:
    """(address, size) of an object in a collection of the global heap. Raises DamagedError."""
    if file.collection[0] != collection:
        file.collection = (collection, dict(_objects(file, collection)))
    if index not in file.collection[1]:
        raise DamagedError
    return file.collection[1][index]


def _objects(file: File, collection: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """What is in a collection, by number: the last read one is kept, since strings that belong together are in one."""
    file.expect(collection, b"GCOL")
    end = collection + file.number(collection + 8, file.long)
    at = collection + 8 + file.long
    while at + 8 + file.long <= end:
        number, size = file.number(at, 2), file.number(at + 8, file.long)
        file.inspection.budget.opcodes(COST)
        if number == 0:
            return
        yield number, (at + 8 + file.long, size)
        at += 8 + file.long + (size + 7) // 8 * 8
