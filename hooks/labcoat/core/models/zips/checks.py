"""What is odd about a zip file: where its records contradict each other, one loader sees what another one does not."""

from __future__ import annotations

from labcoat.core.models.inspection import NO_BOMB
from labcoat.core.models.paths import say_way_out
from labcoat.core.models.zips.records import DESCRIPTOR, SATURATED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source
    from labcoat.core.models.zips.records import Directory, Header

ADVICE = "write the archive again with the library that makes such files, or fetch it again: loaders disagree about it"
_REFUSED = 0x61  # flags for which some loaders refuse a member: encrypted, a patch, strongly encrypted
_PATCH = 0x20
_BOMB = 1 << 30  # bytes that a member has at least when decompressed, to be called one
_ALL_BOMB = 4 << 30  # and all of them together
_BOMB_RATIO = 200
_SIGNATURE = b"PK\5\5"  # of the directory, which honest archives rarely have
_MODEL_ENDINGS = (b".pkl", b".pickle", b".npy", b".pt", b".pth", b".joblib", b"config.json", b".h5", b".ckpt")
_LINK_LENGTH = 4096


class Archive:
    """A zip file while it is read: `regions` are (begin, end) of members, from the local header on."""

    __slots__ = (
        "bad_sums",
        "closed",
        "directories",
        "has_model",
        "has_sums",
        "inspection",
        "place",
        "read",
        "regions",
        "source",
        "summed",
        "total",
    )

    def __init__(self, source: Source, place: Place, inspection: Inspection) -> None:
        self.source = source
        self.place = place
        self.inspection = inspection
        self.directories: list[Directory] = []
        self.regions: list[tuple[int, int]] = []
        self.read: set[tuple[int, int, int]] = set()
        self.bad_sums: list[Header] = []
        self.closed: set[str] = set()
        self.has_sums = False
        self.has_model = False
        self.summed = self.total = 0

    def place_of(self, header: Header) -> Place:
        """The place of a member, by the name in a header."""
        return self.place.inside(shown(header.name))

    def say(self, header: Header, message: str, severity: str = "") -> None:
        """Note that a member is malformed."""
        name = shown(header.name)
        self.inspection.see("malformed", self.place.inside(name), name, f"`{name}` {message}", ADVICE, severity)

    def say_of_all(self, offset: int, message: str, severity: str = "") -> None:
        """Note that the archive is malformed, from an offset on."""
        self.inspection.see("malformed", self.place.at(offset), self.place.name or "zip", message, ADVICE, severity)


def shown(name: bytes) -> str:
    """A member's name as text."""
    return name.decode("utf-8", "backslashreplace")


def check_entry(archive: Archive, entry: Header, header: Header | None, names: dict[bytes, int]) -> None:
    """Compare an entry with its local header, with those before it, and with what is possible."""
    archive.has_sums = archive.has_sums or entry.crc != 0
    archive.has_model = archive.has_model or entry.name.lower().endswith(_MODEL_ENDINGS)
    _check_name(archive, entry, names)
    if header is None:
        archive.say(entry, "is in the directory, and there is no local header where that says")
        return
    archive.regions.append((header.offset, header.start + entry.packed))
    differences = [*_differences(entry, header)]
    if differences:
        archive.say(entry, f"has {differences[0]} before its data: loaders disagree on which to believe")
    elif entry.flags & _PATCH:
        archive.say(entry, "is said to be a patch: zipfile refuses to read it, other loaders read it")
    _check_sizes(archive, entry, header)
    _check_link(archive, entry, header)


def _check_name(archive: Archive, entry: Header, names: dict[bytes, int]) -> None:
    """Names that lead out of the folder, and names that two members have; Java's metadata honestly come twice."""
    name = shown(entry.name)
    say_way_out(archive.inspection, archive.place.inside(name), name)
    first = names.setdefault(entry.name, entry.offset)
    if first != entry.offset and not entry.name.endswith(b"/") and not entry.name.startswith(b"META-INF/"):
        archive.say(entry, "is the name of two members: some loaders take the first, others the last")


