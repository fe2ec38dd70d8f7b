"""HDF5: strings in attributes, among them Keras configurations, and links to other files.

Source: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html; CVE-2025-9905, CVE-2026-1669.
"""

from __future__ import annotations

from labcoat.core.models.hdf5.file import MAGIC, DamagedError, File, in_global_heap, messages
from labcoat.core.models.hdf5.groups import EXTERNAL, HARD, Link, dense, link, links_in_table
from labcoat.core.models.paths import way_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

LINK_INFO, LINK, EXTERNAL_FILES, LAYOUT, ATTRIBUTE, SYMBOL_TABLE, ATTRIBUTE_INFO = 2, 6, 7, 8, 12, 17, 21
VIRTUAL = 3  # class of a layout
LARGEST_USER_BLOCK = 1 << 20
LONGEST_LIST = 1 << 20  # bytes of the list of files of a virtual dataset
CONFIG = b'"class_name"'  # what every Keras configuration has
LEAD = 200  # bytes in which a configuration begins before that
LONGEST_CONFIG = 2 << 20  # bytes of one of those
MOST_CONFIGS = 20  # that are looked for where the structure cannot be followed
INSIDE = "keep the data in one file, or beside it"


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Go through all objects; where something of the structure is damaged, look for configurations in the bytes."""
    held = inspection.hold(source)
    try:
        walk = _Walk(File(held, _start(held), inspection), place)
    except DamagedError:
        _search(held, place, inspection)
        return
    walk.all_objects()
    if walk.is_damaged:
        _search(held, place, inspection)


def _start(source: Source) -> int:
    """Where the superblock is: at 0, 512, or a power of two behind that. Raises DamagedError."""
    start = 0
    while start <= LARGEST_USER_BLOCK:
        if source.read(start, 8) == MAGIC:
            return start
        start = start * 2 or 512
    raise DamagedError


def _search(source: Source, place: Place, inspection: Inspection) -> None:
    """Look at whatever JSON with classes is anywhere in the file."""
    import json

    from labcoat.core.models.keras import look_at

    at, decoder = 0, json.JSONDecoder()
    for _ in range(MOST_CONFIGS):
        found = source.find(CONFIG, at)
        if found < 0:
            return
        first = max(at, found - LEAD)
        start = max(first, first + source.read(first, found - first).rfind(b"{"))
        text = source.read(start, LONGEST_CONFIG).decode("utf-8", "replace")
        try:
            config, size = decoder.raw_decode(text)
        except ValueError:
            size = found + len(CONFIG) - start
            says = "a Keras configuration could not be read: the structure of the file is damaged"
            inspection.see("uninspectable", place.at(start), place.name, says, "save the model again")
        else:
            look_at(config, place.at(start), inspection)
        at = max(found + 1, start + size)


class _Walk:
    """Goes from the root group to every object that hard links lead to."""

    __slots__ = ("_file", "_inspection", "_place", "_seen", "_waiting", "is_damaged")

    def __init__(self, file: File, place: Place) -> None:
        self._file = file
        self._inspection = file.inspection
        self._place = place
        self._waiting = [file.root]
        self._seen = {file.root}
        self.is_damaged = False

    def all_objects(self) -> None:
        """Look at each object once."""
        while self._waiting:
            address = self._waiting.pop()
            self._inspection.budget.member()
            try:
                for kind, _, at, size in messages(self._file, address):
                    self._look(kind, at, size)
            except DamagedError:
                self.is_damaged = True

    def _look(self, kind: int, at: int, size: int) -> None:
        """Look at one message; the others of its object are looked at also if it is damaged."""
        try:
            if kind == ATTRIBUTE:
                self._look_at_attribute(at)
            elif kind in (LINK, LINK_INFO, SYMBOL_TABLE):
                for found in self._links(kind, at):
                    self._look_at_link(found, at)
            elif kind == ATTRIBUTE_INFO:
                for address in dense(self._file, *self._storage(at, 2)):
                    self._look_at_attribute(address)
            elif kind == EXTERNAL_FILES:
                self._look_at_files(at)
            elif kind == LAYOUT and size >= 2 + self._file.wide + 4:
                self._look_at_layout(at)
        except DamagedError:
            self.is_damaged = True

    def _links(self, kind: int, at: int) -> Iterator[Link]:
        if kind == LINK:
            yield link(self._file, at)
        elif kind == SYMBOL_TABLE:
            yield from links_in_table(self._file, at)
        else:
            for address in dense(self._file, *self._storage(at, 8)):
                yield link(self._file, address)

    def _storage(self, at: int, width: int) -> tuple[int, int]:
        """Addresses of the heap and the tree of dense storage; before them is a number if a flag says so."""
        heap = at + 2 + (width if self._file.number(at + 1, 1) & 1 else 0)
        return self._file.address(heap), self._file.address(heap + self._file.wide)

    def _look_at_link(self, found: Link, at: int) -> None:
        if found.kind == HARD and found.address >= 0 and found.address not in self._seen:
            self._seen.add(found.address)
            self._waiting.append(found.address)
        elif found.kind == EXTERNAL:
            self._see_file(f"the link `{found.name}`", found.file, at)

    def _see_file(self, what: str, path: str, at: int) -> None:
        how = way_out(path)
        if how:
            says = f"{what} reads from `{path}`, which {how}"
            self._inspection.see("path", self._place.at(self._file.base + at), path, says, INSIDE)

    def _look_at_files(self, at: int) -> None:
        """Raw data in other files (CVE-2026-1669)."""
        file = self._file
        heap = file.address(at + 8)
        file.expect(heap, b"HEAP")
        names = file.address(heap + 8 + 2 * file.long)
        for index in range(file.number(at + 6, 2)):
            slot = at + 8 + file.wide + index * 3 * file.long
            self._see_file("a dataset", file.name(names + file.number(slot, file.long)), at)

    def _look_at_layout(self, at: int) -> None:
        """The files of a virtual dataset: pairs of a file and a dataset's path in it."""
        file = self._file
        if file.number(at, 1) < 4 or file.number(at + 1, 1) != VIRTUAL or file.address(at + 2) < 0:
            return
        address, size = in_global_heap(file, file.address(at + 2), file.number(at + 2 + file.wide, 4))
        parts = file.read(address, min(size, LONGEST_LIST))[1 + file.long :].split(b"\0")
        for index in range(len(parts) - 1):
            if len(parts[index]) > 1 and _is_text(parts[index]) and _is_text(parts[index + 1]):
                self._see_file("a virtual dataset", parts[index].decode(), at)

    def _look_at_attribute(self, at: int) -> None:
        from labcoat.core.models.hdf5.attributes import attribute

        name, values = attribute(self._file, at)
        place = self._place.at(self._file.base + at)
        for value in values:
            self._inspection.string(name, value, place)
            if value.lstrip()[:1] == "{":
                from labcoat.core.models.keras import look_at_text

                look_at_text(value, place, self._inspection)


def _is_text(data: bytes) -> bool:
    return bool(data) and data.isascii() and data.decode().isprintable()
