"""The process that scans: started with BOOT, asked over its standard input, one request after the other.

A frame is two 8-byte big-endian lengths, a JSON header and a body. Of an answer, the header is all there is, but for
`apply`, which has the changed file in its body. Imports nothing of labcoat: the server needs only what is here.
"""

from __future__ import annotations

import json
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO

    Header = dict[str, Any]

# `python -I -S -c BOOT PATHS`: the standard library, then the server's import path, a JSON list, in its order, so that
# both run the same labcoat; of the folder of the notebooks nothing counts.
BOOT = """\
import json, os, sys
import site
here = os.path.realpath(os.getcwd())
given = [path for path in json.loads(sys.argv[1]) if os.path.isabs(path) and os.path.realpath(path) != here]
sys.path += [path for path in given if path not in sys.path]
site.main()
from labcoat_jupyter.worker.main import main
main()
"""
LENGTHS = struct.Struct(">QQ")
MOST_HEADER = 1 << 30  # bytes


def write_frame(file: BinaryIO, header: Header, body: bytes = b"") -> None:
    """Send a header and a body."""
    head = json.dumps(header).encode()
    file.write(LENGTHS.pack(len(head), len(body)) + head)
    file.write(body)
    file.flush()


def read_frame(file: BinaryIO) -> tuple[Header, bytes] | None:
    """The next header and body; None at the end. Raises EOFError in the middle, ValueError for what is no frame."""
    lengths = file.read(LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < LENGTHS.size:
        raise EOFError
    head_length, body_length = LENGTHS.unpack(lengths)
    if head_length > MOST_HEADER:
        raise ValueError("not a frame")
    header = json.loads(_exactly(file, head_length))
    if not isinstance(header, dict):
        raise ValueError("not a frame")
    return header, _exactly(file, body_length)


def _exactly(file: BinaryIO, length: int) -> bytes:
    data = file.read(length)
    if len(data) < length:
        raise EOFError
    return data
