"""Objects of R, assembled as serialize.c of R writes them: promises are code, and most else is data."""

from __future__ import annotations

import struct

import pytest

from labcoat.core.models.inspection import Inspection
from labcoat.core.models.place import Place
from labcoat.core.models.rds import read
from labcoat.core.models.source import Source
from tests.model_files import assemble as a
from tests.model_files.cases import case, findings, flagging, quiet

NULL, MISSING, UNBOUND, GLOBAL = 254, 251, 252, 253
HAS_ATTRIBUTES, HAS_TAG = 0x200, 0x400


def number(*values: int) -> bytes:
    return struct.pack(f">{len(values)}i", *values)


HEAD_2 = b"X\n" + number(2, 0x30602, 0x20300)
HEAD = b"X\n" + number(3, 0x40300, 0x30500, 5) + b"UTF-8"


def chars(text: str) -> bytes:
    return number(0x40009, len(text.encode())) + text.encode()


def symbol(name: str) -> bytes:
    return number(1) + chars(name)


def strings(*values: str) -> bytes:
    return number(16, len(values)) + b"".join([chars(value) for value in values])


def pair(value: bytes, rest: bytes = number(NULL), tag: bytes = b"", kind: int = 2) -> bytes:
    return number(kind | (HAS_TAG if tag else 0)) + tag + value + rest


def called(name: str, *arguments: bytes) -> bytes:
    rest = number(NULL)
    for argument in reversed(arguments):
        rest = pair(argument, rest)
    return pair(symbol(name), rest, kind=6)


def promise(code: bytes, value: bytes = number(UNBOUND), environment: bytes = number(GLOBAL)) -> bytes:
    return number(5 | HAS_TAG) + environment + value + code


def environment(*frame: tuple[str, bytes]) -> bytes:
    pairs = number(NULL)
    for name, value in frame:
        pairs = pair(value, pairs, tag=symbol(name))
    return number(4, 0) + number(GLOBAL) + pairs + number(NULL) + number(NULL)


def vector(*values: bytes) -> bytes:
    return number(19, len(values)) + b"".join(values)


SYSTEM = called("system", strings("id"))
LAZY = called("nrow", symbol("data"))
CLOSURE = pair(pair(number(MISSING), tag=symbol("x")), called("+", symbol("x")), tag=number(GLOBAL), kind=3)
BYTECODE = (
    number(21, 1, 13, 2, 7, 1)
    + number(3)  # constants: a call in bytecode's own way, one that is used again, and a string
    + number(244, 0, 6) + symbol("a")[:0] + number(NULL) + number(0) + symbol("system") + number(0) + number(NULL)
    + number(243, 0)
    + number(16) + strings("x")
)  # fmt: skip

FLAGS = [
    case("a promise", "m.rds", HEAD + promise(SYSTEM)),
    case("version 2", "m.rds", HEAD_2 + promise(SYSTEM)),
    case("compressed", "m.rds", a.compressed(HEAD + promise(SYSTEM), "gz")),
    case("bz2", "m.rds", a.compressed(HEAD + promise(SYSTEM), "bz2")),
    case("xz", "m.rds", a.compressed(HEAD + promise(SYSTEM), "xz")),
    case("a workspace", "m.RData", b"RDX3\n" + HEAD + pair(promise(SYSTEM), tag=symbol("model"))),
    case("with a value", "m.rds", HEAD + promise(SYSTEM, value=number(NULL))),
    case("in a list", "m.rds", HEAD + vector(strings("a"), promise(LAZY))),
    case("as an attribute", "m.rds", HEAD + number(19 | HAS_ATTRIBUTES, 0) + pair(promise(SYSTEM), tag=symbol("x"))),
    case("in an environment", "m.rds", HEAD + environment(("x", promise(SYSTEM)))),
    case("behind bytecode", "m.rds", HEAD + vector(BYTECODE, promise(SYSTEM))),
    case("behind a closure", "m.rds", HEAD + vector(CLOSURE, promise(SYSTEM))),
    case("behind numbers", "m.rds", HEAD + vector(number(13, 2, 1, 2), number(14, 1) + bytes(8), promise(SYSTEM))),
    case("in a promise that has run", "m.rds", HEAD + environment(("x", promise(LAZY, value=vector(promise(SYSTEM)))))),
    case("little-endian", "m.rds", b"RDB3\nB\n" + struct.pack("<4i", 3, 1, 1, 0) + struct.pack("<3i", 5, 252, 254)),
    case("ASCII", "m.rds", b"A\n3\n263168\n197888\n5\nUTF-8\n5\n252\n6\n1\n262153\n6\nsystem\n254\n"),
]
test_flags = flagging("code-in-model", FLAGS)

