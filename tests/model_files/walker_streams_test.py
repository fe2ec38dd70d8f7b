"""Pickles that break, that exhaust, that are none, and what joblib and torch put between them."""

from __future__ import annotations

import struct

import pytest

from tests.model_files.assemble import (
    APPEND,
    DUP,
    EMPTY_DICT,
    EMPTY_LIST,
    EMPTY_TUPLE,
    MARK,
    NONE,
    POP,
    REDUCE,
    SETITEM,
    STOP,
    TUPLE1,
    TUPLE2,
    build,
    bytes8,
    bytes_,
    call,
    compressed,
    dict_,
    frame,
    get,
    get_line,
    global_,
    int_,
    int_line,
    joblib_array,
    legacy_tensor_key,
    legacy_torch,
    list_,
    long_line,
    new,
    npy,
    pickle,
    proto,
    put,
    string_line,
    text,
    tuple_,
)
from tests.model_files.cases import case, findings, flagging, quiet
from tests.model_files.walker import imports, inspected, seen, strings

RUN = call(global_("os", "system"), text("id"))
HEAD = proto(2) + RUN
DICT = call(global_("collections", "OrderedDict"))
BROKEN = {
    "no STOP": HEAD,
    "no opcode": HEAD + b"\xff" + STOP,
    "zeros": HEAD + bytes(40),
    "empty stack": HEAD + POP * 4 + STOP,
    "nothing to call": HEAD + POP + REDUCE + STOP,
    "no memo": HEAD + get(99) + STOP,
    "no memo by line": HEAD + get_line(99) + STOP,
    "text is not UTF-8": HEAD + b"X\2\0\0\0\xff\xfe" + STOP,
    "integer": HEAD + int_line("x") + STOP,
    "float": HEAD + b"Fx\n" + STOP,
    "string without quotes": HEAD + string_line("true") + STOP,
    "length cut off": HEAD + b"X\xff\xff\xff",
    "text cut off": HEAD + b"X\x10\0\0\0abc",
    "negative string": HEAD + b"T\xff\xff\xff\xff" + STOP,
    "negative integer": HEAD + b"\x8b\xff\xff\xff\xff" + STOP,
    "no mark": HEAD + b"t" + STOP,
    "name cut off": HEAD + b"cfoo",
    "protocol": HEAD + proto(99) + STOP,
    "INST without mark": HEAD + b"ifoo\nbar\n" + STOP,
    "text behind": HEAD + b"<html>not found</html>",
    "calls a number": HEAD + call(int_(1)) + STOP,
    "calls a list": HEAD + call(EMPTY_LIST) + STOP,
    "name is a number": HEAD + int_(1) + int_(2) + b"\x93" + STOP,
    "honest names": proto(2) + DICT + b"\xff",
    "second stream": pickle(NONE) + HEAD + b"\xff",
    "protocol 0": call(global_("os", "system"), string_line("'id'")) + b"\xff",
}
test_broken_pickle_flags = flagging("broken-pickle", [case(name, "m.pkl", data) for name, data in BROKEN.items()])
test_broken_pickle_stays_quiet = quiet(
    [
        case("whole", "m.pkl", pickle(DICT)),
        case("breaks without names", "m.pkl", proto(2) + NONE + b"\xff"),
        case("legacy", "m.pth", legacy_torch(pickle(legacy_tensor_key(), protocol=2), tail=b"cos\xff" * 9)),
        case("raw bytes behind", "m.bin", pickle(DICT) + bytes(range(256)) * 9),
        case("frame that lies", "m.pkl", proto(4) + frame(DICT + STOP, 3)),
        case("hexadecimal", "m.pkl", pickle(int_line("0x10"), POP, int_line("010"), POP, long_line("0b1L"), POP, DICT)),
        case("not UTF-8 for Python 2", "m.pkl", pickle(string_line(b"'\xe9'"), POP, DICT)),
        case("joblib", "m.joblib", pickle(joblib_array(struct.pack("<2d", 1.5, -7)))),
        case("joblib without padding", "m.joblib", pickle(joblib_array(bytes(16), padding=None))),
        case("joblib of objects", "m.joblib", pickle(list_(joblib_array(pickle(DICT), descr="O8"), NONE))),
        case("joblib of texts", "m.joblib", pickle(joblib_array(b"c\n\n." * 6, descr="U3"))),
        case("one of numpy", "m.npy", npy(pickle(list_(NONE)))),
        case("text", "m.pkl", b"config\nname\nfoo\n"),
        case("words", "m.pt", b"(included in\nthe\nbox)\n"),
        case("empty", "m.pkl", b""),
        case("pointer", "m.pt", b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 9\n"),
        case("noise in .bin", "m.bin", bytes(range(7, 250)) * 3),
    ]
)


def test_message_of_broken():
    (found,) = [each for each in findings(BROKEN["no opcode"]) if each.rule == "broken-pickle"]
    assert "has called `os.system('id')`, then has the byte 0xff, which is no opcode: " in found.message
    assert found.severity == "high"


def test_cut_off_is_less():
    assert {each.severity for each in findings(BROKEN["no STOP"]) if each.rule == "broken-pickle"} == {"medium"}


def test_names_before_the_break_count():
    for data in BROKEN.values():
        assert inspected(data).imports


def test_protocol_0_that_breaks_early_is_a_pickle():
    assert list(imports(call(global_("os", "system"), string_line("'id'")) + b"\xff")) == ["os.system"]
    assert not imports(b"cos\nsystem\nbroken")


DOUBLED = EMPTY_TUPLE + (DUP + TUPLE2) * 40
THOUSAND = list_(*[NONE] * 999)
BOMBS = {
    "marks": proto(2) + MARK * 20_000 + STOP,
    "marks far apart": proto(2) + (MARK + text("x" * 20)) * 20_000 + STOP,
    "doubled": pickle(DOUBLED),
    "doubled as a key": pickle(EMPTY_DICT, DOUBLED, NONE, SETITEM, POP, NONE),
    "by memo": pickle(THOUSAND, put(0), *[POP + list_(*[get(level)] * 300) + put(level + 1) for level in range(9)]),
    "behind a megabyte": pickle(list_(*[DOUBLED]), put(0), POP, *[bytes_(b"x") + POP] * 100_000, NONE),
    "deep": pickle(EMPTY_TUPLE + TUPLE1 * 200_000),
    "deep lists": pickle(EMPTY_LIST * 150_000 + APPEND * 149_999),
    "integer": pickle(long_line("9" * 200_000 + "L"), protocol=2),
    "memo": pickle(NONE, put(2**31 - 1)),
    "memo by line": pickle(NONE, b"p" + b"9" * 5000 + b"\n", protocol=2),
    "bytes": pickle(bytes8(b"", 2**60)),
    "bytearray": proto(5) + b"\x96" + struct.pack("<Q", 2**40) + b"abc",
    "text": proto(4) + b"\x8d" + struct.pack("<Q", 2**50) + b"abc",
    "array": pickle(joblib_array(b"", shape=(2**40,))),
    "streams": pickle(NONE) * 10_001,
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_bomb(data: bytes):
    assert "bomb" in seen(data)


HONEST = {
    "shared list": pickle(THOUSAND, put(0), POP, list_(*[get(0)] * 5000)),
    "long list": pickle(list_(*[int_(number % 200) for number in range(60_000)])),
    "deep as picklers go": pickle(EMPTY_LIST * 900, APPEND * 899),
    "memo of its own": pickle(list_(*[NONE + put(number) for number in range(3000)])),
    "contains itself": pickle(EMPTY_LIST, put(0), get(0), APPEND),
    "long text": pickle(text("x" * 2_000_000)),
}


@pytest.mark.parametrize("data", HONEST.values(), ids=HONEST)
def test_no_bomb(data: bytes):
    assert seen(data) == set()


ARRAYS = {
    "numbers": joblib_array(bytes(16)),
    "long padding": joblib_array(bytes(16), padding=255),
    "empty": joblib_array(b"", shape=(0, 5)),
    "overflow": joblib_array(b"", shape=(1 << 32, 1 << 32)),
    "negative": joblib_array(b"", shape=(-1,)),
    "texts": joblib_array(bytes(40), descr="U5"),
    "bytes": joblib_array(bytes(6), descr="S3"),
    "boolean": joblib_array(bytes(2), descr="b1"),
    "objects": joblib_array(pickle(NONE), descr="O8"),
    "wrapper in objects, which is no array there": joblib_array(pickle(joblib_array(b"", padding=None)), descr="O8"),
}


@pytest.mark.parametrize("array", ARRAYS.values(), ids=ARRAYS)
def test_behind_an_array_of_joblib(array: bytes):
    inspection = inspected(pickle(list_(array, RUN)))
    assert "os.system('id')" in {each.call for each in inspection.imports}
    assert inspection.sightings == []


def test_array_of_joblib_as_opcodes():
    hidden = joblib_array(RUN + STOP + bytes(4), descr="u1", shape=(len(RUN) + 5,), padding=None)
    assert "os.system" in imports(pickle(hidden))


def test_inside_an_array_of_objects():
    assert "os.system" in imports(pickle(joblib_array(pickle(list_(RUN)), descr="O8")))


@pytest.mark.parametrize("path", ["../../a.npy", "/tmp/a.npy", "..\\a.npy"])
def test_array_in_another_folder(path: str):
    wrapper = new(global_("joblib.numpy_pickle_compat", "NDArrayWrapper"))
    assert "path" in seen(pickle(build(wrapper, dict_((text("filename"), text(path))))))
    assert not seen(pickle(build(wrapper, dict_((text("filename"), text("a.pkl_01.npy"))))))


def test_unknown_content():
    assert seen(bytes(2000), "model.pkl") == {"malformed"}
    assert seen(bytes(2000), "model.dat") == set()
    assert seen(b"words\n" * 99, "model.pkl") == set()


def test_compressed():
    data = compressed(pickle(*[text("x" * 200) + POP] * 20_000, RUN), "gz")
    assert [each.call for each in inspected(data).imports] == ["os.system('id')"]


KEY = ("hf_" + "QwErTyUiOp" * 4)[:37]
STRINGS = {
    "value": (dict_((text("token"), text(KEY))), ("token", KEY)),
    "one item": (EMPTY_DICT + text("token") + text(KEY) + SETITEM, ("token", KEY)),
    "DICT": (MARK + text("token") + text(KEY) + b"d", ("token", KEY)),
    "list": (list_(text(KEY)), ("", KEY)),
    "appended": (EMPTY_LIST + text(KEY) + APPEND, ("", KEY)),
    "pair": (tuple_(text("token"), text(KEY)), ("token", KEY)),
    "tuple": (tuple_(int_(1), NONE, NONE, text(KEY)), ("", KEY)),
    "key": (dict_((text(KEY), NONE)), ("", KEY)),
    "state": (
        build(new(global_("a", "B")), dict_((text("password"), text("hunter2hunter")))),
        ("password", "hunter2hunter"),
    ),
    "old string": (list_(string_line(f"'{KEY}'")), ("", KEY)),
    "bytes": (dict_((text("token"), bytes_(KEY.encode()))), ("token", KEY)),
    "alone": (text(KEY), ("", KEY)),
    "popped": (text(KEY) + POP + NONE, ("", KEY)),
    "among thousands": (list_(*[text(f"word {number}") for number in range(5000)], text(KEY)), ("", KEY)),
}


@pytest.mark.parametrize(("part", "told"), STRINGS.values(), ids=STRINGS)
@pytest.mark.parametrize("protocol", [0, 4])
def test_string(part: bytes, told: tuple[str, str], protocol: int):
    assert told in strings(pickle(part, protocol=protocol))


def test_key_in_a_long_text():
    text_ = "x " * 700_000 + KEY + " y" * 9000
    assert any([KEY in value for _, value in strings(pickle(text(text_)))])
    assert any([KEY in value for _, value in strings(pickle(bytes_(text_[-30_000:].encode())))])


def test_strings_of_what_is_no_pickle():
    assert strings(b"V" + KEY.encode() + b"\nand so on") == set()
