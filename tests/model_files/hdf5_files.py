"""HDF5 files put together message by message, in the layout of version 2; nothing is written by the library."""

from __future__ import annotations

import struct

MAGIC = b"\x89HDF\r\n\x1a\n"
SUPERBLOCK = 48
UNDEFINED = b"\xff" * 8


def hdf5(*messages: bytes, objects: dict[int, bytes] | None = None, user_block: int = 0) -> bytes:
    """A file whose root group has these messages; further bytes at addresses of their own."""
    root = header(*messages)
    head = (
        MAGIC + bytes([2, 8, 8, 0]) + struct.pack("<Q", user_block) + UNDEFINED + struct.pack("<QQI", 0, SUPERBLOCK, 0)
    )
    body = bytearray(head + root)
    for address, data in (objects or {}).items():
        body += bytes(max(0, address - len(body)))
        body[address : address + len(data)] = data
    return bytes(user_block) + bytes(body)


def header(*messages: bytes) -> bytes:
    """An object header with one chunk."""
    chunk = b"".join(messages)
    return b"OHDR\2\2" + struct.pack("<I", len(chunk)) + chunk + bytes(4)


def message(kind: int, body: bytes, flags: int = 0) -> bytes:
    """A message of an object header."""
    return bytes([kind]) + struct.pack("<HB", len(body), flags) + body


def attribute(name: str, value: str) -> bytes:
    """A string of fixed length."""
    return message(12, attribute_body(name, struct.pack("<4BI", 0x13, 0, 0, 0, len(value.encode())), value.encode()))


def attribute_body(name: str, datatype: bytes, data: bytes, flags: int = 0) -> bytes:
    """What an attribute message is made of; the dataspace is that of a scalar."""
    raw = name.encode() + b"\0"
    return struct.pack("<2B3HB", 3, flags, len(raw), len(datatype), 4, 1) + raw + datatype + b"\2\0\0\0" + data


def variable_attribute(name: str, size: int, collection: int, index: int = 1) -> bytes:
    """A string of variable length, in the global heap."""
    datatype = struct.pack("<4BI", 0x19, 1, 1, 0, 16) + struct.pack("<4BI", 0x13, 0, 0, 0, 1)
    return message(12, attribute_body(name, datatype, struct.pack("<IQI", size, collection, index)))


def global_heap(*values: bytes) -> bytes:
    """A collection of the global heap."""
    objects = b""
    for index, value in enumerate(values, 1):
        objects += struct.pack("<HHIQ", index, 1, 0, len(value)) + value + bytes(-len(value) % 8)
    return b"GCOL\1\0\0\0" + struct.pack("<Q", 16 + len(objects)) + objects


def link(name: str, address: int) -> bytes:
    """A hard link."""
    return message(6, bytes([1, 0, len(name)]) + name.encode() + struct.pack("<Q", address))


def external_link(name: str, file: str, path: str = "/") -> bytes:
    """A link to an object of another file."""
    value = b"\0" + file.encode() + b"\0" + path.encode() + b"\0"
    return message(6, bytes([1, 8, 64, len(name)]) + name.encode() + struct.pack("<H", len(value)) + value)


def external_data(heap: int, offset: int = 0) -> bytes:
    """Raw data in another file, whose name is in a local heap."""
    return message(7, b"\1\0\0\0" + struct.pack("<HHQ", 1, 1, heap) + struct.pack("<QQQ", offset, 0, 10))


def local_heap(address: int, data: bytes) -> bytes:
    """A local heap that is at an address, with its data behind it."""
    return b"HEAP\0\0\0\0" + struct.pack("<QQQ", len(data), 1, address + 32) + data


def virtual_data(collection: int) -> bytes:
    """A dataset made of others, whose files are in the global heap."""
    return message(8, b"\4\3" + struct.pack("<QI", collection, 1))


def virtual_files(*files: str, data: str = "/data") -> bytes:
    """The list of a virtual dataset: the files, each with a dataset; then selections of everything."""
    everything = struct.pack("<IIII", 3, 1, 0, 0)
    entries = b"".join([name.encode() + b"\0" + data.encode() + b"\0" + everything * 2 for name in files])
    return b"\0" + struct.pack("<Q", len(files)) + entries + bytes(4)
