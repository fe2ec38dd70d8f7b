"""Headers of safetensors files that say something else than the file holds."""

from __future__ import annotations

import json
import struct

import pytest

from labcoat.core.arguments import Arguments
from labcoat.core.checker import Checker
from labcoat.core.families import load_rules
from labcoat.core.models.inspection import Inspection
from labcoat.core.models.place import Place
from labcoat.core.models.safetensors import read
from labcoat.core.models.source import Stream
from tests.model_files import assemble as a
from tests.model_files.cases import case, findings, flagging, quiet

BOTH = {"a": (0, 8), "b": (8, 12)}


def header(tensors: dict[str, tuple[int, int]], **more: object) -> dict[str, object]:
    """A header of bytes, as long as they are."""
    made: dict[str, object] = {
        name: {"dtype": "U8", "shape": [end - start], "data_offsets": [start, end]}
        for name, (start, end) in tensors.items()
    }
    return {**made, **more}


def tensor(**fields: object) -> dict[str, object]:
    return {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8], **fields}}


def raw(text: str, data: bytes = b"") -> bytes:
    return a.safetensors(text.encode(), data)


A = '{"dtype":"U8","shape":[8],"data_offsets":[0,8]}'
MALFORMED = [
    case("overlap", "m.safetensors", a.safetensors(header({"a": (0, 8), "b": (4, 12)}), bytes(12))),
    case("the same bytes", "m.safetensors", a.safetensors(header({"a": (0, 8), "b": (0, 8)}), bytes(8))),
    case("a hole", "m.safetensors", a.safetensors(header({"a": (0, 8), "b": (9, 12)}), bytes(12))),
    case("a hole at the beginning", "m.safetensors", a.safetensors(header({"a": (4, 8)}), bytes(8))),
    case("bytes behind", "m.safetensors", a.safetensors(header(BOTH), bytes(13))),
    case("a file behind", "m.safetensors", a.safetensors(header(BOTH), bytes(12) + a.zip_file(a.Member("x", b"y")))),
    case("only data", "m.safetensors", a.safetensors({}, b"x")),
    case("too short", "m.safetensors", a.safetensors(header(BOTH), bytes(11))),
    case("far beyond", "m.safetensors", a.safetensors(tensor(shape=[2**40], data_offsets=[0, 2**42]), bytes(8))),
    case("backwards", "m.safetensors", a.safetensors(tensor(data_offsets=[8, 0]), bytes(8))),
    case("negative", "m.safetensors", a.safetensors(tensor(data_offsets=[-8, 0]), bytes(8))),
    case("fractions", "m.safetensors", a.safetensors(tensor(data_offsets=[0, 8.0]), bytes(8))),
    case("three offsets", "m.safetensors", a.safetensors(tensor(data_offsets=[0, 8, 8]), bytes(8))),
    case("another shape", "m.safetensors", a.safetensors(tensor(shape=[3]), bytes(8))),
    case("a shape that overflows", "m.safetensors", a.safetensors(tensor(shape=[2**63, 2**63]), bytes(8))),
    case("a negative shape", "m.safetensors", a.safetensors(tensor(shape=[-1, -2]), bytes(8))),
    case("another type", "m.safetensors", a.safetensors(tensor(dtype="OBJECT"), bytes(8))),
    case("a field too many", "m.safetensors", a.safetensors(tensor(code="x"), bytes(8))),
    case("no tensor", "m.safetensors", a.safetensors({"a": 1}, b"")),
    case("a name twice", "m.safetensors", raw(f'{{"a":{A},"a":{A}}}', bytes(8))),
    case("a name twice, escaped", "m.safetensors", raw(f'{{"a":{A},"\\u0061":{A}}}', bytes(8))),
    case("a path", "m.safetensors", a.safetensors(header({"../../a": (0, 8)}), bytes(8))),
    case("metadata of numbers", "m.safetensors", a.safetensors(header(BOTH, __metadata__={"a": 1}), bytes(12))),
    case("metadata of lists", "m.safetensors", a.safetensors(header(BOTH, __metadata__=["a"]), bytes(12))),
    case("no JSON", "m.safetensors", raw("{a: 1}")),
    case("not closed", "m.safetensors", raw('{"a":')),
    case("text behind the object", "m.safetensors", raw(f'{{"a":{A}}} {{}}', bytes(8))),
    case("not UTF-8", "m.safetensors", a.safetensors(b'{"\xff":' + A.encode() + b"}", bytes(8))),
    case("deep", "m.safetensors", raw('{"a":' + "[" * 100_000)),
    case("a header beyond the file", "m.safetensors", a.safetensors(b"{}", size=1000)),
    case("a giant header", "m.safetensors", a.safetensors(b"{}", size=2**63)),
]
test_malformed = flagging("malformed-model", MALFORMED)

