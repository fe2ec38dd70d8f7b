"""Tar files, read forwards: POSIX ustar and pax, GNU, and the old one of Unix, which has no magic number."""

from __future__ import annotations

from labcoat.core.models.formats import inspect
from labcoat.core.models.inspection import NO_BOMB
from labcoat.core.models.paths import say_way_out
from labcoat.core.models.tars.headers import BLOCK, has_its_sum, read_header

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source
    from labcoat.core.models.tars.headers import Header

_DEVICES = b"346"
_BOMB = 1 << 30  # bytes that a sparse member says it has, at least
_BOMB_RATIO = 200
_ADVICE = "write the archive again, or fetch it again from where it was published"


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Inspect every member, up to the end or to the first header that is broken."""
    offset = 0
    if not has_its_sum(source.read(0, BLOCK)) and source.read(257, 5) != b"ustar":
        return
    while source.read(offset, BLOCK).strip(b"\0"):
        header = read_header(source, offset)
        if header is None:
            message = "the tar file breaks off: there is no sound header where the next member should begin"
            inspection.see("malformed", place.at(offset), "tar", message, _ADVICE)
            inspect(source.part(offset), place.inside("(behind the tar file)"), inspection)
            return
        inspection.budget.member()
        _read_member(header, source, place.inside(header.name), inspection)
        offset = header.end
    _look_behind(source, offset, place, inspection)


def _read_member(header: Header, source: Source, place: Place, inspection: Inspection) -> None:
    say_way_out(inspection, place, header.name, header.symbolic_link)
    if header.symbolic_link or header.hard_link:
        say_way_out(inspection, place, header.name)
        say_way_out(inspection, place, header.hard_link)
    if header.kind in _DEVICES:
        message = f"the member `{header.name}` is a device: unpacking the archive makes one"
        inspection.see("path", place, header.name, message, "remove the member")
    if header.real_size >= _BOMB and header.real_size > _BOMB_RATIO * header.size:
        message = f"`{header.name}` has {header.size:,} bytes and says that it becomes {header.real_size:,}"
        inspection.see("bomb", place, header.name, message, NO_BOMB)
    if header.size:
        inspect(source.part(header.start, header.size), place, inspection)
        if not source.read(header.start + header.size - 1, 1):
            message = f"`{header.name}` ends behind the end of the archive"
            inspection.see("malformed", place, header.name, message, _ADVICE)


def _look_behind(source: Source, end: int, place: Place, inspection: Inspection) -> None:
    """Inspect what follows the blocks of zeros at the end, which most programs never read."""
    while chunk := source.read(end, 1 << 16):
        rest = chunk.lstrip(b"\0")
        end += len(chunk) - len(rest)
        if rest:
            message = "bytes stand behind the end of the tar file"
            inspection.see("malformed", place.at(end), "tar", message, _ADVICE, "medium")
            inspect(source.part(end), place.inside("(behind the tar file)"), inspection)
            return
