"""FlatBuffers by offset; whatever points outside of the file counts as absent.

Source: https://flatbuffers.dev/internals/
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.source import Source

LONGEST_STRING = 1 << 16  # bytes that are read
ABSENT = -1
COST = 10  # opcodes of the budget that a table counts for


def _number(source: Source, offset: int, size: int) -> int:
    return int.from_bytes(source.read(offset, size), "little") if 0 <= offset <= source.size - size else 0


def _follow(source: Source, offset: int) -> int:
    """Where the offset that is stored at `offset` points to; ABSENT for nowhere."""
    step = _number(source, offset, 4)
    return offset + step if step and offset + step <= source.size - 4 else ABSENT


def root(source: Source) -> int:
    """The position of the root table; ABSENT without one."""
    return _follow(source, 0)


def field(source: Source, table: int, number: int) -> int:
    """The position of a table's field; ABSENT without one."""
    if table < 0:
        return ABSENT
    distance = int.from_bytes(source.read(table, 4), "little", signed=True)
    vtable = table - distance
    if vtable < 0 or 4 + 2 * number + 2 > _number(source, vtable, 2):
        return ABSENT
    step = _number(source, vtable + 4 + 2 * number, 2)
    return table + step if step else ABSENT


def string(source: Source, table: int, number: int) -> str:
    """The string in a table's field; empty without one."""
    at = field(source, table, number)
    start = _follow(source, at) if at >= 0 else ABSENT
    if start < 0:
        return ""
    return source.read(start + 4, min(_number(source, start, 4), LONGEST_STRING)).decode("utf-8", "replace")


def children(source: Source, table: int, number: int, inspection: Inspection) -> Iterator[int]:
    """The tables in a field that is a vector of them. Raises ExhaustedError."""
    at = field(source, table, number)
    start = _follow(source, at) if at >= 0 else ABSENT
    if start < 0:
        return
    for index in range(min(_number(source, start, 4), (source.size - start) // 4)):
        inspection.budget.opcodes(COST)
        yield _follow(source, start + 4 + 4 * index)
