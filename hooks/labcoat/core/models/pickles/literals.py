"""Numbers and strings that old pickles have as lines of text, as lenient as the most lenient unpickler."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.pickles.values import Opaque

LONGEST = 4000  # digits: int() has limits
_ESCAPES = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v", b"\n": b""}


def integer(line: bytes) -> int | Opaque:
    """The argument of INT and LONG; in hexadecimal, octal and so on too. Unknown where no rule tells."""
    from labcoat.core.models.pickles.values import UNKNOWN

    if line in (b"00", b"01"):
        return line == b"01"
    text = line.partition(b"\0")[0].strip().rstrip(b"L")
    known = [value for value in (_in_base(text[:LONGEST], base) for base in (10, 0, 8)) if value is not None]
    return known[0] if known else UNKNOWN


def _in_base(text: bytes, base: int) -> int | None:
    try:
        return int(text, base)
    except ValueError:
        return None


def is_float(line: bytes) -> bool:
    """Whether a line is an argument of FLOAT."""
    try:
        float(line.partition(b"\0")[0])
    except ValueError:
        return False
    return True


def number(line: bytes) -> int | bytes:
    """The argument of GET and PUT, which ends at a NUL as it does in C: an index, or the line where it is none."""
    text = line.partition(b"\0")[0].strip()
    try:
        return int(text.lstrip(b"+0")[:LONGEST] or text[:LONGEST])
    except ValueError:
        return line[:LONGEST]


def unescaped(line: bytes) -> bytes:
    """The argument of STRING, without quotes and escapes."""
    line = line.strip()
    if len(line) >= 2 and line[0] == line[-1] and line[:1] in b"'\"":
        line = line[1:-1]
    if b"\\" not in line:
        return line
    import re

    return re.sub(rb"\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|.)", _unescaped, line, flags=re.DOTALL)


def _unescaped(match: object) -> bytes:
    escape: bytes = match[1]  # type: ignore[index]
    if escape[:1] == b"x" and len(escape) == 3:
        return bytes([int(escape[1:], 16)])
    if escape.isdigit() and escape[0] < 56:
        return bytes([int(escape, 8) & 255])
    return _ESCAPES.get(escape, escape if escape in b"\\'\"" else b"\\" + escape)
