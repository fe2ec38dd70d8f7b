"""Bytes of a zip file that belong to no member of its directory: members that only some loaders see, and filling."""

from __future__ import annotations

from labcoat.core.models.formats import inspect
from labcoat.core.models.zips.members import read_member
from labcoat.core.models.zips.records import DESCRIPTOR, END, LOCAL, local_header

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.source import Source
    from labcoat.core.models.zips.checks import Archive
    from labcoat.core.models.zips.records import Header

_DESCRIPTORS = (12, 16, 20, 24)  # bytes of sizes and sum behind data: with and without a signature, and of zip64
_SIGNED_APP = b"APK Sig Block 42"
TFLITE = b"TFL3"  # has its labels as a zip file behind it: https://ai.google.dev/edge/litert/models/metadata
_STARTERS = (b"#!", b"MZ", b"\x7fELF", b"Cr24")  # programs and signatures in front of what they unpack
_MOST_HIDDEN = 20  # members without an entry that are told of


def read_gaps(archive: Archive) -> None:
    """Inspect what stands before, between and behind the members."""
    if not archive.directories:
        archive.say_of_all(
            0, "it has no directory at its end: it has been cut off, or is made for loaders that need none"
        )
        _read_hidden(archive, 0, archive.source.size)
        return
    begins_as_zip = archive.source.read(0, 4) in (LOCAL, END)
    ends_as_zip = archive.directories[0].end_of_file >= archive.source.size
    for begin, end in _gaps(archive):
        if begin or begins_as_zip:
            _read_gap(archive, begin, end)
        elif ends_as_zip:
            _read_prefix(archive, end)
    if begins_as_zip and not ends_as_zip:
        _read_suffix(archive, archive.directories[0].end_of_file)


def _gaps(archive: Archive) -> Iterator[tuple[int, int]]:
    """Begin and end of what is before each member and each directory, and belongs to none."""
    last = 0
    directories = [(directory.start, directory.end_of_file) for directory in archive.directories]
    for begin, end in sorted([*archive.regions, *directories]):
        if begin > last:
            yield last, begin
        last = max(last, end)


def _read_gap(archive: Archive, begin: int, end: int) -> None:
    if end - begin in _DESCRIPTORS or _is_filling(archive.source, begin, end):
        return
    if not _read_hidden(archive, begin, end):
        archive.say_of_all(begin, f"{end - begin:,} bytes before this belong to no member", "medium")
        inspect(archive.source.part(begin, end - begin), archive.place.inside("(between members)"), archive.inspection)


def _is_filling(source: Source, begin: int, end: int) -> bool:
    """Whether it is zeros, or the signature of an Android app."""
    if source.read(end - len(_SIGNED_APP), len(_SIGNED_APP)) == _SIGNED_APP:
        return True
    while begin < end:
        chunk = source.read(begin, min(1 << 20, end - begin))
        if chunk.strip(b"\0"):
            return False
        begin += len(chunk)
    return True


def _read_prefix(archive: Archive, end: int) -> None:
    head = archive.source.read(0, 8)
    if (head.startswith(_STARTERS) or head[4:] == TFLITE) and not archive.has_model:
        return
    archive.say_of_all(
        0, f"{end:,} bytes stand before the archive: what loads it by its first bytes sees something else"
    )
    _read_hidden(archive, 0, end)


def _read_suffix(archive: Archive, start: int) -> None:
    if not _is_filling(archive.source, start, archive.source.size):
        archive.say_of_all(start, "bytes stand behind the end of the archive", "medium")
        inspect(archive.source.part(start), archive.place.inside("(behind the archive)"), archive.inspection)


def _read_hidden(archive: Archive, begin: int, end: int) -> bool:
    """Inspect members that have a local header between two offsets, and no entry. Whether there is one."""
    count = 0
    at = archive.source.find(LOCAL, begin, end)
    while at >= 0:
        header = local_header(archive.source, at)
        at += 4
        if header is not None and header.start <= end:
            archive.inspection.budget.member()
            count += 1
            at = _read_unlisted(archive, header, end, count <= _MOST_HIDDEN)
        at = archive.source.find(LOCAL, at, end)
    return count > 0


def _read_unlisted(archive: Archive, header: Header, end: int, is_told: bool) -> int:
    """Inspect a member by its local header; the offset behind it. Its size may stand behind it only."""
    if header.flags & DESCRIPTOR and not header.packed:
        following = archive.source.find(LOCAL, header.start, end)
        header.packed = (end if following < 0 else following) - header.start
    header.packed = min(header.packed, end - header.start)
    if is_told and archive.directories:
        archive.say(header, "is not in the directory: loaders that read forwards, or repair archives, see it")
    read_member(archive, header, header)
    return header.start + header.packed
