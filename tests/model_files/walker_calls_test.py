"""Names that pickles import, what they do with them, and what would run."""

from __future__ import annotations

import pytest

from tests.model_files.assemble import (
    APPEND,
    DUP,
    EMPTY_DICT,
    EMPTY_LIST,
    EMPTY_TUPLE,
    MARK,
    MEMOIZE,
    NONE,
    POP,
    REDUCE,
    SETITEM,
    STACK_GLOBAL,
    STOP,
    binunicode,
    build,
    bytearray8,
    bytes8,
    bytes_,
    call,
    dict_,
    extension,
    frame,
    get,
    get_line,
    global_,
    inst,
    int_,
    int_line,
    legacy_torch,
    list_,
    long_line,
    new,
    new_ex,
    obj,
    pickle,
    proto,
    put,
    put_line,
    short_binstring,
    stack_global,
    string_line,
    text,
    text8,
    tuple_,
    unicode_line,
)
from tests.model_files.walker import imports, inspected

SYSTEM = global_("os", "system")
RUN = call(SYSTEM, text("id"))
ARGUMENT = tuple_(text("id"))
BLANK = new(global_("argparse", "Namespace"))
GETATTR = call(global_("builtins", "getattr"), global_("os", "path"), text("x"))

CALLS = {
    "REDUCE": (RUN, "os.system", "called", "os.system('id')"),
    "INST": (inst("os", "system", text("id")), "os.system", "called", "os.system('id')"),
    "OBJ": (obj(SYSTEM, text("id")), "os.system", "called", "os.system('id')"),
    "NEWOBJ": (new(SYSTEM, text("id")), "os.system", "constructed", "os.system('id')"),
    "NEWOBJ_EX": (
        new_ex(SYSTEM, keywords=dict_((text("a"), int_(1)))),
        "os.system",
        "constructed",
        "os.system({'a': 1})",
    ),
    "imported": (SYSTEM, "os.system", "imported", "os.system"),
    "arguments as a list": (SYSTEM + list_(text("id")) + REDUCE, "os.system", "called", "os.system('id')"),
    "computed arguments": (global_("a", "f") + RUN + REDUCE, "a.f", "called", "a.f(*os.system('id'))"),
    "worst of several": (RUN + POP + new(SYSTEM) + POP + SYSTEM, "os.system", "called", "os.system('id')"),
    "later worse": (SYSTEM + POP + new(SYSTEM) + POP + RUN, "os.system", "called", "os.system('id')"),
    "bytes": (call(SYSTEM, bytes_(b"\xff")), "os.system", "called", "os.system(b'\\xff')"),
    "nested": (
        call(global_("a", "f"), list_(int_(1), NONE), dict_((text("k"), EMPTY_TUPLE)), tuple_(int_(2))),
        "a.f",
        "called",
        "a.f([1, None], {'k': ()}, (2,))",
    ),
    "reconstructor": (
        call(global_("copyreg", "_reconstructor"), global_("a", "B"), global_("builtins", "object"), NONE),
        "a.B",
        "constructed",
        "a.B()",
    ),
    "BUILD on a name": (build(global_("a", "B"), EMPTY_DICT), "a.B", "built", "a.B.__setstate__({})"),
    "items of a name": (global_("os", "environ") + text("A") + text("b") + SETITEM, "os.environ", "built", None),
    "append to a name": (global_("sys", "path") + text("/x") + APPEND, "sys.path", "built", "sys.path.append('/x')"),
    "method in a state": (
        build(BLANK, dict_((text("__setstate__"), SYSTEM))),
        "os.system",
        "called",
        "os.system(…) as __setstate__",
    ),
    "class of legacy torch": (
        new(tuple_(text("module"), global_("a", "B"), NONE, NONE) + b"Q"),
        "a.B",
        "constructed",
        "a.B()",
    ),
    "method among many": (
        build(BLANK, dict_(*[(text(str(number)), NONE) for number in range(999)], (text("__setstate__"), SYSTEM))),
        "os.system",
        "called",
        None,
    ),
    "method in an ordered state": (
        build(BLANK, call(global_("collections", "OrderedDict"), list_(tuple_(text("__setstate__"), SYSTEM)))),
        "os.system",
        "called",
        None,
    ),
    "method set on an ordered state": (
        call(global_("collections", "OrderedDict")) + text("__setstate__") + SYSTEM + SETITEM,
        "os.system",
        "called",
        None,
    ),
    "method in slots": (build(BLANK, tuple_(NONE, dict_((text("append"), SYSTEM)))), "os.system", "called", None),
}


