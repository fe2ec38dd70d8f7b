"""What a file holds: its sha256 and size, of the bytes themselves or as a pointer of Git LFS says."""

from __future__ import annotations

import os
from stat import S_ISREG

from labcoat.core.lockfile.pointers import LONGEST, read_pointer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

CHUNK = 1 << 20  # bytes that are read at once


class Content:
    """A sha256 in hex digits and a size in bytes. `is_pointer`: another file says so, and the bytes are elsewhere."""

    __slots__ = ("is_pointer", "sha256", "size")

    def __init__(self, sha256: str, size: int, is_pointer: bool = False) -> None:
        self.sha256 = sha256
        self.size = size
        self.is_pointer = is_pointer


def open_regular(path: str) -> BinaryIO:
    """A file to read, which is no device: a link to one would never end. Raises OSError."""
    if not S_ISREG(os.stat(path).st_mode):
        raise OSError(0, "not a regular file")
    return open(path, "rb")


def content_of(path: str) -> Content:
    """The content that a file stands for. Raises OSError."""
    with open_regular(path) as file:
        head = file.read(LONGEST)
        pointer = read_pointer(head)
        if pointer:
            return Content(pointer.sha256, pointer.size, is_pointer=True)
    return Content(sha256_of(path), os.stat(path).st_size)


def sha256_of(path: str) -> str:
    """The sha256 of a file's bytes, read a megabyte at a time. Raises OSError."""
    from hashlib import sha256

    digest, buffer = sha256(), bytearray(CHUNK)
    view = memoryview(buffer)
    with open(path, "rb", buffering=0) as file:
        while count := file.readinto(buffer):
            digest.update(view[:count])
    return digest.hexdigest()
