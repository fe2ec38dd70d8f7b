"""What HDF5 objects are made of: links and attributes, in headers, in symbol tables and in dense storage.

Source: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html
"""

from __future__ import annotations

from labcoat.core.models.hdf5.file import COST, DamagedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.hdf5.file import File

HARD, SOFT, EXTERNAL = 0, 1, 64


class Link:
    """A link by its name: to the object at `address`, or to `path` in this file or (EXTERNAL) in `file`."""

    __slots__ = ("address", "file", "kind", "name", "path")

    def __init__(self, name: str, kind: int, address: int = -1, path: str = "", file: str = "") -> None:
        self.name = name
        self.kind = kind
        self.address = address
        self.path = path
        self.file = file


def link(file: File, at: int) -> Link:
    """A link message. Raises DamagedError."""
    flags = file.number(at + 1, 1)
    at += 2
    kind = file.number(at, 1) if flags & 8 else HARD
    at += (1 if flags & 8 else 0) + (8 if flags & 4 else 0) + (1 if flags & 0x10 else 0)
    width = 1 << (flags & 3)
    size = file.number(at, width)
    name = file.read(at + width, size).decode("utf-8", "replace")
    at += width + size
    if kind == HARD:
        return Link(name, HARD, file.address(at))
    value = file.read(at + 2, file.number(at, 2))
    if kind != EXTERNAL:
        return Link(name, kind, path=value.decode("utf-8", "replace"))
    other, _, path = value[1:].partition(b"\0")
    return Link(
        name, EXTERNAL, path=path.rstrip(b"\0").decode("utf-8", "replace"), file=other.decode("utf-8", "replace")
    )


def links_in_table(file: File, at: int) -> Iterator[Link]:
    """The links of a symbol table message: a tree of nodes, and names in a local heap. Raises DamagedError."""
    tree, heap = file.address(at), file.address(at + file.wide)
    file.expect(heap, b"HEAP")
    names = file.address(heap + 8 + 2 * file.long)
    for node in _leaves(file, tree):
        file.expect(node, b"SNOD")
        entry = node + 8
        for _ in range(file.number(node + 6, 2)):
            file.inspection.budget.opcodes(COST)
            yield _entry(file, entry, names)
            entry += 2 * file.wide + 24


def _entry(file: File, at: int, names: int) -> Link:
    name = file.name(names + file.number(at, file.wide))
    cache = at + 2 * file.wide
    if file.number(cache, 4) == 2:
        return Link(name, SOFT, path=file.name(names + file.number(cache + 8, 4)))
    return Link(name, HARD, file.address(at + file.wide))


def _leaves(file: File, tree: int) -> Iterator[int]:
    """The nodes of symbols that a version 1 tree leads to."""
    waiting, seen = [tree], set[int]()
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        file.expect(at, b"TREE")
        level, count = file.number(at + 5, 1), file.number(at + 6, 2)
        at += 8 + 2 * file.wide + file.long
        for index in range(count):
            file.inspection.budget.opcodes(COST)
            child = file.address(at + index * (file.long + file.wide))
            if level:
                waiting.append(child)
            else:
                yield child


def dense(file: File, heap: int, index: int) -> Iterator[int]:
    """Addresses of the messages (of links or attributes) in dense storage. Raises DamagedError."""
    from labcoat.core.models.hdf5.heap import FractalHeap, records

    if heap < 0 or index < 0:
        return
    objects = FractalHeap(file, heap)
    for kind, at in records(file, index):
        place = {5: at + 4, 6: at + 8, 8: at, 9: at}.get(kind)
        if place is None:
            raise DamagedError
        yield objects.find(place)
