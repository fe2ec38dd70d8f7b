"""The headers of tar files: IEEE 1003.1 (pax), and those of GNU tar for long names and sparse members."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.source import Source

BLOCK = 512
LONGEST = 1 << 20  # bytes of a long name, or of a pax header; what is longer is cut
MOST_HEADERS = 100  # that one member may have before its own
_NO_DATA = b"123456"  # links, devices and folders have none, whatever their size says
_GLOBAL, _NEXT, _LONG_NAME, _LONG_LINK, _SPARSE = b"g", b"x", b"L", b"K", b"S"


class Header:
    """A member: `size` bytes at `start`, the next header at `end`; `real_size` is that of a sparse one."""

    __slots__ = ("end", "hard_link", "kind", "name", "real_size", "size", "start", "symbolic_link")

    def __init__(self, raw: bytes, start: int, told: dict[str, str]) -> None:
        self.kind = raw[156:157]
        link = told.get("linkpath", _text(raw[157:257]))
        self.symbolic_link = link if self.kind == b"2" else ""
        self.hard_link = link if self.kind == b"1" else ""
        self.name = told.get("GNU.sparse.name", told.get("path", _name(raw)))
        size = _decimal(told.get("size", "")) if "size" in told else _number(raw[124:136])
        self.start = start
        self.size = 0 if self.kind in _NO_DATA else max(0, size)
        self.end = start + (self.size + BLOCK - 1) // BLOCK * BLOCK
        self.real_size = _decimal(told.get("GNU.sparse.realsize", told.get("GNU.sparse.size", "")))
        if self.kind == _SPARSE:
            self.real_size = max(0, _number(raw[483:495]))


def has_its_sum(raw: bytes) -> bool:
    """Whether a block is a header: its bytes have the sum that is in it. Some programs added signed bytes."""
    told = _number(raw[148:156])
    if len(raw) < BLOCK or told <= 0:
        return False
    plain = sum(raw[:148]) + 8 * 32 + sum(raw[156:])
    return told == plain or told == plain - 256 * sum([byte > 127 for byte in raw[:148] + raw[156:]])


def read_header(source: Source, offset: int) -> Header | None:
    """The header of the next member, with what stands before it; None where it is broken."""
    told: dict[str, str] = {}
    for _ in range(MOST_HEADERS):
        raw = source.read(offset, BLOCK)
        if not has_its_sum(raw):
            return None
        offset += BLOCK
        kind, size = raw[156:157], _number(raw[124:136])
        if kind not in (_GLOBAL, _NEXT, b"X", _LONG_NAME, _LONG_LINK):
            return Header(raw, _behind_map(source, raw, offset), told)
        if size < 0:
            return None
        told.update(_told(kind, source.read(offset, min(size, LONGEST))))
        offset += (size + BLOCK - 1) // BLOCK * BLOCK
    return None


def _behind_map(source: Source, raw: bytes, offset: int) -> int:
    """Where data begins: an old sparse member has blocks that say where its pieces are before it."""
    more = raw[156:157] == _SPARSE and raw[482:483] != b"\0"
    while more:
        block = source.read(offset, BLOCK)
        offset += BLOCK
        more = len(block) == BLOCK and block[504:505] != b"\0"
    return offset


def _told(kind: bytes, data: bytes) -> dict[str, str]:
    if kind == _LONG_NAME:
        return {"path": _text(data)}
    return {"linkpath": _text(data)} if kind == _LONG_LINK else _records(data)


def _records(data: bytes) -> dict[str, str]:
    """The records `length key=value` of a pax header, up to the first that is broken."""
    found, at = {}, 0
    while at < len(data):
        digits = data[at : at + 20].partition(b" ")[0]
        length = int(digits) if digits.isdigit() else 0
        key, equals, value = data[at + len(digits) + 1 : at + length].partition(b"=")
        if not equals:
            break
        found[key.decode("utf-8", "replace")] = value.removesuffix(b"\n").decode("utf-8", "backslashreplace")
        at += length
    return found


def _name(raw: bytes) -> str:
    prefix = _text(raw[345:500]) if raw[257:263] == b"ustar\0" else ""
    return f"{prefix}/{_text(raw[:100])}" if prefix else _text(raw[:100])


def _text(raw: bytes) -> str:
    return raw.partition(b"\0")[0].decode("utf-8", "backslashreplace")


def _number(raw: bytes) -> int:
    """Octal digits, or, of GNU, a binary number behind a byte with the highest bit set; -1 for anything else."""
    if raw[:1] in (b"\x80", b"\xff"):
        return int.from_bytes(raw[1:], "big", signed=raw[:1] == b"\xff")
    digits = raw.strip(b" \0").partition(b"\0")[0].strip()
    if not digits:
        return 0
    return int(digits, 8) if not digits.translate(None, b"01234567") else -1


def _decimal(text: str) -> int:
    digits = text.partition(".")[0][:30]
    return int(digits) if digits.isascii() and digits.isdigit() else 0
