"""The records of a zip file, as APPNOTE.TXT of PKWARE has them; sizes and offsets are claims of whoever wrote it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.source import Source

LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
END64, LOCATOR64 = b"PK\6\6", b"PK\6\7"
LONGEST_END = 22 + 65_535
SATURATED = 0xFFFFFFFF  # of a field of 32 bits: the true value is in a zip64 record
DESCRIPTOR = 8  # flag: sizes and sum stand behind the data


class Header:
    """A local header, or an entry of the central directory.

    `offset` is that of the header itself, `start` that of what follows it: the data, or the next entry. `packed` and
    `size` are bytes with and without compression; `local` is where an entry says that its local header is.
    """

    __slots__ = ("crc", "flags", "is_link", "local", "method", "name", "offset", "packed", "size", "start")

    offset: int
    start: int
    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    local: int
    is_link: bool


class Directory:
    """A central directory: from `start` to `end`, `count` entries; `shift` is added to the offsets in them.

    `end_record` and `end_of_file` are where the end record begins and where its comment ends.
    """

    __slots__ = ("count", "end", "end_of_file", "end_record", "shift", "start")

    def __init__(self, start: int, end: int, count: int, shift: int, end_record: int, end_of_file: int) -> None:
        self.start = start
        self.end = end
        self.count = count
        self.shift = shift
        self.end_record = end_record
        self.end_of_file = end_of_file


def local_header(source: Source, offset: int) -> Header | None:
    """The local header at an offset; None if there is none."""
    raw = source.read(offset, 30)
    if len(raw) < 30 or not raw.startswith(LOCAL):
        return None
    header = Header()
    header.flags, header.method = _number(raw, 6, 2), _number(raw, 8, 2)
    header.crc, header.packed, header.size = _number(raw, 14, 4), _number(raw, 18, 4), _number(raw, 22, 4)
    name, extra = _number(raw, 26, 2), _number(raw, 28, 2)
    header.offset, header.start, header.local = offset, offset + 30 + name + extra, offset
    header.is_link = False
    header.name = source.read(offset + 30, name)
    if SATURATED in (header.packed, header.size):
        _widen(header, source.read(offset + 30 + name, extra))
    return header


def entries(source: Source, directory: Directory) -> Iterator[Header]:
    """The entries that follow each other from the beginning of a directory, however many it says there are."""
    offset = directory.start
    while offset < directory.end_record:
        raw = source.read(offset, 46)
        if len(raw) < 46 or not raw.startswith(CENTRAL):
            return
        yield (entry := _entry(source, raw, offset))
        offset = entry.start


def _entry(source: Source, raw: bytes, offset: int) -> Header:
    header = Header()
    header.flags, header.method = _number(raw, 8, 2), _number(raw, 10, 2)
    header.crc, header.packed, header.size = _number(raw, 16, 4), _number(raw, 20, 4), _number(raw, 24, 4)
    name, extra, comment = _number(raw, 28, 2), _number(raw, 30, 2), _number(raw, 32, 2)
    header.is_link = raw[5] in (3, 19) and raw[41] & 0xF0 == 0xA0  # made on Unix or macOS: mode bits of a symbolic link
    header.local = _number(raw, 42, 4)
    header.offset, header.start = offset, offset + 46 + name + extra + comment
    header.name = source.read(offset + 46, name)
    if SATURATED in (header.packed, header.size, header.local):
        _widen(header, source.read(offset + 46 + name, extra))
    return header


def _widen(header: Header, extra: bytes) -> None:
    """Take the values that do not fit from the zip64 field (4.5.3), which has only those, in this order."""
    at = 0
    while at + 4 <= len(extra) and _number(extra, at, 2) != 1:
        at += 4 + _number(extra, at + 2, 2)
    wide = extra[at + 4 : at + 4 + _number(extra, at + 2, 2)]
    for field in ("size", "packed", "local"):
        if getattr(header, field) == SATURATED and len(wide) >= 8:
            setattr(header, field, _number(wide, 0, 8))
            wide = wide[8:]


def directories(source: Source) -> list[Directory]:
    """Every central directory that some reader would take, that of the last end record first; without duplicates."""
    found: dict[int, Directory] = {}
    lowest = 0
    for end_record in _end_records(source):
        if end_record < lowest:
            break  # in the data of a member, such as a zip file in this one
        for directory in _directories_at(source, end_record):
            found.setdefault(directory.start, directory)
            if directory.end > directory.start:
                lowest = directory.start if not lowest else min(lowest, directory.start)
    return list(found.values())


def _directories_at(source: Source, end_record: int) -> Iterator[Directory]:
    """The directories of an end record: where it says that it is, and right before it; of zip64, and without."""
    raw = source.read(end_record, 22)
    end_of_file = end_record + 22 + _number(raw, 20, 2)
    plain = (_number(raw, 10, 2), _number(raw, 12, 4), _number(raw, 16, 4))
    for limit, (count, size, offset) in [*_of_zip64(source, end_record), (end_record, plain)]:
        told_rightly = source.read(offset + size, 4) == END64  # an entry can be as long as the records of zip64
        for start in dict.fromkeys((offset, offset if told_rightly else limit - size)):
            if source.read(start, 4) == CENTRAL or (start == limit and not size):
                shift = 0 if start == offset else start - offset
                yield Directory(start, start + size, count, shift, limit, end_of_file)


def _of_zip64(source: Source, end_record: int) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """The offset, and count, size and offset of the directory, in the zip64 record: where it should be, where it is."""
    locator = source.read(end_record - 20, 20)
    if not locator.startswith(LOCATOR64):
        return
    for offset in dict.fromkeys((_number(locator, 8, 8), end_record - 20 - 56)):
        raw = source.read(offset, 56)
        if raw.startswith(END64) and len(raw) == 56:
            yield offset, (_number(raw, 32, 8), _number(raw, 40, 8), _number(raw, 48, 8))


def _end_records(source: Source) -> Iterator[int]:
    """The offsets of what may be the end record, the last one first."""
    tail = source.read(max(0, source.size - LONGEST_END), LONGEST_END)
    found = tail.rfind(END)
    while found >= 0:
        if found + 22 <= len(tail):
            yield source.size - len(tail) + found
        found = tail.rfind(END, 0, found)


def _number(raw: bytes, at: int, size: int) -> int:
    return int.from_bytes(raw[at : at + size], "little")
