"""Zip files that come out of a decompressor and are too large to be held, read forwards by their local headers."""

from __future__ import annotations

from labcoat.core.models.budget import ExhaustedError
from labcoat.core.models.formats import inspect
from labcoat.core.models.paths import say_way_out
from labcoat.core.models.source import Source
from labcoat.core.models.zips.checks import shown
from labcoat.core.models.zips.members import read_member
from labcoat.core.models.zips.records import CENTRAL, DESCRIPTOR, local_header

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.zips.checks import Archive
    from labcoat.core.models.zips.records import Header

_SIGNATURE = b"PK\7\x08"
AHEAD = 8 << 20  # bytes of a member whose size stands behind it that are held, to inspect them
STEP = 1 << 19  # bytes that are looked through at once for the end of a larger one
HEAD = 1 << 16  # bytes of a storage of torch


def read_forwards(archive: Archive) -> None:
    """Inspect all members up to the directory. Raises ExhaustedError where only that tells where a member ends."""
    offset = 0
    while (header := local_header(archive.source, offset)) is not None:
        archive.inspection.budget.member()
        name = shown(header.name)
        say_way_out(archive.inspection, archive.place.inside(name), name)
        if header.flags & DESCRIPTOR and not header.packed:
            offset = _read_until_descriptor(archive, header)
        else:
            read_member(archive, header, header)
            offset = header.start + header.packed
    if archive.source.read(offset, 4) != CENTRAL:
        archive.say_of_all(offset, "its members do not follow each other up to the directory")


def _read_until_descriptor(archive: Archive, header: Header) -> int:
    """Inspect a member whose size stands behind its data; the offset of what comes next."""
    source, start = archive.source, header.start
    if header.method:
        raise ExhaustedError("a large zip file in a compressed one, with compressed members of unknown size")
    data = source.read(start, AHEAD)
    found, width = _descriptor(data, 0, 0)
    if found >= 0:
        inspect(Source(data, 0, found), archive.place_of(header), archive.inspection)
        return start + found + width
    is_storage = b"/data/" in header.name and header.name.rpartition(b"/")[2].isdigit()
    if not is_storage:
        raise ExhaustedError(f"a member of more than {AHEAD >> 20} MB and unknown size, in a compressed zip file")
    inspect(Source(data, 0, HEAD), archive.place_of(header), archive.inspection)
    return _behind_storage(source, start, len(data))


def _behind_storage(source: Source, start: int, done: int) -> int:
    while True:
        base = done - 24  # a descriptor may have begun before
        data = source.read(start + base, STEP + 24)
        found, width = _descriptor(data, 0, base)
        if found >= 0:
            return start + base + found + width
        if len(data) <= 24:
            return start + done
        done = base + len(data)


def _descriptor(data: bytes, at: int, before: int) -> tuple[int, int]:
    """Offset and length of the record behind a member, which has as many bytes as it says; -1 without one."""
    found = data.find(_SIGNATURE, at)
    while found >= 0:
        for width, size in ((24, 8), (16, 4)):
            told = int.from_bytes(data[found + 8 : found + 8 + size], "little")
            if told == before + found and data[found + width : found + width + 2] == b"PK":
                return found, width
        found = data.find(_SIGNATURE, found + 1)
    return -1, 0