@pytest.mark.parametrize(("part", "name", "use", "code"), CALLS.values(), ids=CALLS)
def test_use(part: bytes, name: str, use: str, code: str | None):
    found = imports(pickle(part))[name]
    assert found.use == use
    assert code in (None, found.call)


NAMES = {
    "GLOBAL": SYSTEM,
    "short text": stack_global("os", "system"),
    "text": binunicode("os") + binunicode("system") + STACK_GLOBAL,
    "long text": text8("os") + text8("system") + STACK_GLOBAL,
    "lines": unicode_line("os") + b"Vsys\\u0074em\n" + STACK_GLOBAL,
    "strings": string_line(r"'\157\x73'") + short_binstring(b"system") + STACK_GLOBAL,
    "memo": text("system") + put(0) + POP + text("os") + get(0) + STACK_GLOBAL,
    "put behind pop": text("os") + text("x") + POP + put(7) + POP + get(7) + text("system") + STACK_GLOBAL,
    "memo with spaces": text("os") + put_line(" 5") + POP + get_line("+5") + text("system") + STACK_GLOBAL,
    "far memo": text("os") + put(70_000) + POP + get(70_000) + text("system") + STACK_GLOBAL,
    "memo closes up": text("x")
    + put(1)
    + POP
    + text("os")
    + put(0)
    + MEMOIZE
    + POP
    + get(2)
    + text("system")
    + STACK_GLOBAL,
    "overwritten memo": text("x") + put(0) + POP + text("os") + put(0) + POP + get(0) + text("system") + STACK_GLOBAL,
    "mark between": text("os") + MARK + text("x") + b"1" + text("system") + STACK_GLOBAL,
    "pop takes mark": text("os") + MARK + POP + text("system") + STACK_GLOBAL,
    "frames": frame(text("os")) + frame(text("system")) + STACK_GLOBAL,
    "hexadecimal": int_line("0x10") + POP + SYSTEM,
    "octal of C": int_line("017") + POP + SYSTEM,
    "long": long_line("1_0L") + POP + SYSTEM,
    "Latin-1": string_line(b"'\xe9'") + POP + SYSTEM,
}


