"""GGUF files: metadata of all types, and sizes that are claimed."""

from __future__ import annotations

import struct

from labcoat.core.models.gguf import read
from labcoat.core.models.inspection import Inspection
from labcoat.core.models.place import Place
from labcoat.core.models.source import Source
from tests.model_files import assemble as a
from tests.model_files.cases import case, findings, flagging, quiet

WIDTHS = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
EVIL = "{{ x.__class__ }}"


def text(value: str, order: str = "<", size: str = "Q") -> bytes:
    return struct.pack(f"{order}{size}", len(value.encode())) + value.encode()


def pair(key: str, kind: int, value: bytes) -> bytes:
    return text(key) + struct.pack("<I", kind) + value


def array(kind: int, count: int, values: bytes) -> bytes:
    return struct.pack("<IQ", kind, count) + values


def gguf(*pairs: bytes, tensors: tuple[bytes, ...] = (), data: bytes = b"", version: int = 3) -> bytes:
    """A file of these parts, its tensors at the next multiple of 32."""
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(pairs)) + b"".join([*pairs, *tensors])
    return head + (bytes(-len(head) % 32) + data if tensors else b"")


def tensor(name: str, offset: int = 0, kind: int = 0, shape: tuple[int, ...] = (8,)) -> bytes:
    return text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, offset)


def big(version: int = 3) -> bytes:
    key = text("tokenizer.chat_template", ">")
    return b"GGUF" + struct.pack(">IQQ", version, 0, 1) + key + struct.pack(">I", 8) + text(EVIL, ">")


def first() -> bytes:
    key = text("tokenizer.chat_template", size="I")
    return b"GGUF" + struct.pack("<III", 1, 0, 1) + key + struct.pack("<I", 8) + text(EVIL, size="I")


EVERY = [pair(f"k{kind}", kind, bytes(width)) for kind, width in WIDTHS.items()]
ARRAYS = [pair(f"a{kind}", 9, array(kind, 3, bytes(3 * width))) for kind, width in WIDTHS.items()]
NESTED = pair("n", 9, array(9, 2, array(4, 1, bytes(4)) + array(8, 2, text("a") + text("b"))))
TEMPLATE = pair("tokenizer.chat_template", 8, text(EVIL))
TOKENS = pair("tokenizer.ggml.tokens", 9, array(8, 3, text("a") + text("x" * 3_000_000) + text("b")))

TEMPLATES = [
    case("behind all types", "m.gguf", gguf(*EVERY, TEMPLATE)),
    case("behind arrays", "m.gguf", gguf(*ARRAYS, NESTED, TOKENS, TEMPLATE)),
    case("version 2", "m.gguf", gguf(TEMPLATE, version=2)),
    case("version 1", "m.gguf", first()),
    case("big-endian", "m.gguf", big()),
    case("a list of them", "m.gguf", gguf(pair("tokenizer.chat_templates", 9, array(8, 1, text(EVIL))))),
    case("a second key of the same name", "m.gguf", gguf(pair("tokenizer.chat_template", 8, text("a")), TEMPLATE)),
    case("under another name", "model.bin", gguf(TEMPLATE)),
]
test_templates = flagging("unsafe-chat-template", TEMPLATES)