def _differences(entry: Header, header: Header) -> Iterator[str]:
    """What the two headers of a member say differently; a local one may leave to others what it did not know yet."""
    if entry.name != header.name:
        yield f"another name, `{shown(header.name)[:200]}`,"
    if entry.method != header.method:
        yield f"compression method {entry.method} in the directory and {header.method}"
    if (entry.flags ^ header.flags) & _REFUSED:
        yield f"flags {entry.flags:#x} in the directory and {header.flags:#x} (encryption, patches)"
    if not (header.crc or header.packed or header.size):
        return
    unknown = (0, SATURATED) if header.flags & DESCRIPTOR else ()
    if entry.crc != header.crc and header.crc not in unknown:
        yield f"sum {entry.crc:#x} in the directory and {header.crc:#x}"
    if entry.packed != header.packed and header.packed not in unknown:
        yield f"compressed size {entry.packed:,} in the directory and {header.packed:,}"
    if entry.size != header.size and header.size not in unknown:
        yield f"size {entry.size:,} in the directory and {header.size:,}"


def _check_sizes(archive: Archive, entry: Header, header: Header) -> None:
    archive.total += entry.size
    if header.start + entry.packed > archive.source.size:
        archive.say(entry, "ends behind the end of the file")
    elif entry.method == 0 and entry.packed != entry.size and not entry.flags & 1:
        archive.say(entry, f"is not compressed, and has the sizes {entry.packed:,} and {entry.size:,}")
    elif entry.size >= _BOMB and entry.size > _BOMB_RATIO * entry.packed:
        message = f"`{shown(entry.name)}` has {entry.packed:,} bytes and says that it becomes {entry.size:,}"
        archive.inspection.see("bomb", archive.place_of(entry), shown(entry.name), message, NO_BOMB)


def _check_link(archive: Archive, entry: Header, header: Header) -> None:
    if not entry.is_link or entry.packed > _LINK_LENGTH:
        return
    target = archive.source.read(header.start, entry.packed)
    if entry.method == 8:
        target = _inflated(target)
    name = shown(entry.name)
    say_way_out(archive.inspection, archive.place.inside(name), name, shown(target))


def _inflated(data: bytes) -> bytes:
    import zlib

    try:
        return zlib.decompressobj(-15).decompress(data, _LINK_LENGTH)
    except zlib.error:
        return b""


def check_directory(archive: Archive, directory: Directory, count: int, end: int) -> None:
    """Compare a directory with what the end record says about it; 16 bits of the count are kept by some writers."""
    if count & 0xFFFF != directory.count & 0xFFFF:
        message = f"the directory has {count:,} members, and the record at its end says {directory.count:,}"
        archive.say_of_all(directory.end_record, message)
    elif end != directory.end_record and archive.source.read(end, 4) != _SIGNATURE:
        archive.say_of_all(end, "bytes stand between the directory and the record at its end")


def check_archive(archive: Archive) -> None:
    """What is odd about all of it: sums, members that share bytes, several directories."""
    for entry in archive.bad_sums:
        if archive.has_sums:  # torch.serialization.set_crc32_options(False) leaves all of them out
            archive.say(entry, "does not have the sum that the directory says: zipfile refuses it, torch loads it")
    if len(archive.directories) > 1:
        archive.say_of_all(
            archive.directories[1].end_record, "it has two directories: loaders disagree on which to take"
        )
    overlaps = _overlap(archive)
    if overlaps:
        archive.say_of_all(overlaps, "members share bytes: their data, or their headers, are inside of each other")
    if archive.total >= _ALL_BOMB and archive.total > _BOMB_RATIO * archive.source.size:
        message = f"its members say that they become {archive.total:,} bytes, from {archive.source.size:,}"
        archive.inspection.see("bomb", archive.place, archive.place.name or "zip", message, NO_BOMB)


def _overlap(archive: Archive) -> int:
    """The offset of a member that begins before another one ends; 0 without one. What is listed twice counts once."""
    last = 0
    for begin, end in sorted(set(archive.regions)):
        if begin < last:
            return begin
        last = max(last, end)
    return 0
