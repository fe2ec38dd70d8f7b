"""The opcodes of pickles that put constants on the stack: pickletools.py of CPython describes them.

Each function gets the walk and the offset behind the opcode, and gives the offset behind its argument. They are at
least as lenient as every unpickler: what one of them takes must not end the walk.
"""

from __future__ import annotations

from labcoat.core.models.budget import HELD
from labcoat.core.models.pickles.literals import integer, is_float, unescaped
from labcoat.core.models.pickles.nested import LOADERS
from labcoat.core.models.pickles.values import (
    BUFFER,
    FLOAT,
    PERSISTENT,
    UNKNOWN,
    Blob,
    Made,
    Name,
    Text,
)
from labcoat.core.models.pickles.walk import KEPT_LINE, BrokenError, StoppedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.pickles.walk import Opcode, Walk

HIGHEST_PROTOCOL = 5
KEPT = 4096  # bytes of a text or of bytes that are kept
CHUNK = 1 << 20  # bytes of a long text that are looked at for keys at once
OVERLAP = 512
LONGEST_INTEGER = 100_000  # digits
LONGEST_FRAME = 64 << 20


def protocol(walk: Walk, offset: int) -> int:
    walk.protocol = walk.buffer[offset]
    if walk.protocol > HIGHEST_PROTOCOL:
        walk.flaw(f"has the protocol {walk.protocol}, which no unpickler knows")
    return offset + 1


def frame(walk: Walk, offset: int) -> int:
    walk.frame_end = walk.base + offset + 8 + size_of(walk, offset, 8)
    return offset + 8


def stop(walk: Walk, offset: int) -> int:
    value = walk.stack.pop()
    if walk.wants_strings:
        walk.strings.items((value,))
    if walk.frame_end > walk.base + offset:
        _say_early(walk, offset)
    if not walk.outer:
        walk.stack.append(value)
        raise StoppedError(offset)
    walk.stack, walk.marks, walk.memo = walk.outer.pop()
    walk.stack.append(value)
    return offset


def _say_early(walk: Walk, offset: int) -> None:
    """Note a STOP before the end of its frame: some unpicklers go on behind the frame, others behind the STOP."""
    rest = walk.frame_end - walk.base - offset
    is_there = rest < LONGEST_FRAME and len(walk.read(offset, rest + 1)) > rest
    walk.frame_end = 0
    if is_there and not walk.is_fork:
        message = f"a pickle stops {rest:,} bytes before the end of its frame, and the next one begins behind either"
        place = walk.place.at(walk.base + offset)
        walk.inspection.see("malformed", place, "FRAME", message, "do not load it: something is hidden in it")


def none(walk: Walk, offset: int) -> int:
    walk.stack.append(None)
    return offset


def true(walk: Walk, offset: int) -> int:
    walk.stack.append(True)
    return offset


def false(walk: Walk, offset: int) -> int:
    walk.stack.append(False)
    return offset


def int_line(walk: Walk, offset: int) -> int:
    line, end = walk.line(offset)
    if len(line) > LONGEST_INTEGER:
        walk.bomb("integer", f"has an integer of {len(line):,} digits, which takes minutes to read")
    value = integer(line)
    if value is UNKNOWN:
        walk.flaw("has an integer that is no number")
    walk.stack.append(value)
    return end


def float_line(walk: Walk, offset: int) -> int:
    line, end = walk.line(offset)
    if not is_float(line):
        walk.flaw("has a float that is no number")
    walk.stack.append(FLOAT)
    return end


def int1(walk: Walk, offset: int) -> int:
    walk.stack.append(walk.buffer[offset])
    return offset + 1


def int2(walk: Walk, offset: int) -> int:
    buffer = walk.buffer
    walk.stack.append(buffer[offset] | buffer[offset + 1] << 8)
    return offset + 2


def int4(walk: Walk, offset: int) -> int:
    walk.stack.append(int.from_bytes(walk.buffer[offset : offset + 4], "little", signed=True))
    return offset + 4


def float8(walk: Walk, offset: int) -> int:
    walk.stack.append(FLOAT)
    return offset + 8


def long1(walk: Walk, offset: int) -> int:
    size = walk.buffer[offset]
    walk.stack.append(int.from_bytes(walk.buffer[offset + 1 : offset + 1 + size], "little", signed=True))
    return offset + 1 + size


def long4(walk: Walk, offset: int) -> int:
    size = size_of(walk, offset, 4)
    if size >> 31:
        raise BrokenError("has an integer of negative size")
    walk.stack.append(UNKNOWN if size > KEPT else int.from_bytes(walk.read(offset + 4, size), "little", signed=True))
    return walk.behind(offset + 4, size)


def short_text(walk: Walk, offset: int) -> int:
    buffer = walk.buffer
    end = offset + 1 + buffer[offset]
    raw = buffer[offset + 1 : end]
    walk.stack.append(raw.decode() if raw.isascii() else raw.decode("utf-8", "surrogatepass"))
    return end


def text4(walk: Walk, offset: int) -> int:
    return _text(walk, offset + 4, size_of(walk, offset, 4))


def text8(walk: Walk, offset: int) -> int:
    return _text(walk, offset + 8, size_of(walk, offset, 8))


