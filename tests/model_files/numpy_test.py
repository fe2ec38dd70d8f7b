"""NumPy's files: arrays of objects, headers that lie, strings, several arrays in one file."""

from __future__ import annotations

import pytest

from tests.model_files import assemble as a
from tests.model_files.assemble import npy, npz
from tests.model_files.cases import case, flagging, quiet, rules_in

RUN = a.call(a.global_("os", "system"), a.text("id"))
PAYLOAD = a.pickle(a.list_(RUN))
HARMLESS = a.pickle(a.list_(a.int_(1)))
TOKEN = ("hf_" + "QwErTyUiOp" * 4)[:37]
FLOATS = npy(bytes(24), "<f8", (3,))


def with_header(header: str, data: bytes = b"") -> bytes:
    raw = header.encode()
    return b"\x93NUMPY\1\0" + len(raw).to_bytes(2, "little") + raw + data


def described(descr: str, data: bytes, shape: str = "(1,)") -> bytes:
    """An array with a description that is no plain string."""
    return with_header(f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}\n", data)


FOUND = [
    case("objects", "a.npy", npy(PAYLOAD)),
    case("version 2", "a.npy", npy(PAYLOAD, version=(2, 0))),
    case("version 3", "a.npy", npy(PAYLOAD, version=(3, 0))),
    case("by another name", "a.npy", npy(PAYLOAD, "object")),
    case("with a size", "a.npy", npy(PAYLOAD, "<O8")),
    case("spelt with escapes", "a.npy", described(r"'\x7c\x4f'", PAYLOAD)),
    case("spelt with an escaped backslash before", "a.npy", described(r"[('\\', '\117')]", PAYLOAD)),
    case("in a list of types", "a.npy", npy(PAYLOAD, "i4,O")),
    case("a field", "a.npy", described("[('a', '<f8'), ('b', '|O')]", PAYLOAD)),
    case("a field with a title and a shape", "a.npy", described("[(('t', 'b'), '|O', (2,))]", PAYLOAD)),
    case("a field of a field", "a.npy", described("[('a', [('b', [('c', 'O')])])]", PAYLOAD)),
    case("a repeated type", "a.npy", described("('|O', (2,))", PAYLOAD)),
    case("of Python 2", "a.npy", described("[(b'a', u'|O')]", PAYLOAD, "(1L,)")),
    case("behind an array", "a.npy", FLOATS + PAYLOAD),
    case("the second array", "a.npy", FLOATS + npy(PAYLOAD)),
    case("behind an array of objects", "a.npy", npy(HARMLESS) + npy(PAYLOAD)),
    case("behind a broken header", "a.npy", with_header("{", PAYLOAD)),
    case("no array", "a.npy", PAYLOAD),
    case("npz", "a.npz", npz({"a.npy": FLOATS, "b.npy": npy(PAYLOAD)})),
    case("npz, compressed", "a.npz", npz({"a.npy": FLOATS, "b.npy": npy(PAYLOAD)}, a.DEFLATED)),
    case("npz, no array", "a.npz", npz({"a.npy": PAYLOAD})),
    case("gzip", "a.npy.gz", a.compressed(npy(PAYLOAD), "gz")),
]
test_payload_is_found = flagging("dangerous-pickle-import", FOUND)

BROKEN = [
    case("more data than there is", "a.npy", npy(bytes(8), "<f8", (9,))),
    case("more behind the data", "a.npy", npy(bytes(16), "<f8", (1,))),
    case("no dictionary", "a.npy", with_header("[]")),
    case("no literal", "a.npy", with_header("{'descr': __import__('os').system('id'), 'shape': ()}")),
    case("a longer header than the file", "a.npy", b"\x93NUMPY\1\0\xff\xff{}"),
    case("a header of gigabytes", "a.npy", b"\x93NUMPY\2\0\xff\xff\xff\x7f{}"),
    case("negative", "a.npy", described("'<f8'", bytes(8), "(-1,)")),
    case("no shape", "a.npy", with_header("{'descr': '<f8'}")),
    case("deeply nested", "a.npy", with_header("(" * 5000)),
    case("brackets that do not match", "a.npy", with_header("{'descr': ('<f8'], 'shape': ()}")),
    case("no end of a string", "a.npy", with_header("{'descr")),
    case("cut off", "a.npy", FLOATS[:9]),
]
test_broken = flagging("malformed-model", BROKEN)

BOMBS = [
    case("terabytes", "a.npy", npy(b"", "<f8", (1 << 45,))),
    case("many dimensions", "a.npy", npy(b"", "<f8", (1 << 40,) * 20)),
    case("a large type", "a.npy", npy(b"", "<U99999999999", (1 << 20,))),
    case("in npz", "a.npz", npz({"a.npy": npy(b"", "<f8", (1 << 45,))}, a.DEFLATED)),
]
test_bombs = flagging("model-bomb", BOMBS)

FINE = [
    *[
        case(descr, "a.npy", npy(bytes(size * 3), descr, (3,)))
        for descr, size in {
            "<f8": 8,
            "|b1": 1,
            ">i4": 4,
            "<c16": 16,
            "<M8[ns]": 8,
            "|S5": 5,
            "<U7": 28,
            "|V3": 3,
            "<f2": 2,
        }.items()
    ],
    case("no dimension", "a.npy", npy(bytes(8), "<f8", ())),
    case("nothing in it", "a.npy", npy(b"", "<f8", (0, 5))),
    case("fields", "a.npy", described("[('Open', '<f8'), ('Other', '<i4', (2, 2)), (('t', 'O'), '|S3')]", bytes(27))),
    case("several arrays", "a.npy", FLOATS + FLOATS + npy(bytes(3), "|u1", (3,))),
    case("objects", "a.npy", npy(HARMLESS)),
    case("two arrays of objects", "a.npy", npy(HARMLESS) + npy(HARMLESS)),
    case("a type of tomorrow", "a.npy", npy(bytes(3), "<float8_e4m3", (3,))),
    case("npz", "a.npz", npz({"a.npy": FLOATS, "b.npy": npy(bytes(99999), "|u1", (99999,))}, a.DEFLATED)),
]
test_quiet = quiet(FINE)


@pytest.mark.parametrize(
    ("descr", "data"),
    [
        ("<U60", TOKEN.ljust(60, "\0").encode("utf-32-le")),
        (">U60", TOKEN.ljust(60, "\0").encode("utf-32-be")),
        ("|S60", TOKEN.ljust(60, "\0").encode()),
        ("<U37", TOKEN.encode("utf-32-le")),
    ],
)
def test_keys_in_strings_are_found(descr: str, data: bytes) -> None:
    assert "secret-in-model" in rules_in(npy(data, descr), "a.npy")
    assert "secret-in-model" in rules_in(npz({"a.npy": npy(data, descr)}, a.DEFLATED), "a.npz")


def test_keys_in_fields_are_found() -> None:
    data = described("[('id', '<i4'), ('name', '<U60')]", bytes(4) + TOKEN.ljust(60, "\0").encode("utf-32-le"))
    assert "secret-in-model" in rules_in(data, "a.npy")
