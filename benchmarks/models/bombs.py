"""Small files that cost whoever loads them memory or time without end."""

from __future__ import annotations

import json
import struct
import zlib
from typing import TYPE_CHECKING

from benchmarks.models.case import Case
from tests.model_files.assemble import (
    APPEND,
    DEFLATED,
    DUP,
    EMPTY_DICT,
    EMPTY_LIST,
    EMPTY_TUPLE,
    MARK,
    NONE,
    POP,
    SETITEM,
    STOP,
    TUPLE1,
    TUPLE2,
    Member,
    bytes8,
    call,
    global_,
    int_,
    joblib_array,
    long_line,
    npy,
    pickle,
    proto,
    put,
    zip_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGA = 1_000_000
GIGA = 1_000 * MEGA


def cases() -> Iterator[Case]:
    """All of them."""
    for table in (_pickles(), _archives(), _texts()):
        for name, data in table.items():
            yield Case("denial of service", name, data)


def _pickles() -> dict[str, bytes]:
    doubled = EMPTY_TUPLE + (DUP + TUPLE2) * 60
    files = {
        "laughs_hashed": pickle(EMPTY_DICT, doubled, NONE, SETITEM),
        "laughs": pickle((EMPTY_LIST + DUP + APPEND) + (DUP + TUPLE2) * 2000),
        "marks": proto(4) + MARK * 200_000 + STOP,
        "deep_tuples": pickle(EMPTY_TUPLE + TUPLE1 * 2 * MEGA),
        "long_number": pickle(long_line("9" * 3 * MEGA + "L"), protocol=2),
        "far_memo": pickle(NONE, put(2**31 - 1)),
        "bytes_of_an_exabyte": pickle(bytes8(b"", 2**60)),
        "bytearray_claim": proto(5) + b"\x96" + struct.pack("<Q", 2**40) + b"abc",
        "bytearray_call": pickle(call(global_("builtins", "bytearray"), int_(2**40))),
        "bytes_call": pickle(call(global_("builtins", "bytes"), int_(2**40))),
        "range_in_list": pickle(call(global_("builtins", "list"), call(global_("builtins", "range"), int_(2**50)))),
        "endless": pickle(call(global_("collections", "deque"), call(global_("itertools", "count")))),
        "text_claim": proto(4) + b"\x8d" + struct.pack("<Q", 2**50) + b"abc",
    }
    return {f"{name}.pkl": data for name, data in files.items()} | {
        "claim.joblib": pickle(joblib_array(b"", shape=(2**40,))),
        "claim.npy": npy(b"", descr="<f8", shape=(2**40,)),
    }


def _archives() -> dict[str, bytes]:
    raw = _deflated_zeros(GIGA)
    claim = Member("archive/data.pkl", pickle(NONE), claimed_size=2**32 - 2)
    return {
        "gigabyte.pt": _zip_bomb("archive/data.pkl", raw),
        "gigabyte.keras": _zip_bomb("config.json", raw),
        "gigabyte.gz": b"\x1f\x8b\x08\0\0\0\0\0\2\3" + raw + struct.pack("<II", 0, GIGA),
        "overlapping.zip": _overlapping(3000),
        "deep.zip": _deep(200),
        "stored_claim.pt": zip_file(claim),
    }


def _deflated_zeros(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = bytes(MEGA)
    return b"".join([packer.compress(chunk) for _ in range(size // MEGA)]) + packer.flush()


def _zip_bomb(name: str, raw: bytes) -> bytes:
    """A gigabyte in a megabyte; told truly."""
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, DEFLATED, 0, 33, 0, len(raw), GIGA, len(name), 0) + name.encode()
    fields = (20, 20, 0, DEFLATED, 0, 33, 0, len(raw), GIGA, len(name), 0, 0, 0, 0, 0, 0)
    central = struct.pack("<4s6H3I5H2I", b"PK\1\2", *fields) + name.encode()
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local) + len(raw), 0)
    return local + raw + central + end


def _overlapping(count: int) -> bytes:
    """Every entry of the directory points to the same megabyte."""
    one = zip_file(Member("a.pkl", bytes(MEGA), method=DEFLATED))
    end = one.rindex(b"PK\5\6")
    start = struct.unpack("<I", one[end + 16 : end + 20])[0]
    entry = one[start:end]
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(entry) * count, start, 0)
    return one[:start] + entry * count + tail


def _deep(levels: int) -> bytes:
    data = b"x"
    for _ in range(levels):
        data = zip_file(Member("a.zip", data))
    return data


def _texts() -> dict[str, bytes]:
    aliases = "a0: &a0 [x, x]\n" + "".join([f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)])
    entities = "".join([f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)])
    arrays = b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 1) + b"a" + struct.pack("<I", 9)
    return {
        "aliases/MLmodel": ("flavors: {}\n" + aliases).encode(),
        "entities.pmml": f'<!DOCTYPE PMML [<!ENTITY e0 "x">{entities}]><PMML>&e11;</PMML>'.encode(),
        "deep.keras": zip_file(Member("config.json", b'{"config":' * 100_000 + b"1" + b"}" * 100_000)),
        "deep/tokenizer_config.json": b'{"chat_template":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        "arrays_in_arrays.gguf": arrays + struct.pack("<IQ", 9, 1) * 100_000,
        "deep_header.npy": npy(b"", descr="x").replace(b"'x'", b"(" * 3000 + b")" * 3000),
        "wide_number.safetensors": _safetensors(b'{"a":' + b"9" * 5 * MEGA + b"}"),
        "many_tensors.safetensors": _safetensors(json.dumps({"a": {"dtype": "F32", "shape": [0] * MEGA}}).encode()),
    }


def _safetensors(header: bytes) -> bytes:
    return struct.pack("<Q", len(header)) + header + POP
