"""Bytes to text and back without losing one."""

from __future__ import annotations

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# With what UTF-7, unicode_escape and idna read as something else: an escape, a plus sign, a coded name.
_ASCII = "".join([chr(code) for code in range(32, 127) if code != 92]) + "\\u0041\t\n\f\r.xn--4ca."


class Text:
    """Decoded text. `encode` gives the bytes of a changed text in the same encoding, byte-order mark included."""

    __slots__ = ("bom", "encoding", "text")

    def __init__(self, text: str, encoding: str, bom: bytes) -> None:
        self.text = text
        self.encoding = encoding
        self.bom = bom

    def encode(self, text: str) -> bytes:
        """Bytes of `text` as the file would hold it. Raises UnicodeEncodeError."""
        return self.bom + text.encode(self.encoding)


def decode(data: bytes, encoding: str = "") -> Text:
    """Decode by byte-order mark, else by `encoding`, else as UTF-8 (or UTF-16/32 where ASCII has zeros between).

    Line ends stay as they are. Raises UnicodeError; LookupError for an `encoding` that is unknown or hides text.
    """
    for bom, name in BOMS:
        if data.startswith(bom):
            return Text(data[len(bom) :].decode(name), name, bom)
    name = encoding or wide_encoding(data) or "utf-8"
    if encoding and not _keeps_ascii(encoding):
        raise LookupError(encoding)
    return Text(data.decode(name), name, b"")


def _keeps_ascii(encoding: str) -> bool:
    """Whether ASCII means in an encoding what it seems to; not so in UTF-7 or `unicode_escape`."""
    try:
        return _ASCII.encode().decode(encoding) == _ASCII
    except UnicodeError:
        return False


def wide_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32 without a byte-order mark, told by the zeros of an ASCII start (as RFC 4627, section 3)."""
    if len(data) < 4:
        return ""
    zeros = (data[0] == 0, data[1] == 0, data[2] == 0, data[3] == 0)
    return {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }.get(zeros, "")
