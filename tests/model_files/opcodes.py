"""Pickles put together opcode by opcode, as pickletools.py of CPython defines them. Nothing is ever loaded."""

from __future__ import annotations

import struct

MARK, STOP, POP, POP_MARK, DUP = b"(", b".", b"0", b"1", b"2"
REDUCE, BUILD, OBJ, NEWOBJ, NEWOBJ_EX = b"R", b"b", b"o", b"\x81", b"\x92"
STACK_GLOBAL, MEMOIZE, BINPERSID = b"\x93", b"\x94", b"Q"
NONE, TRUE, FALSE = b"N", b"\x88", b"\x89"
EMPTY_TUPLE, TUPLE, TUPLE1, TUPLE2, TUPLE3 = b")", b"t", b"\x85", b"\x86", b"\x87"
EMPTY_LIST, LIST, APPEND, APPENDS = b"]", b"l", b"a", b"e"
EMPTY_DICT, DICT, SETITEM, SETITEMS = b"}", b"d", b"s", b"u"
EMPTY_SET, ADDITEMS, FROZENSET = b"\x8f", b"\x90", b"\x91"
NEXT_BUFFER, READONLY_BUFFER = b"\x97", b"\x98"


def pickle(*parts: bytes, protocol: int = 4, framed: bool = False) -> bytes:
    """A whole stream: PROTO (from protocol 2 on), the parts, STOP; in one FRAME on request."""
    body = b"".join(parts) + STOP
    head = proto(protocol) if protocol >= 2 else b""
    return head + (frame(body) if framed else body)


def proto(number: int) -> bytes:
    """PROTO."""
    return b"\x80" + bytes([number])


def frame(body: bytes, size: int | None = None) -> bytes:
    """FRAME around a body; with a size of its own it lies."""
    return b"\x95" + struct.pack("<Q", len(body) if size is None else size) + body


def global_(module: str, name: str) -> bytes:
    """GLOBAL: module and name as lines of text."""
    return b"c" + f"{module}\n{name}\n".encode()


def stack_global(module: str, name: str) -> bytes:
    """STACK_GLOBAL over two strings."""
    return text(module) + text(name) + STACK_GLOBAL


def inst(module: str, name: str, *arguments: bytes) -> bytes:
    """INST: the arguments since the mark, and the class by name."""
    return MARK + b"".join(arguments) + b"i" + f"{module}\n{name}\n".encode()


def obj(callable_: bytes, *arguments: bytes) -> bytes:
    """OBJ: mark, class, arguments."""
    return MARK + callable_ + b"".join(arguments) + OBJ


def call(callable_: bytes, *arguments: bytes) -> bytes:
    """REDUCE over a tuple of arguments."""
    return callable_ + tuple_(*arguments) + REDUCE


def new(class_: bytes, *arguments: bytes) -> bytes:
    """NEWOBJ: cls.__new__(cls, *arguments)."""
    return class_ + tuple_(*arguments) + NEWOBJ


def new_ex(class_: bytes, *arguments: bytes, keywords: bytes = EMPTY_DICT) -> bytes:
    """NEWOBJ_EX: cls.__new__(cls, *arguments, **keywords)."""
    return class_ + tuple_(*arguments) + keywords + NEWOBJ_EX


def build(target: bytes, state: bytes) -> bytes:
    """BUILD: target.__setstate__(state), or its __dict__ updated."""
    return target + state + BUILD


def extension(code: int, width: int = 1) -> bytes:
    """EXT1, EXT2 or EXT4: a code of the registry of copyreg."""
    return {1: b"\x82", 2: b"\x83", 4: b"\x84"}[width] + code.to_bytes(width, "little")


def tuple_(*parts: bytes) -> bytes:
    """A tuple, by the shortest opcode."""
    short = {0: EMPTY_TUPLE, 1: TUPLE1, 2: TUPLE2, 3: TUPLE3}
    joined = b"".join(parts)
    return (
        joined + short[len(parts)] if len(parts) in (1, 2, 3) else (EMPTY_TUPLE if not parts else MARK + joined + TUPLE)
    )