@pytest.mark.parametrize("part", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("protocol", [0, 2, 5])
def test_name(part: bytes, protocol: int):
    found = imports(pickle(part, ARGUMENT, REDUCE, protocol=protocol))
    assert {key: (each.use, each.trick, each.call) for key, each in found.items()} == {
        "os.system": ("called", "", "os.system('id')")
    }


def test_same_operand_twice():
    assert list(imports(pickle(text("code") + DUP + STACK_GLOBAL))) == ["code.code"]


TRICKS = {
    "computed": (text("os") + call(global_("a", "f"), text("x")) + STACK_GLOBAL + ARGUMENT + REDUCE, "computed name"),
    "not memoised": (text("os") + get(9) + STACK_GLOBAL, "computed name"),
    "bytes": (bytes_(b"os") + text("system") + STACK_GLOBAL, "computed name"),
    "EXT1": (call(extension(7), text("id")), "EXT code"),
    "EXT2": (call(extension(300, 2), text("id")), "EXT code"),
    "EXT4": (call(extension(70_000, 4), text("id")), "EXT code"),
    "dotted": (global_("random", "_os.system"), "dotted name"),
    "odd": (global_("os", "sys tem"), "odd name"),
    "odd module": (global_("../x", "y"), "odd name"),
    "result": (call(GETATTR, text("id")), "calls the result of a call"),
    "result of NEWOBJ": (new(GETATTR, text("id")), "calls the result of a call"),
    "persistent object": (call(text("x") + b"Q", text("id")), "calls what no name tells"),
    "buffer": (call(b"\x97", text("id")), "calls what no name tells"),
    "BUILD": (build(SYSTEM, EMPTY_DICT), "BUILD on a global"),
    "items": (global_("sys", "modules") + text("a") + NONE + SETITEM, "sets items of a global"),
    "method": (build(BLANK, dict_((text("__reduce_ex__"), SYSTEM))), "BUILD installs a method"),
    "class": (build(BLANK, tuple_(NONE, dict_((text("__class__"), SYSTEM)))), "BUILD installs a method"),
}


@pytest.mark.parametrize(("part", "trick"), TRICKS.values(), ids=TRICKS)
def test_trick(part: bytes, trick: str):
    assert trick in {each.trick for each in imports(pickle(part, protocol=5)).values()}


def test_ordinary_state_has_no_trick():
    state = dict_((text("__version__"), text("1")), (text("append"), int_(1)), (text("kernel"), global_("a", "b")))
    found = imports(pickle(build(BLANK, state)))
    assert {each.trick for each in found.values()} == {""}


def test_arguments_by_position():
    stream = [call(global_("a", "f"), int_(number), text("same")) + POP for number in range(100)]
    arguments = imports(pickle(*stream, NONE))["a.f"].arguments
    assert arguments[1] == ("'same'",)
    assert arguments[0][:2] == ("0", "1")
    assert arguments[0][-1] == "…"
    assert len(arguments[0]) < 50


def test_names_in_arguments():
    inner = call(global_("functools", "partial"), SYSTEM, text("id"))
    taken = imports(pickle(call(global_("builtins", "map"), list_(inner), EMPTY_LIST)))["builtins.map"].takes
    assert set(taken) == {("functools", "partial"), ("os", "system")}


def test_arguments_that_are_not_known():
    assert ("", "…") in imports(pickle(call(global_("a", "f"), get(5))))["a.f"].takes


LOAD = global_("torch.storage", "_load_from_bytes")
HIDDEN = pickle(RUN, protocol=2)
NESTED = {
    "bytes": call(LOAD, bytes_(HIDDEN)),
    "long bytes": call(LOAD, bytes8(pickle(text8("x" * 9000), POP, RUN))),
    "bytearray": call(LOAD, bytearray8(HIDDEN)),
    "legacy": call(LOAD, bytes_(legacy_torch(HIDDEN))),
    "Latin-1": call(LOAD, call(global_("_codecs", "encode"), text(HIDDEN.decode("latin1")), text("latin1"))),
    "any function": call(global_("a", "f"), bytes_(HIDDEN)),
    "state": build(new(global_("_io", "BytesIO")), tuple_(bytes_(HIDDEN), int_(0), NONE)),
    "twice": call(global_("pickle", "loads"), bytes_(pickle(call(global_("pickle", "loads"), bytes_(HIDDEN))))),
}


@pytest.mark.parametrize("part", NESTED.values(), ids=NESTED)
@pytest.mark.parametrize("is_stream", [False, True])
def test_pickle_in_bytes(part: bytes, is_stream: bool):
    found = [each for each in inspected(pickle(part, protocol=5), is_stream=is_stream).imports if each.module == "os"]
    assert [each.call for each in found] == ["os.system('id')"]
    assert "bytes at" in str(found[0].place)


QUIET = pickle(dict_((text("a"), int_(1))))
SEVERAL = {
    "second": QUIET + HIDDEN,
    "fifth": QUIET * 4 + HIDDEN,
    "without PROTO": QUIET + pickle(RUN, protocol=0),
    "behind zeros": QUIET + bytes(9) + HIDDEN,
    "behind text of 3 MB": pickle(text("x" * 3_000_000)) + HIDDEN,
    "first": HIDDEN + QUIET,
    "legacy": legacy_torch(HIDDEN, tail=b"\xff" * 50),
}


@pytest.mark.parametrize("data", SEVERAL.values(), ids=SEVERAL)
@pytest.mark.parametrize("is_stream", [False, True])
def test_several_streams(data: bytes, is_stream: bool):
    inspection = inspected(data, is_stream=is_stream)
    assert [each.call for each in inspection.imports] == ["os.system('id')"]
    assert inspection.sightings == []


def test_places():
    found = imports(QUIET + pickle(text("x" * 600_000), RUN))["os.system"]
    assert found.place.offset == len(QUIET) + 2 + 5 + 600_000


def test_calls_are_cut():
    found = imports(pickle(call(SYSTEM, text("x" * 10_000), list_(*[int_(9)] * 500))))["os.system"]
    assert len(found.call) <= 300
    assert found.call.startswith("os.system('xxx")


def test_control_characters_are_escaped():
    found = imports(proto(2) + b"cos\nsys\x1b[31mtem\n" + STOP)
    assert all([each.call.isprintable() for each in found.values()])