MALFORMED = [
    case("cut", "m.rds", (HEAD + strings("abc"))[:-1]),
    case("a long vector", "m.rds", HEAD + number(14, 2**31 - 1)),
    case("a longer vector", "m.rds", HEAD + number(14, -1, 2**30, 0)),
    case("a long string", "m.rds", HEAD + number(9, 2**31 - 1)),
    case("an unknown type", "m.rds", HEAD + number(77)),
    case("an unknown version", "m.rds", b"X\n" + number(4, 0, 0)),
    case("letters for numbers", "m.rds", b"A\n3\nabc\n"),
]
test_malformed = flagging("malformed-model", MALFORMED)

BOMBS = [case("deep", "m.gz", a.compressed(HEAD + number(19, 2) * 600_000, "gz"))]
test_bombs = flagging("model-bomb", BOMBS)

QUIET = [
    case("strings", "m.rds", HEAD + strings("a", "b")),
    case("a list with names", "m.rds", HEAD + number(19 | HAS_ATTRIBUTES, 1) + strings("a")
         + pair(strings("x"), tag=symbol("names"))),
    case("a formula", "m.rds", HEAD + called("~", symbol("y"), symbol("x"))),
    case("a call of system", "m.rds", HEAD + SYSTEM),
    case("a closure", "m.rds", HEAD + CLOSURE),
    case("bytecode", "m.rds", HEAD + BYTECODE),
    case("a promise that has run", "m.rds", HEAD + environment(("x", promise(SYSTEM, value=strings("a"))))),
    case("an argument that nobody used", "m.rds", HEAD + environment(("x", promise(LAZY)))),
    case("an environment in itself", "m.rds", HEAD + environment(("x", number(0x1FF)))),
    case("a pointer", "m.rds", HEAD + number(22, NULL, NULL)),
    case("a namespace", "m.rds", HEAD + number(249, 0, 2) + chars("stats") + chars("4.3")),
    case("a builtin", "m.rds", HEAD + number(8, 3) + b"sum"),
    case("a compact vector", "m.rds", HEAD + number(238) + pair(symbol("compact_intseq")) + number(14, 1) + bytes(8)
         + number(NULL)),
    case("missing strings", "m.rds", HEAD + number(16, 1, 9, -1)),
    case("an object of S4", "m.rds", HEAD + number(25 | HAS_ATTRIBUTES) + pair(strings("x"), tag=symbol("class"))),
    case("ASCII", "m.rds", b"A\n2\n197634\n131840\n16\n3\n262153\n0\n\n262153\n4\na\\040\\n\\\\\n9\n-1\n"),
    case("ASCII numbers", "m.rds", b"A\n2\n197634\n131840\n19\n2\n14\n2\n1.5\nNA\n15\n1\n1\n2\n"),
]  # fmt: skip
test_quiet = quiet(QUIET)


def test_a_finding_says_what_would_run_and_when() -> None:
    [finding] = findings(HEAD + promise(called("system", strings("id"), symbol("intern"))), "m.rds")
    assert finding.message == "a promise of R runs `system('id', intern)` when it is loaded (m.rds)"
    [finding] = findings(HEAD + environment(("x", promise(SYSTEM))), "m.rds")
    assert "when somebody asks for its variable" in finding.message


def test_references_are_names() -> None:
    twice = vector(symbol("system"), promise(pair(number(0x1FF), pair(strings("id")), kind=6)))
    assert "`system('id')`" in findings(HEAD + twice, "m.rds")[0].message


def test_strings_come_with_the_name_before_them() -> None:
    noted: list[tuple[str, str]] = []
    data = HEAD + pair(strings("abcdef-0123456789-xyz"), tag=symbol("api_token"))
    inspection = Inspection(len(data), lambda found: noted.extend([(name, value) for name, value, _ in found]))
    read(Source(data), Place(), inspection)
    inspection.flush()
    assert noted == [("api_token", "abcdef-0123456789-xyz")]


@pytest.mark.parametrize("end", range(0, 60, 7))
def test_every_prefix_ends_in_a_finding(end: int) -> None:
    data = (HEAD + promise(SYSTEM))[: len(HEAD) + end]
    assert {finding.rule for finding in findings(data, "m.rds")} == {"malformed-model"}