def text_line(walk: Walk, offset: int) -> int:
    line, end = walk.line(offset)
    is_cut = len(line) == KEPT_LINE  # perhaps in the middle of an escape
    _keep_line(walk, offset, line.decode("raw-unicode-escape", "replace" if is_cut else "surrogatepass"))
    return end


def string_line(walk: Walk, offset: int) -> int:
    line, end = walk.line(offset)
    if line.strip()[:1] not in (b"'", b'"'):
        walk.flaw("has a string without quotes")
    _keep_line(walk, offset, _decoded(unescaped(line)))
    return end


def short_string(walk: Walk, offset: int) -> int:
    end = offset + 1 + walk.buffer[offset]
    walk.stack.append(_decoded(walk.buffer[offset + 1 : end]))
    return end


def string4(walk: Walk, offset: int) -> int:
    size = size_of(walk, offset, 4)
    if size >> 31:
        raise BrokenError("has a string of negative size")
    return _text(walk, offset + 4, size, is_strict=False)


def short_bytes(walk: Walk, offset: int) -> int:
    end = offset + 1 + walk.buffer[offset]
    walk.stack.append(walk.buffer[offset + 1 : end])
    return end


def bytes4(walk: Walk, offset: int) -> int:
    return _bytes(walk, offset + 4, size_of(walk, offset, 4))


def bytes8(walk: Walk, offset: int) -> int:
    return _bytes(walk, offset + 8, size_of(walk, offset, 8))


def buffer(walk: Walk, offset: int) -> int:
    walk.stack.append(BUFFER)
    return offset


def readonly_buffer(walk: Walk, offset: int) -> int:
    walk.stack[-1]
    return offset


def persistent_line(walk: Walk, offset: int) -> int:
    end = walk.line(offset)[1]
    walk.stack.append(PERSISTENT)
    return end


def persistent(walk: Walk, offset: int) -> int:
    identifier = walk.stack.pop()
    is_class = type(identifier) is tuple and len(identifier) > 1 and identifier[0] in ("module", b"module")
    is_made = is_class and type(identifier[1]) in (Name, Made)
    walk.stack.append(identifier[1] if is_made else PERSISTENT)  # torch before 1.6
    return offset


def unknown(walk: Walk, offset: int) -> int:
    raise BrokenError(f"has the byte 0x{walk.buffer[offset - 1]:02x}, which is no opcode")


def size_of(walk: Walk, offset: int, width: int) -> int:
    """A length or an index of `width` bytes."""
    return int.from_bytes(walk.buffer[offset : offset + width], "little")


def _text(walk: Walk, offset: int, size: int, is_strict: bool = True) -> int:
    end = walk.behind(offset, size)
    raw = walk.read(offset, min(size, KEPT))
    if size > KEPT:
        walk.stack.append(Text(walk.base + offset, size, raw.decode("utf-8", "replace")))
        _look_through(walk, offset, size)
    else:
        walk.stack.append(raw.decode("utf-8", "surrogatepass") if is_strict else _decoded(raw))
    return end


def _bytes(walk: Walk, offset: int, size: int) -> int:
    end = walk.behind(offset, size)
    if size <= KEPT or (size <= HELD and not walk.source.is_seekable and _goes_to_loader(walk)):
        walk.stack.append(walk.read(offset, size))
        return end
    head = walk.read(offset, 64)
    walk.stack.append(Blob(walk.base + offset, size, head))
    if walk.wants_strings and size <= CHUNK and head.isascii():
        walk.strings.note("", walk.read(offset, size))
    return end


def _goes_to_loader(walk: Walk) -> bool:
    """Whether the last thing that was pushed is a name of what unpacks bytes."""
    stack = walk.stack or (walk.marks[-1] if walk.marks else [])
    return bool(stack) and type(stack[-1]) is Name and stack[-1].name in LOADERS


def _look_through(walk: Walk, offset: int, size: int) -> None:
    """Note a long text, piece by piece."""
    if not walk.wants_strings:
        return
    for start in range(0, size, CHUNK):
        raw = walk.read(offset + start, min(CHUNK + OVERLAP, size - start))
        walk.strings.note("", raw.decode("utf-8", "replace"))
        if not raw:
            break


def _keep_line(walk: Walk, offset: int, text: str) -> None:
    if len(text) <= KEPT:
        walk.stack.append(text)
        return
    walk.stack.append(Text(walk.base + offset, len(text), text[:KEPT]))
    if walk.wants_strings:
        walk.strings.note("", text)


def _decoded(raw: bytes) -> str:
    """A string of Python 2: whoever loads it says in which encoding."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


OPCODES: dict[bytes, Opcode] = {
    b"\x80": protocol,
    b"\x95": frame,
    b".": stop,
    b"N": none,
    b"\x88": true,
    b"\x89": false,
    b"I": int_line,
    b"L": int_line,
    b"F": float_line,
    b"K": int1,
    b"M": int2,
    b"J": int4,
    b"G": float8,
    b"\x8a": long1,
    b"\x8b": long4,
    b"\x8c": short_text,
    b"X": text4,
    b"\x8d": text8,
    b"V": text_line,
    b"S": string_line,
    b"U": short_string,
    b"T": string4,
    b"C": short_bytes,
    b"B": bytes4,
    b"\x8e": bytes8,
    b"\x96": bytes8,
    b"\x97": buffer,
    b"\x98": readonly_buffer,
    b"P": persistent_line,
    b"Q": persistent,
}
