"""NumPy's .npy files: numpy.lib.format, versions 1 to 3. Arrays of objects hold a pickle."""

from __future__ import annotations

from labcoat.core.models.formats import inspect
from labcoat.core.models.numpy_headers import HeaderError, Layout, read_layout

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

MAGIC = b"\x93NUMPY"
LONGEST_HEADER = 1 << 20  # bytes; numpy itself takes 10,000 unless it is told otherwise
NO_COMPUTER = 1 << 43  # bytes of memory
LONGEST_TEXT = 8 << 20  # bytes of an array of strings that keys are looked for in
_ADVICE = "save the array again with numpy.save, or fetch the file again from where it was published"
_BOMB_ADVICE = "do not load it: numpy asks for the memory before it reads the data"


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Inspect the arrays of a file, which may be several, and what follows the last one."""
    offset = 0
    while offset >= 0 and source.read(offset, len(MAGIC)) == MAGIC:
        inspection.budget.member()
        try:
            layout = _layout(source, offset)
        except HeaderError as error:
            inspection.see("malformed", place.at(offset), "numpy", f"the header of the array {error}", _ADVICE)
            offset = _end_of_header(source, offset)
            break
        offset = _read_array(layout, source, place, inspection)
    if offset >= 0 and source.read(offset, 1):
        message = "bytes stand behind the array, which numpy does not read"
        inspection.see("malformed", place.at(offset), "numpy", message, _ADVICE, "medium")
        inspect(source.part(offset), place.inside("(behind the array)"), inspection)


def _end_of_header(source: Source, offset: int) -> int:
    width = 2 if source.read(offset + 6, 1) == b"\1" else 4
    return offset + 8 + width + int.from_bytes(source.read(offset + 8, width), "little")


def _layout(source: Source, offset: int) -> Layout:
    """What the header at an offset says. Raises HeaderError."""
    width = 2 if source.read(offset + 6, 1) == b"\1" else 4
    start, end = offset + 8 + width, _end_of_header(source, offset)
    if end - start > LONGEST_HEADER:
        raise HeaderError(f"says that it is {end - start:,} bytes long")
    raw = source.read(start, end - start)
    if len(raw) < end - start:
        raise HeaderError("ends behind the end of the file")
    layout = read_layout(raw.decode("utf-8", "replace"))
    layout.start = end
    return layout


def _read_array(layout: Layout, source: Source, place: Place, inspection: Inspection) -> int:
    """Inspect one array; the offset of what follows, or -1."""
    start = layout.start
    if layout.has_objects:
        inspect(source.part(start), place.inside("(objects)"), inspection)
        return _next_array(source, start)
    if layout.count > NO_COMPUTER or layout.size > NO_COMPUTER:
        message = f"its header says that it has {max(layout.count, layout.size):,} bytes"
        inspection.see("bomb", place, str(layout.shape), message, _BOMB_ADVICE)
        return -1
    if layout.item < 0:
        return -1
    if layout.size and source.is_seekable and start + layout.size > source.size:
        message = f"its header says that it has {layout.size:,} bytes of data, and there are {source.size - start:,}"
        inspection.see("malformed", place, str(layout.shape), message, _ADVICE)
        return -1
    if layout.has_text:
        _note_strings(layout, source, place, inspection)
    return start + layout.size


def _next_array(source: Source, start: int) -> int:
    """The offset of an array that follows the end of a pickle; -1 without one."""
    found = source.find(b"." + MAGIC, start) if source.is_seekable else -1
    return found if found < 0 else found + 1


def _note_strings(layout: Layout, source: Source, place: Place, inspection: Inspection) -> None:
    data = source.read(layout.start, min(layout.size, LONGEST_TEXT))
    kind = layout.text_type[:1]
    if layout.has_fields or not layout.item:
        inspection.string("", data.translate(None, b"\0").decode("latin-1"), place.at(layout.start))
        return
    text = data.decode(("utf-32-be" if layout.is_big else "utf-32-le") if kind == "U" else "latin-1", "replace")
    width = layout.item // (4 if kind == "U" else 1)
    values = [text[at : at + width].rstrip("\0") for at in range(0, len(text), width)]
    inspection.string("", "\n".join(values), place.at(layout.start))
