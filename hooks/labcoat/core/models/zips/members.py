"""The data of a member of a zip file: stored, or decompressed as far as somebody reads."""

from __future__ import annotations

from labcoat.core.models.formats import inspect
from labcoat.core.models.source import Stream
from labcoat.core.models.unpack import Unpacker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.source import Source
    from labcoat.core.models.zips.checks import Archive
    from labcoat.core.models.zips.records import Header

ENCRYPTED = 0x41  # flags: encrypted, and strongly
_UNPACKED = {8: "deflate", 12: "bz2", 14: "lzma"}
_NAMES = {
    1: "shrinking",
    6: "imploding",
    9: "Deflate64",
    93: "Zstandard",
    95: "xz",
    97: "WavPack",
    98: "PPMd",
}
SUMMED = 16 << 20  # bytes of a stored member whose sum is checked
_ALL_SUMMED = 64 << 20  # bytes of all members, from which on no more sums are checked
_READ_THROUGH = 1 << 20  # bytes of a compressed member that is decompressed to its end, to see whether it is sound
_ADVICE = "commit what is in it as it is, best as safetensors, or accept the file below per-file-ignores"


def read_member(archive: Archive, entry: Header, header: Header) -> None:
    """Inspect the data behind a local header, as the entry of the directory describes it."""
    key = (header.start, entry.packed, entry.method)
    if key in archive.read or (entry.name.endswith(b"/") and not entry.packed):
        return
    archive.read.add(key)
    data = archive.source.part(header.start, entry.packed)
    methods = dict.fromkeys((entry.method, header.method))
    for method in methods:
        _read_as(method, archive, entry, data, len(methods) > 1)


def _read_as(method: int, archive: Archive, entry: Header, data: Source, is_doubtful: bool) -> None:
    if method == 0:
        _read_stored(archive, entry, data)
    elif method in _UNPACKED:
        _read_packed(archive, entry, data, _UNPACKED[method], is_doubtful)
    elif not is_doubtful:
        name = "encrypted (AES)" if method == 99 else f"compressed by {_NAMES.get(method, f'method {method}')}"
        _say_closed(archive, entry, name)


def _read_stored(archive: Archive, entry: Header, data: Source) -> None:
    inspect(data, archive.place_of(entry), archive.inspection)
    is_encrypted = entry.flags & ENCRYPTED
    if is_encrypted or _is_to_be_summed(archive, entry):
        from zlib import crc32

        archive.summed += data.size
        is_plain = data.is_seekable and data.size <= SUMMED and crc32(data.read(0, data.size)) == entry.crc
        if is_encrypted:
            _say_encrypted(archive, entry, is_plain)
        elif not is_plain:
            archive.bad_sums.append(entry)


def _is_to_be_summed(archive: Archive, entry: Header) -> bool:
    """Whether the sum is checked: not that of the storages of torch, which are most of the file."""
    if not archive.source.is_seekable or entry.packed > SUMMED or archive.summed + entry.packed > _ALL_SUMMED:
        return False
    return not (b"/data/" in entry.name and entry.name.rpartition(b"/")[2].isdigit())


def _read_packed(archive: Archive, entry: Header, data: Source, method: str, is_doubtful: bool) -> None:
    header = b""
    if method == "lzma":
        header, data = _lzma_header(entry, data), data.part(9)
    unpacker = Unpacker(data, archive.inspection.budget, method, header=header)
    inspect(Stream(unpacker), archive.place_of(entry), archive.inspection)
    if (entry.packed <= _READ_THROUGH and archive.summed < _ALL_SUMMED) or entry.flags & ENCRYPTED:
        unpacker.drain(may_be_bomb=False)  # those are told by the sizes that they claim
        archive.summed += unpacker.made
    if entry.flags & ENCRYPTED:
        _say_encrypted(archive, entry, unpacker.is_done)
    elif unpacker.problem and not is_doubtful:
        archive.say(entry, f"breaks off after {unpacker.made:,} bytes: {unpacker.problem}")
    elif unpacker.made > entry.size or (unpacker.is_done and unpacker.made < entry.size):
        more = "" if unpacker.is_done else "at least "
        archive.say(entry, f"has {more}{unpacker.made:,} bytes when decompressed, not {entry.size:,} as it says")
    elif unpacker.is_done and unpacker.crc != entry.crc:
        archive.bad_sums.append(entry)


def _lzma_header(entry: Header, data: Source) -> bytes:
    """What a file of LZMA has before its data: the properties (4.4.4, 5.8.8), and the size unless the end is marked."""
    size = b"\xff" * 8 if entry.flags & 2 else entry.size.to_bytes(8, "little")
    return data.read(4, 5) + size


def _say_encrypted(archive: Archive, entry: Header, is_plain: bool) -> None:
    if is_plain:
        archive.say(entry, "is said to be encrypted and is not: zipfile refuses to read it, other loaders read it")
    else:
        _say_closed(archive, entry, "encrypted")


def _say_closed(archive: Archive, entry: Header, how: str) -> None:
    """Note the first member that is closed in a way: an archive may have thousands of them."""
    if how not in archive.closed:
        archive.closed.add(how)
        place = archive.place_of(entry)
        message = f"`{place.name}` is {how}, so it was not checked"
        archive.inspection.see("uninspectable", place, place.name, message, _ADVICE)
