"""Safetensors: eight bytes of a length, a JSON header, tensors without gaps (huggingface.co/docs/safetensors#format).

The header is read tensor by tensor, so that what a hostile one holds is dropped again.
"""

from __future__ import annotations

from labcoat.core.spans import JSONError, scan_key, scan_value, skip_space

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

    Tensor = tuple[int, int, str]  # its first byte, the one after its last, its name

LONGEST_HEADER = 100_000_000  # bytes that the library accepts
READ_HEADER = 16 << 20  # bytes that are read: more than 100,000 tensors
LONGEST_TENSOR = 10_000  # characters of what the header says of one tensor
MOST_NAMED = 3  # tensors of one kind of mistake
ADVICE = "write the file again with `safetensors.torch.save_file` from a checkpoint that you trust"
METADATA = "__metadata__"
BITS = {
    **dict.fromkeys(("F4", "I4", "U4"), 4),
    **dict.fromkeys(("F6_E2M3", "F6_E3M2"), 6),
    **dict.fromkeys(("BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ"), 8),
    **dict.fromkeys(("I16", "U16", "F16", "BF16"), 16),
    **dict.fromkeys(("I32", "U32", "F32"), 32),
    **dict.fromkeys(("I64", "U64", "F64", "C64"), 64),
    "C128": 128,
}


class _Header:
    """What is known of the header: its text, byte for byte, its tensors, and what is wrong by message."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tensors: list[Tensor] = []
        self.wrong: dict[str, list[str]] = {}

    def complain(self, message: str, name: str) -> None:
        self.wrong.setdefault(message, []).append(name)


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Read the header, and compare it with the file."""
    head = source.read(0, 9)
    size = int.from_bytes(head[:8], "little")
    if head.isascii() and head.decode().isprintable():  # a pointer of git-lfs, or a text in place of a model in tests
        return
    if not _may_read(source, size, place, inspection):
        return
    raw = source.read(8, size)
    if len(raw) < size:
        _see(inspection, place, f"its header of {size:,} bytes goes beyond the end of the file")
        return
    header = _Header(raw.decode("latin-1"))
    try:
        raw.decode()
        _read_header(header, place, inspection)
    except (JSONError, UnicodeDecodeError) as error:
        _see(inspection, place, f"its header is no JSON object: {getattr(error, 'reason', 'not UTF-8')}")
        return
    _compare(header, 8 + size, source)
    for message, names in header.wrong.items():
        more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
        shown = ", ".join([f"`{name[:80]}`" for name in names[:MOST_NAMED]])
        _see(inspection, place, f"{message}: {shown}{more}" if names[0] else message)
    _read_rest(header, 8 + size, source, place, inspection)


def _see(inspection: Inspection, place: Place, message: str) -> None:
    inspection.see("malformed", place, message, message, ADVICE)


def _may_read(source: Source, size: int, place: Place, inspection: Inspection) -> bool:
    if size <= READ_HEADER:
        return True
    if source.is_seekable and 8 + size > source.size:
        _see(inspection, place, f"its header of {size:,} bytes goes beyond the end of the file")
    elif size > LONGEST_HEADER:
        message = f"its header claims {size:,} bytes, more than the library accepts"
        inspection.see("bomb", place, message, message, ADVICE)
    else:
        message = f"its header has {size:,} bytes, of which labcoat reads {READ_HEADER:,} at most"
        inspection.see("uninspectable", place, message, message, ADVICE)
    return False


def _read_header(header: _Header, place: Place, inspection: Inspection) -> None:
    text = header.text
    at = skip_space(text, skip_space(text, 0) + 1)
    known: set[str] = set()
    while text[at : at + 1] != "}":
        name, at = scan_key(text, at)
        name = _utf_8(name)
        if name in known:
            header.complain("names given twice", name)
        known.add(name)
        at = _read_metadata(header, at, place, inspection) if name == METADATA else _read_tensor(header, name, at)
        at = _next_member(text, at)
    if skip_space(text, at + 1) < len(text):
        raise JSONError("bytes after the object", at)


def _next_member(text: str, at: int) -> int:
    """Where the next member of an object begins, or its brace is, behind a value. Raises JSONError."""
    at = skip_space(text, at)
    if text[at : at + 1] == ",":
        return skip_space(text, at + 1)
    if text[at : at + 1] != "}":
        raise JSONError("expected ',' or '}'", at)
    return at


