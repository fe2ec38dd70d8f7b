"""Dense storage of HDF5: the fractal heap that objects are in, and the version 2 trees that lead to them.

Source: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html
"""

from __future__ import annotations

from labcoat.core.models.hdf5.file import COST, DamagedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.hdf5.file import File

MANAGED, HUGE, TINY = 0, 1, 2
DEEPEST = 32
OVERHEAD = 10  # bytes of a node beside its records: signature, version, type, checksum


class FractalHeap:
    """Finds objects by their heap IDs."""

    __slots__ = ("_direct", "_file", "_header", "_huge", "_largest", "_offset", "_root", "_rows", "_start", "_width")

    def __init__(self, file: File, header: int) -> None:
        """Read the header. Raises DamagedError."""
        file.expect(header, b"FRHP")
        self._file = file
        self._header = header
        self._huge: dict[int, int] | None = None
        if file.number(header + 7, 2):
            raise DamagedError  # its blocks are compressed
        at = header + 14 + file.long + file.wide + file.long + file.wide + 8 * file.long
        self._width = file.number(at, 2)
        self._start = file.number(at + 2, file.long)
        self._largest = file.number(at + 2 + file.long, file.long)
        at += 2 + 2 * file.long
        self._offset = (file.number(at, 2) + 7) // 8
        self._root = file.address(at + 4)
        self._rows = file.number(at + 4 + file.wide, 2)
        if not self._width or not self._start or self._largest < self._start:
            raise DamagedError
        self._direct = self._largest.bit_length() - self._start.bit_length() + 2

    def find(self, at: int) -> int:
        """The address of the object whose heap ID is at an address. Raises DamagedError."""
        kind = self._file.number(at, 1) >> 4 & 3
        if kind == MANAGED:
            return self._managed(self._file.number(at + 1, self._offset))
        if kind == TINY:
            return at + 1
        if self._huge is None:
            self._huge = dict(self._huge_objects())
        found = self._huge.get(self._file.number(at + 1, min(self._file.long, self._id_size() - 1)))
        if found is None:
            raise DamagedError
        return found

    def _id_size(self) -> int:
        return self._file.number(self._header + 5, 2)

    def _managed(self, offset: int) -> int:
        """Walk down the doubling table to the block that an offset is in."""
        block, rows, start = self._root, self._rows, 0
        for _ in range(DEEPEST):
            if not rows:
                return block + offset - start
            row, column, begin = self._cell(offset - start)
            if row >= rows or block < 0:
                break
            self._file.expect(block, b"FHIB")
            table = block + 5 + self._file.wide + self._offset
            block = self._file.address(table + (row * self._width + column) * self._file.wide)
            start += begin
            size = self._start << max(0, row - 1)
            rows = 0 if row < self._direct else (size // (self._start * self._width)).bit_length()
        raise DamagedError

    def _cell(self, offset: int) -> tuple[int, int, int]:
        """Row and column of the block that an offset is in, and where that begins."""
        size, begin, row = self._start, 0, 0
        while offset >= begin + size * self._width:
            begin += size * self._width
            row += 1
            size = self._start << max(0, row - 1)
        column = (offset - begin) // size
        return row, column, begin + column * size

    def _huge_objects(self) -> Iterator[tuple[int, int]]:
        file = self._file
        tree = file.address(self._header + 14 + file.long)
        for kind, at in records(file, tree):
            if kind != 1:
                raise DamagedError
            yield file.number(at + file.wide + file.long, file.long), file.address(at)


def records(file: File, header: int) -> Iterator[tuple[int, int]]:
    """(type of the tree, address) of the records of a version 2 tree. Raises DamagedError."""
    file.expect(header, b"BTHD")
    kind, node, size = file.number(header + 5, 1), file.number(header + 6, 4), file.number(header + 10, 2)
    depth = file.number(header + 12, 2)
    if depth > DEEPEST or not size or node <= OVERHEAD:
        raise DamagedError
    count, totals = _widths(file, node, size, depth)
    waiting = [(file.address(header + 16), file.number(header + 16 + file.wide, 2), depth)]
    seen: set[int] = set()
    while waiting:
        at, number, level = waiting.pop()
        if not number or at in seen:
            continue
        seen.add(at)
        file.expect(at, b"BTIN" if level else b"BTLF")
        for index in range(number):
            file.inspection.budget.opcodes(COST)
            yield kind, at + 6 + index * size
        pointer = at + 6 + number * size
        for _ in range(number + 1 if level else 0):
            waiting.append((file.address(pointer), file.number(pointer + file.wide, count), level - 1))
            pointer += file.wide + count + totals[level - 1]


def _widths(file: File, node: int, record: int, depth: int) -> tuple[int, list[int]]:
    """Bytes of the number of records in a child, and of the total below a child of each level (none for leaves)."""
    most = (node - OVERHEAD) // record
    count, total, widths = _bytes_for(most), most, [0]
    for _ in range(depth):
        pointer = file.wide + count + widths[-1]
        most = max(0, node - OVERHEAD - pointer) // (record + pointer)
        total = (most + 1) * total + most
        widths.append(_bytes_for(total))
    return count, widths


def _bytes_for(limit: int) -> int:
    return (max(1, limit).bit_length() - 1) // 8 + 1
