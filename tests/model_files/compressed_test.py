"""Files that are compressed as a whole, and formats that labcoat knows and does not read."""

from __future__ import annotations

import bz2
import gzip
import io
import zlib

import pytest

from tests.model_files import assemble as a
from tests.model_files.assemble import compressed
from tests.model_files.cases import case, findings, flagging, quiet, rules_in

RUN = a.call(a.global_("os", "system"), a.text("id"))
PAYLOAD = a.pickle(RUN)
HARMLESS = a.pickle(a.list_(a.int_(1)))
KINDS = ("gz", "bz2", "xz", "lzma", "zlib")
JOBLIB_ZFILE = b"ZF0x" + f"{len(PAYLOAD):x}".ljust(17).encode()


def named_gzip(name: str, data: bytes) -> bytes:
    target = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=target, mtime=0) as file:
        file.write(data)
    return target.getvalue()


FOUND = [
    *[case(kind, f"m.pkl.{kind}", compressed(PAYLOAD, kind)) for kind in KINDS],
    case("twice", "m.pkl.gz", compressed(PAYLOAD, "gz", "gz")),
    case("four kinds", "m.pkl", compressed(PAYLOAD, "zlib", "xz", "bz2", "gz")),
    case("another name", "m.png", compressed(PAYLOAD, "gz")),
    case("the name in the header", "m.bin", named_gzip("m.pkl", PAYLOAD)),
    case("ZF of joblib", "m.joblib", JOBLIB_ZFILE + zlib.compress(PAYLOAD)),
    case("ZF of joblib for Python 2", "m.joblib", JOBLIB_ZFILE + b" " + zlib.compress(PAYLOAD)),
    case("in the second member", "m.gz", compressed(HARMLESS, "gz") + compressed(PAYLOAD, "gz")),
    case("over two members", "m.gz", compressed(PAYLOAD[:9], "gz") + compressed(PAYLOAD[9:], "gz")),
    case("in the second stream of bzip2", "m.bz2", bz2.compress(HARMLESS) + bz2.compress(PAYLOAD)),
    case("in the second stream of xz", "m.xz", compressed(HARMLESS, "xz") + compressed(PAYLOAD, "xz")),
    case("behind padding", "m.gz", compressed(HARMLESS, "gz") + bytes(512) + compressed(PAYLOAD, "gz")),
    case("behind it", "m.gz", compressed(HARMLESS, "gz") + PAYLOAD),
    case("in what was cut off", "m.gz", compressed(PAYLOAD + bytes(1000), "gz")[:-6]),
    case("far behind", "m.gz", compressed(a.pickle(a.bytes_(bytes(3 << 20)), RUN), "gz")),
]
test_payload_is_found = flagging("dangerous-pickle-import", FOUND)

BROKEN = [
    case("cut off", "m.gz", compressed(HARMLESS, "gz")[:-4]),
    case("cut off in the header", "m.gz", compressed(HARMLESS, "gz")[:3]),
    case("cut off, bzip2", "m.bz2", compressed(HARMLESS, "bz2")[:-4]),
    case("cut off, xz", "m.xz", compressed(HARMLESS, "xz")[:-4]),
    case("cut off, zlib, by its name", "m.zlib", b"x\x9c" + compressed(HARMLESS, "zlib")[2:-4]),
    case("changed", "m.gz", compressed(HARMLESS, "gz")[:-8] + bytes(8)),
    case("more behind it", "m.gz", compressed(HARMLESS, "gz") + b"more"),
]
test_broken = flagging("malformed-model", BROKEN)

FINE = [
    *[case(kind, f"m.pkl.{kind}", compressed(HARMLESS, kind)) for kind in KINDS],
    case("numbers like the first bytes of zlib", "m.bin", b"x\x9c" + bytes(range(256)) * 9),
    case("numbers like the first bytes of LZMA", "m.bin", b"]" + bytes(7) + b"\5" + bytes(7) + bytes(range(256))),
    case("numbers like the first bytes of gzip", "m.bin", b"\x1f\x8b" + bytes(99)),
    case("words like the first bytes of bzip2", "m.bin", b"BZhang" + bytes(99)),
    case("padded", "m.gz", compressed(HARMLESS, "gz") + bytes(512)),
    case("text", "words.txt.gz", named_gzip("words.txt", b"some words\n" * 10_000)),
    case("seven megabytes of text", "words.txt.gz", compressed(b"some words, and 12 numbers\n" * 250_000, "gz")),
    case("rows compressed by Zstandard", "rows.jsonl.zst", b"\x28\xb5\x2f\xfd" + bytes(20)),
]
test_quiet = quiet(FINE)

CLOSED = [
    case("7z", "m.pt", a.seven_zip()),
    case("rar", "m.bin", b"Rar!\x1a\x07\x01\x00" + bytes(60)),
    case("Zstandard", "m.pkl.zst", b"\x28\xb5\x2f\xfd" + bytes(20)),
    case("LZ4", "m.joblib", b"\x04\x22\x4d\x18" + bytes(20)),
    case("7z in gzip", "m.gz", compressed(a.seven_zip(), "gz")),
]
test_closed = flagging("uninspectable-model", CLOSED)


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz"])
def test_bomb_is_told_once(kind: str) -> None:
    bomb = compressed(bytes(10 << 20), kind) * 30
    assert [finding.rule for finding in findings(bomb, f"m.bin.{kind}")] == ["model-bomb"]


def test_layers_end_in_a_finding() -> None:
    assert rules_in(compressed(HARMLESS, *["gz"] * 30), "m.bin.gz") == {"model-bomb"}