def _utf_8(text: str) -> str:
    """A string of the header, which was read byte for byte; one with escapes may be that already."""
    try:
        return text.encode("latin-1").decode() if not text.isascii() else text
    except UnicodeError:
        return text


def _read_metadata(header: _Header, at: int, place: Place, inspection: Inspection) -> int:
    """Hand on the strings. Returns where they end."""
    text = header.text
    if text[at : at + 1] != "{":
        raise JSONError("`__metadata__` is no object", at)
    at = skip_space(text, at + 1)
    while text[at : at + 1] != "}":
        name, start = scan_key(text, at)
        if text[start : start + 1] != '"':
            header.complain("values of `__metadata__` that are no strings", _utf_8(name))
            raise JSONError(f"`__metadata__` has a value that is no string, `{_utf_8(name)[:80]}`", start)
        value, at = scan_value("", text, start)
        inspection.string(_utf_8(name), _utf_8(value), place.at(8 + start))
        at = _next_member(text, at)
    return at + 1


def _read_tensor(header: _Header, name: str, at: int) -> int:
    """Read what the header says of one tensor: an object without objects in it. Returns where that ends."""
    text = header.text
    end = text.find("}", at, at + LONGEST_TENSOR) + 1
    if text[at : at + 1] != "{" or not end:
        raise JSONError(f"`{name[:80]}` is no tensor", at)
    tensor, stop = scan_value("", text[at:end], 0)
    if stop != end - at:
        raise JSONError(f"`{name[:80]}` is no tensor", at)
    if any([part in ("..", "") for part in name.replace("\\", "/").split("/")]) and "/" in name:
        header.complain("names of tensors that are paths", name)
    span = _span(tensor)
    if span is None:
        header.complain("tensors without two offsets, a shape and a type", name)
        return end
    header.tensors.append((*span, name))
    bits = BITS.get(tensor["dtype"])
    if bits is None:
        header.complain("tensors of a type that the format does not have", name)
    elif _product(tensor["shape"]) * bits != 8 * (span[1] - span[0]):
        header.complain("tensors whose bytes are not those of their shape and type", name)
    return end


def _span(tensor: dict[str, Any]) -> tuple[int, int] | None:
    """First and last byte of what is a tensor in all its fields; None otherwise."""
    offsets, shape = tensor.get("data_offsets"), tensor.get("shape")
    if not (isinstance(offsets, list) and isinstance(shape, list) and isinstance(tensor.get("dtype"), str)):
        return None
    numbers = all([type(number) is int and 0 <= number < 1 << 64 for number in (*offsets, *shape)])
    is_known = len(tensor) == 3 and len(offsets) == 2 and numbers and offsets[0] <= offsets[1]
    return (offsets[0], offsets[1]) if is_known else None


def _product(shape: list[int]) -> int:
    """The number of elements; 0 where that is more than any file has."""
    count = 1
    for length in shape:
        count *= length
        if count > 1 << 70:
            return -1
    return count


def _compare(header: _Header, start: int, source: Source) -> None:
    """Overlaps, holes, and what lies beyond the file, of tensors in the order of their bytes."""
    end = 0
    for first, last, name in sorted(header.tensors):
        if first < end:
            header.complain("tensors that lie over others", name)
        elif first > end:
            header.complain("bytes that belong to no tensor, before", name)
        end = max(end, last)
    if source.is_seekable and start + end > source.size:
        for name in _beyond(header.tensors, source.size - start):
            header.complain("tensors beyond the end of the file", name)
    elif not source.is_seekable and end and not source.read(start + end - 1, 1):
        header.complain("tensors beyond the end of the file", "")


def _beyond(tensors: list[Tensor], size: int) -> Iterator[str]:
    return (name for _, last, name in tensors if last > size)


def _read_rest(header: _Header, start: int, source: Source, place: Place, inspection: Inspection) -> None:
    """What is behind the last tensor may be anything, and is read as that."""
    end = start + max([last for _, last, _ in header.tensors], default=0)
    if not source.read(end, 1):
        return
    many = f"{source.size - end:,} bytes" if source.size > 0 else "bytes"
    _see(inspection, place.at(end), f"{many} behind the last tensor, which belong to none")
    from labcoat.core.models.formats import inspect

    inspect(source.part(end), place.inside("(behind the tensors)"), inspection)