MALFORMED = [
    case("many pairs", "m.gguf", b"GGUF" + struct.pack("<IQQ", 3, 0, 2**60)),
    case("many tensors", "m.gguf", b"GGUF" + struct.pack("<IQQ", 3, 2**60, 0)),
    case("cut", "m.gguf", gguf(*EVERY)[:-1]),
    case("a long string", "m.gguf", gguf(pair("a", 8, struct.pack("<Q", 2**60) + b"abc"))),
    case("a long key", "m.gguf", gguf(struct.pack("<Q", 2**32) + b"abc")),
    case("a long array", "m.gguf", gguf(pair("a", 9, array(4, 2**61, b"")))),
    case("a long array of strings", "m.gguf", gguf(pair("a", 9, array(8, 2**61, b"")))),
    case("a long string in an array", "m.gguf", gguf(pair("a", 9, array(8, 1, struct.pack("<Q", 2**63))))),
    case("arrays without an end", "m.gguf", gguf(pair("a", 9, array(9, 1, b"") * 1000))),
    case("an unknown type", "m.gguf", gguf(pair("a", 13, b""))),
    case("an array of an unknown type", "m.gguf", gguf(pair("a", 9, array(77, 1, b"")))),
    case("an unknown version", "m.gguf", gguf(version=99)),
    case("an alignment of 3", "m.gguf", gguf(pair("general.alignment", 4, struct.pack("<I", 3)))),
    case("beyond the file", "m.gguf", gguf(tensors=(tensor("w"),), data=bytes(31))),
    case("far beyond", "m.gguf", gguf(tensors=(tensor("w", shape=(2**40, 2**40)),), data=bytes(32))),
    case("overlap", "m.gguf", gguf(tensors=(tensor("a"), tensor("b")), data=bytes(32))),
    case("between", "m.gguf", gguf(tensors=(tensor("a", 7),), data=bytes(64))),
    case("dimensions", "m.gguf", gguf(tensors=(tensor("a", shape=(1,) * 9),), data=bytes(64))),
]
test_malformed = flagging("malformed-model", MALFORMED)

QUIET = [
    case("every type", "m.gguf", gguf(*EVERY, *ARRAYS, NESTED, TOKENS)),
    case("tensors", "m.gguf", gguf(tensors=(tensor("a"), tensor("b", 32)), data=bytes(64))),
    case("blocks", "m.gguf", gguf(tensors=(tensor("a", kind=14, shape=(256, 2)),), data=bytes(420))),
    case("a type of tomorrow", "m.gguf", gguf(tensors=(tensor("a", kind=99),), data=bytes(32))),
    case("no tensors", "vocabulary.gguf", gguf(TOKENS)),
    case("nothing", "m.gguf", gguf()),
    case("an older format", "m.bin", b"lmgg" + bytes(100)),
    case("in gzip", "m.gguf.gz", a.compressed(gguf(*ARRAYS, tensors=(tensor("a"),), data=bytes(32)), "gz")),
]
test_quiet = quiet(QUIET)


def strings_of(data: bytes) -> list[tuple[str, str]]:
    """What keys are looked for in."""
    noted: list[tuple[str, str]] = []
    inspection = Inspection(len(data), lambda strings: noted.extend([(name, value) for name, value, _ in strings]))
    read(Source(data), Place(), inspection)
    inspection.flush()
    return noted


def test_strings_come_with_their_keys() -> None:
    assert strings_of(gguf(pair("general.name", 8, text("a-l0ng-name-123456")))) == [
        ("general.name", "a-l0ng-name-123456")
    ]


def test_short_strings_of_arrays_are_left_out_and_long_ones_are_not() -> None:
    values = text("short") + text("l0ng-enough-1234567") + text("x") + text("as-l0ng-as-this-89")
    assert strings_of(gguf(pair("t", 9, array(8, 4, values)))) == [("t", "l0ng-enough-1234567\nas-l0ng-as-this-89")]


def test_strings_longer_than_what_is_read_at_once() -> None:
    values = b"".join([text(f"{number:02}" * 300_000) for number in range(9)])
    [*pieces] = strings_of(gguf(pair("t", 9, array(8, 9, values))))
    assert "".join([value for _, value in pieces]).replace("\n", "") == "".join([f"{i:02}" * 300_000 for i in range(9)])


def test_a_finding_says_which_template() -> None:
    [finding] = findings(gguf(pair("tokenizer.chat_template.tool_use", 8, text(EVIL))), "m.gguf")
    assert "`tokenizer.chat_template.tool_use`" in finding.message
    assert finding.excerpt == EVIL
