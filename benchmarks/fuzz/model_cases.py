"""A model case's number to a file's name and bytes: files of the accuracy corpus, changed where it hurts."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from benchmarks.fuzz.cases import SECRET, Case
from benchmarks.fuzz.mutate_text import mutate_bytes
from benchmarks.models import archives, bombs, formats, gadgets, held_out, honest, streams

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST = 100_000  # bytes of a file that is mutated
HUGE = (0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFF, 0, 1)
OPCODES = b"(.012FIJKLMNPQRSTUVX]abcdeghijlopqrstu})BC" + bytes(range(0x80, 0x99))
MAGICS = (
    b"PK\3\4",
    b"PK\1\2",
    b"PK\5\6",
    b"\x1f\x8b",
    b"BZh9",
    b"\x93NUMPY\1\0",
    b"\x89HDF\r\n\x1a\n",
    b"GGUF",
    b"RDX3\nX\n",
)
NAMES = ("model.pkl", "model.bin", "a.joblib", "model.pt", "a.zip", "a", "model.onnx", "a.h5", "a.json", "a.txt")


def model_case(seed: int, number: int) -> Case:
    """The same for the same numbers, always."""
    random = Random(f"model:{seed}:{number}")
    given = random.choice(_samples())
    data = given.data
    for _ in range(random.choice((0, 1, 1, 1, 2, 4, 12)) if data else 0):
        data = _mutated(random, data) or b"\0"
    while random.random() < 0.2:
        data = _packed(random)(data)
    name = given.name.rpartition("/")[2] if random.random() < 0.8 else random.choice(NAMES)
    return Case(name, data)


@cache
def _samples() -> list[Case]:
    """The corpus, and a checkpoint that holds the planted secret."""
    modules = (archives, bombs, formats, gadgets, held_out, honest, streams)
    found = [Case(made.name, made.data) for module in modules for made in module.cases() if len(made.data) <= LARGEST]
    state = b"\x80\x02}(X\x05\x00\x00\x00tokenX" + len(SECRET).to_bytes(4, "little") + SECRET.encode() + b"u."
    return [*found, *[Case("model.pkl", state)] * (len(found) // 20)]


def _mutated(random: Random, data: bytes) -> bytes:
    kind = random.randrange(5)
    at = random.randrange(len(data))
    if kind == 0:
        size = random.choice((1, 2, 4, 8))
        number = random.choice(HUGE) if random.random() < 0.7 else random.getrandbits(64)
        return (
            data[:at]
            + (number & (1 << 8 * size) - 1).to_bytes(size, random.choice(("little", "big")))
            + data[at + size :]
        )
    if kind == 1:
        opcodes = bytes(random.choices(OPCODES, k=random.choice((1, 2, 5, 300))))
        return data[:at] + opcodes + data[at + random.randrange(2) :]
    if kind == 2:
        return data[:at] + random.choice(MAGICS) + data[at:]
    return mutate_bytes(random, data, random.choice(_samples()).data)


def _packed(random: Random) -> Callable[[bytes], bytes]:
    return random.choice((gzip.compress, bz2.compress, lzma.compress, zlib.compress, _zipped, _tarred))


def _zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", data)
        archive.writestr("archive/version", "3\n")
    return file.getvalue()


def _tarred(data: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo("model/data.pkl")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return file.getvalue()
