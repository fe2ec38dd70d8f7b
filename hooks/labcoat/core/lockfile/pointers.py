"""Pointers of Git LFS: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md."""

from __future__ import annotations

from labcoat.core.lockfile.lock import is_sha256

START = b"version https://git-lfs.github.com/spec/v1\n"
LONGEST = 1024  # bytes: what is as long or longer is no pointer
_OID = b"\noid sha256:"


class Pointer:
    """What a pointer says: the sha256 and the bytes of the file, and where the sha256 stands in the text."""

    __slots__ = ("sha256", "size", "start")

    def __init__(self, sha256: str, size: int, start: int) -> None:
        self.sha256 = sha256
        self.size = size
        self.start = start


def read_pointer(data: bytes) -> Pointer | None:
    """The pointer that a file's first bytes are; None for any other file."""
    data = data.replace(b"\r\n", b"\n") if len(data) < LONGEST else b""
    if not data.startswith(START):
        return None
    at = data.find(_OID) + len(_OID)
    digest, _, rest = data[at:].partition(b"\n")
    size = [line.removeprefix(b"size ") for line in rest.split(b"\n") if line.startswith(b"size ")]
    text = digest.decode("latin-1")
    if at < len(_OID) or not is_sha256(text) or len(size) != 1 or not size[0].isdigit() or len(size[0]) > 20:
        return None
    return Pointer(text, int(size[0]), at)