LONG = a.compressed(a.safetensors(b"{" + b" " * (17 << 20) + b"}"), "gz")
test_long = flagging("uninspectable-model", [case("a long header", "m.gz", LONG)])

QUIET = [
    case("two tensors", "m.safetensors", a.safetensors(header(BOTH), bytes(12))),
    case("in another order", "m.safetensors", a.safetensors(header({"b": (8, 12), "a": (0, 8)}), bytes(12))),
    case("metadata", "m.safetensors", a.safetensors(header(BOTH, __metadata__={"format": "pt", "é": "}"}), bytes(12))),
    case("padding", "m.safetensors", raw(f'{{"a":{A}}}' + " " * 9, bytes(8))),
    case("no tensors", "m.safetensors", a.safetensors({})),
    case("a scalar", "m.safetensors", a.safetensors(tensor(shape=[], dtype="F64"), bytes(8))),
    case("an empty one", "m.safetensors", a.safetensors(header({"a": (0, 0), "b": (0, 8)}), bytes(8))),
    case("four bits", "m.safetensors", a.safetensors(tensor(dtype="F4", shape=[16]), bytes(8))),
    case("names with dots", "m.safetensors", a.safetensors(header({"a..b/c": (0, 8)}), bytes(8))),
    case(
        "a pointer of git-lfs", "m.safetensors", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"
    ),
    case("a text in its place", "m.safetensors", b"not a model"),
    case(
        "in an archive", "m.tar.gz", a.tar_file({"m.safetensors": a.safetensors(header(BOTH), bytes(12))}, mode="w:gz")
    ),
    case("alone in gzip", "m.safetensors.gz", a.compressed(a.safetensors(header(BOTH), bytes(12)), "gz")),
]
test_quiet = quiet(QUIET)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (a.safetensors(header({"a": (0, 8), "b": (4, 12)}), bytes(12)), "tensors that lie over others: `b`"),
        (a.safetensors(header({"a": (0, 8), "b": (9, 12)}), bytes(12)), "bytes that belong to no tensor, before: `b`"),
        (a.safetensors(header(BOTH), bytes(20)), "8 bytes behind the last tensor, which belong to none"),
        (
            a.safetensors(header({f"t{i}": (0, 4) for i in range(9)}), bytes(4)),
            "tensors that lie over others: `t1`, `t2`, `t3` and 5 more",
        ),
    ],
)
def test_a_finding_names_the_tensors(data: bytes, message: str) -> None:
    assert [finding.message.partition(" (m.")[0] for finding in findings(data, "m.safetensors")] == [message]


@pytest.mark.parametrize("data", [bytes(13), bytes(11)], ids=["behind", "missing"])
def test_a_compressed_file_is_compared_as_well(data: bytes) -> None:
    packed = a.compressed(a.safetensors(header(BOTH), data), "gz")
    assert "malformed-model" in {finding.rule for finding in findings(packed, "m.gz")}


def test_a_stream_that_claims_too_much_is_not_decompressed() -> None:
    pieces = iter([a.safetensors(b"{}", size=2**27)])
    inspection = Inspection(100)
    read(Stream(lambda: next(pieces, b"")), Place(), inspection)
    assert [seen.kind for seen in inspection.sightings] == ["bomb"]


def test_what_is_behind_is_read() -> None:
    payload = a.pickle(a.call(a.global_("os", "system"), a.text("true")))
    rules = {finding.rule for finding in findings(a.safetensors(header(BOTH), bytes(12) + payload), "m.safetensors")}
    assert rules == {"malformed-model", "dangerous-pickle-import"}


def test_a_large_file_costs_its_header_only(tmp_path) -> None:
    size = 1 << 40
    raw_header = json.dumps({"a": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
    path = tmp_path / "m.safetensors"
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(raw_header)) + raw_header)
        file.truncate(8 + len(raw_header) + size)
    checker = Checker(load_rules(), Arguments(), lambda config: None)
    checker.check_file(str(path))
    assert checker.outcome.findings == []
    assert checker.outcome.errors == []