def list_(*parts: bytes) -> bytes:
    """A list, filled by APPENDS."""
    return EMPTY_LIST + MARK + b"".join(parts) + APPENDS


def dict_(*pairs: tuple[bytes, bytes]) -> bytes:
    """A dictionary, filled by SETITEMS."""
    return EMPTY_DICT + MARK + b"".join([key + value for key, value in pairs]) + SETITEMS


def text(value: str) -> bytes:
    """SHORT_BINUNICODE or BINUNICODE."""
    raw = value.encode("utf-8", "surrogatepass")
    if len(raw) < 256:
        return b"\x8c" + bytes([len(raw)]) + raw
    return b"X" + struct.pack("<I", len(raw)) + raw


def text8(value: str) -> bytes:
    """BINUNICODE8."""
    raw = value.encode("utf-8", "surrogatepass")
    return b"\x8d" + struct.pack("<Q", len(raw)) + raw


def binunicode(value: str) -> bytes:
    """BINUNICODE, whatever the length."""
    raw = value.encode("utf-8", "surrogatepass")
    return b"X" + struct.pack("<I", len(raw)) + raw


def unicode_line(value: str) -> bytes:
    """UNICODE of protocol 0: raw-unicode-escape to the end of the line."""
    return b"V" + value.encode("raw-unicode-escape") + b"\n"


def string_line(literal: str | bytes) -> bytes:
    """STRING of protocol 0, with the quotes that the literal brings."""
    return b"S" + (literal if isinstance(literal, bytes) else literal.encode()) + b"\n"


def short_binstring(raw: bytes) -> bytes:
    """SHORT_BINSTRING."""
    return b"U" + bytes([len(raw)]) + raw


def binstring(raw: bytes) -> bytes:
    """BINSTRING."""
    return b"T" + struct.pack("<i", len(raw)) + raw


def bytes_(raw: bytes) -> bytes:
    """SHORT_BINBYTES or BINBYTES."""
    return b"C" + bytes([len(raw)]) + raw if len(raw) < 256 else b"B" + struct.pack("<I", len(raw)) + raw


def bytes8(raw: bytes, size: int | None = None) -> bytes:
    """BINBYTES8; with a size of its own it lies."""
    return b"\x8e" + struct.pack("<Q", len(raw) if size is None else size) + raw


def bytearray8(raw: bytes) -> bytes:
    """BYTEARRAY8."""
    return b"\x96" + struct.pack("<Q", len(raw)) + raw


def int_(value: int) -> bytes:
    """BININT1, BININT or LONG1."""
    if 0 <= value < 256:
        return b"K" + bytes([value])
    return b"J" + struct.pack("<i", value) if -(2**31) <= value < 2**31 else long1(value)


def int_line(literal: str) -> bytes:
    """INT of protocol 0, with any literal."""
    return b"I" + literal.encode() + b"\n"


def long_line(literal: str) -> bytes:
    """LONG of protocol 0, with any literal."""
    return b"L" + literal.encode() + b"\n"


def long1(value: int) -> bytes:
    """LONG1."""
    raw = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
    return b"\x8a" + bytes([len(raw)]) + raw


def float_(value: float) -> bytes:
    """BINFLOAT."""
    return b"G" + struct.pack(">d", value)


def put(number: int) -> bytes:
    """BINPUT or LONG_BINPUT."""
    return b"q" + bytes([number]) if number < 256 else b"r" + struct.pack("<I", number)


def get(number: int) -> bytes:
    """BINGET or LONG_BINGET."""
    return b"h" + bytes([number]) if number < 256 else b"j" + struct.pack("<I", number)


def put_line(number: int | str) -> bytes:
    """PUT of protocol 0."""
    return b"p" + f"{number}\n".encode()


def get_line(number: int | str) -> bytes:
    """GET of protocol 0."""
    return b"g" + f"{number}\n".encode()


def persistent_line(identifier: str) -> bytes:
    """PERSID of protocol 0."""
    return b"P" + identifier.encode() + b"\n"
