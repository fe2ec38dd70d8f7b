"""Strings in the attributes of HDF5 objects.

Source: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html
"""

from __future__ import annotations

from labcoat.core.models.hdf5.file import LONGEST, SHARED, DamagedError, File, in_global_heap, messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

DATATYPE = 3  # message
FIXED_STRING, VARIABLE = 3, 9  # classes
MOST_STRINGS = 1_000_000


def attribute(file: File, at: int) -> tuple[str, Iterator[str]]:
    """The name of an attribute, and the strings that it is made of; none if it is of another type."""
    version, flags = file.number(at, 1), file.number(at + 1, 1)
    if not 1 <= version <= 3:
        raise DamagedError
    sizes = [file.number(at + offset, 2) for offset in (2, 4, 6)]
    starts = [at + (9 if version == 3 else 8)]
    for size in sizes:
        starts.append(starts[-1] + ((size + 7) // 8 * 8 if version == 1 else size))
    name = file.read(starts[0], sizes[0]).partition(b"\0")[0].decode("utf-8", "replace")
    datatype = _committed(file, starts[1]) if version > 1 and flags & 1 else starts[1]
    return name, _strings(file, datatype, starts[2], starts[3])


def _committed(file: File, at: int) -> int:
    """Where the datatype is that a shared message leads to: an object of its own."""
    version = file.number(at, 1)
    address = file.address(at + (8 if version == 1 else 2))
    for kind, flags, where, _ in messages(file, address):
        if kind == DATATYPE and not flags & SHARED:
            return where
    raise DamagedError


def _strings(file: File, datatype: int, dataspace: int, data: int) -> Iterator[str]:
    kind, size = file.number(datatype, 1) & 15, file.number(datatype + 4, 4)
    is_variable = kind == VARIABLE and file.number(datatype + 1, 1) & 15 == 1
    if not is_variable and kind != FIXED_STRING:
        return
    for index in range(min(_count(file, dataspace), MOST_STRINGS)):
        at = data + index * size
        file.inspection.budget.opcodes(1)
        raw = _in_heap(file, at) if is_variable else file.read(at, size)
        yield raw.rstrip(b"\0").decode("utf-8", "replace")


def _in_heap(file: File, at: int) -> bytes:
    """A string of variable length: its size, and where it is in the global heap."""
    size, collection = file.number(at, 4), file.address(at + 4)
    if not size or collection <= 0:
        return b""
    address, stored = in_global_heap(file, collection, file.number(at + 4 + file.wide, 4))
    return file.read(address, min(size, stored, LONGEST))


def _count(file: File, dataspace: int) -> int:
    """How many elements there are: the product of the dimensions."""
    version, rank = file.number(dataspace, 1), file.number(dataspace + 1, 1)
    if version == 2 and file.number(dataspace + 3, 1) == 2:
        return 0
    first, count = dataspace + (8 if version == 1 else 4), 1
    for index in range(rank):
        count *= file.number(first + index * file.long, file.long)
    return count
