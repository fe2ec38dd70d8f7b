"""Whether a file may be a pickle of an old protocol, by its first opcode: those have no mark of their own."""

from __future__ import annotations

# First opcodes that do not fail on an empty stack, with the bytes that their arguments have.
_FIXED = {b"(": 0, b")": 0, b"]": 0, b"}": 0, b"N": 0, b"\x88": 0, b"\x89": 0, b"\x8f": 0}
_FIXED |= {b"K": 1, b"M": 2, b"J": 4, b"G": 8, b"\x95": 8, b"\x82": 1, b"\x83": 2, b"\x84": 4}
_SIZED = {b"U": 1, b"C": 1, b"\x8c": 1, b"\x8a": 1, b"T": 4, b"X": 4, b"B": 4, b"\x8b": 4}  # the width of the size
_SIZED |= {b"\x8d": 8, b"\x8e": 8, b"\x96": 8}
_LINES = (b"I", b"L", b"F", b"S", b"V", b"P", b"c")
_OPCODES = frozenset(b"(.0124FIJKLMNPQRSTUVXabcdeghijlopqrstu}])G\x80BC" + bytes(range(0x81, 0x99)))


def may_be_pickle(head: bytes) -> bool:
    """Whether the first opcode, with its argument, is followed by another one; a rough sieve for all files."""
    first = head[:1]
    if first in _FIXED:
        return _goes_on(head, 1 + _FIXED[first])
    if first in _SIZED:
        width = _SIZED[first]
        return _goes_on(head, 1 + width + int.from_bytes(head[1 : 1 + width], "little"))
    return first in _LINES and _may_be_line(first, head[1:])


def _goes_on(head: bytes, offset: int) -> bool:
    return offset >= len(head) >= 512 or (offset < len(head) and head[offset] in _OPCODES)


def _may_be_line(opcode: bytes, rest: bytes) -> bool:
    """Whether a line of text may be the argument of an opcode; prose and code are none."""
    line, end, more = rest.partition(b"\n")
    if opcode == b"V" or not end:
        return not end or more[:1] == b"" or more[0] in _OPCODES
    text = line.partition(b"\0")[0].strip()
    if opcode == b"S":
        return text[:1] in (b"'", b'"')
    if opcode == b"c":
        return all([part.isidentifier() for part in text.decode("utf-8", "replace").split(".")])
    return opcode == b"P" or text[:1] in b"+-.0123456789iInN"
