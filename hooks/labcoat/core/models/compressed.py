"""Files compressed as a whole: gzip (RFC 1952), bzip2, xz, LZMA, zlib (RFC 1950), and the ZF files of old joblib."""

from __future__ import annotations

from labcoat.core.models.formats import inspect
from labcoat.core.models.source import Stream
from labcoat.core.models.unpack import MOST_MEMORY, Unpacker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

_ENDINGS = {"gzip": ("gz", "tgz"), "bz2": ("bz2", "tbz"), "xz": ("xz", "txz"), "lzma": ("lzma",), "zlib": ("z", "zlib")}
_WEAK = ("zlib", "lzma")  # they are told by two bytes, which may as well be those of numbers
_PROOF = 1 << 16  # decompressed bytes that show that it was no accident
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")  # the begin of a block, and the end where there is none
_ZF = 21  # bytes before the data: "ZF", and its size as 19 characters (joblib.numpy_pickle_compat)
_LARGEST_LZMA = 1 << 38  # bytes that a file of LZMA may say it holds, as liblzma has it
_ADVICE = "fetch the file again from where it was published, or compress it again"


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Inspect what comes out, also of what breaks off, and what stands behind it."""
    head = source.read(0, 300)
    method = _method(head)
    if not method:
        return
    start = 0
    if head.startswith(b"ZF"):
        start = _ZF + (head[_ZF : _ZF + 1] == b" ")  # one more where Python 2 wrote it
    unpacker = Unpacker(source.part(start), inspection.budget, method, _starts_again(method))
    inspect(
        Stream(unpacker),
        place.inside(_inner_name(place.name or inspection.path.rpartition("/")[2], method, head)),
        inspection,
    )
    unpacker.drain()
    if unpacker.problem:
        _say_broken(unpacker, method, place, inspection)
    elif unpacker.is_done:
        _look_behind(source, start + unpacker.used, method, place, inspection)


def _method(head: bytes) -> str:
    """How it is compressed; empty where only the first bytes look like it."""
    if head.startswith(b"\x1f\x8b"):
        return "gzip" if head[2:3] == b"\x08" else ""
    if head.startswith(b"BZh"):
        return "bz2" if head[3:4] in b"123456789" and head[4:10] in _BZIP2_BLOCKS else ""
    if head.startswith(b"\xfd7zXZ"):
        return "xz"
    if head.startswith(b"]"):
        size = int.from_bytes(head[5:13], "little")
        is_likely = size < _LARGEST_LZMA or head[5:13] == b"\xff" * 8
        return "lzma" if is_likely and head[13:14] == b"\0" else ""
    return "zlib"


def _starts_again(method: str) -> Callable[[bytes], bool]:
    """What tells the first bytes of a further stream: all of them are read as one."""
    if method in _WEAK:
        return lambda head: False
    return lambda head: _method(head) == method


def _inner_name(name: str, method: str, head: bytes) -> str:
    """The name without its ending, or that in the header of gzip, or the method."""
    stem, _, ending = name.rpartition(".")
    if stem and ending.lower() in _ENDINGS[method]:
        return stem if not ending.lower().startswith("t") else f"{stem}.tar"
    if method == "gzip" and head[3:4] and head[3] & 0b1100 == 0b1000:
        return head[10:].partition(b"\0")[0].decode("latin-1") or "(gzip)"
    return f"({method})"


def _say_broken(unpacker: Unpacker, method: str, place: Place, inspection: Inspection) -> None:
    name = place.name or inspection.path
    if method in _WEAK and unpacker.made < _PROOF and not name.lower().endswith(_ENDINGS[method]):
        return
    if "memory" in unpacker.problem.lower():
        message = f"the {method} data needs more than {MOST_MEMORY >> 20} MB of memory to be decompressed"
        inspection.see("uninspectable", place, method, message, _ADVICE)
        return
    message = f"the {method} data breaks off after {unpacker.made:,} bytes: {unpacker.problem}"
    inspection.see("malformed", place, method, message, _ADVICE)


def _look_behind(source: Source, end: int, method: str, place: Place, inspection: Inspection) -> None:
    """Inspect what follows, but for zeros, with which tapes and downloads are padded."""
    start = _first_byte(source, end)
    rest = source.read(start, 1)
    if not rest:
        return
    if method not in _WEAK:
        message = f"bytes follow the end of the {method} data: some programs read them, others do not"
        inspection.see("malformed", place.at(start), method, message, _ADVICE, "medium")
    inspect(source.part(start), place.inside(f"(behind the {method} data)"), inspection)


def _first_byte(source: Source, start: int) -> int:
    """The offset of the first byte that is not zero, or the end."""
    while chunk := source.read(start, 1 << 16):
        rest = chunk.lstrip(b"\0")
        if rest:
            return start + len(chunk) - len(rest)
        start += len(chunk)
    return start
