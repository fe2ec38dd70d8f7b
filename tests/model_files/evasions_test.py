"""Pickles that loaders take, and that look like something else: marks of other formats, memos, lines, and names."""

from __future__ import annotations

import pytest

from tests.model_files.assemble import (
    APPEND,
    EMPTY_DICT,
    EMPTY_TUPLE,
    FALSE,
    MARK,
    NONE,
    POP,
    SETITEM,
    STOP,
    TRUE,
    build,
    bytes8,
    call,
    dict_,
    frame,
    get_line,
    global_,
    int_,
    list_,
    new,
    pickle,
    proto,
    put,
    put_line,
    string_line,
    text,
    tuple_,
)
from tests.model_files.cases import case, flagging, quiet, rules_in

RUN = call(global_("os", "system"), string_line("'id'"))
NAME = text("collections") + put(1) + text("OrderedDict") + put(2)
OLD = {
    "GIF": b"GIF89aXXX0",
    "bzip2": b"BZh\0\0" + b"a" * 0x685A + POP,
    "number": b"Ka0",
    "numbers": b"Mab0Jabcd0I1\n0L1L\n0F1\n0",
    "string": b"S'a'\n0",
    "short string": b"U\1a0",
    "unicode line": b"Va\n0",
    "text": b"X\1\0\0\0a0",
    "bytes": b"C " + b"a" * 32 + POP,
    "truth": b"\x880",
    "nothing": b"N0",
    "set": b"\x8f0",
    "frame": b"\x95" + bytes(8),
    "call": b"",
}
PATHS = ("w.dat", "w", "w.txt", "w.log", "w.json", "w.yaml", "w.md", "w.py", "w.ipynb", "w.toml", "w.gif", "Dockerfile")

test_dangerous_pickle_import_flags = flagging(
    "dangerous-pickle-import",
    [
        *[case(f"{name} in {path}", path, start + RUN + STOP) for name, start in OLD.items() for path in PATHS],
        case(
            "memo index up to a NUL",
            "m.pkl",
            pickle(NAME, text("os"), put_line("1\0x"), text("system"), put_line("2\0"), get_line(1), get_line(2))[:-1]
            + b"\x93"
            + string_line("'id'")
            + b"\x85R.",
        ),
        case("long line that ends in an escape", "m.pkl", b"V" + b"a" * ((1 << 20) - 3) + b"\\u0041b\n0" + RUN + STOP),
    ],
)
LINEAR = new(global_("torch.nn.modules.linear", "Linear"))
CLASS = global_("ultralytics.models.yolo.model", "YOLO")
HOLDING = dict_((text("_modules"), dict_((text("append"), CLASS))))
MADE_KEY = call(global_("builtins", "str"), text("__setstate__"))
ACTS = {
    "item behind a state": build(LINEAR, HOLDING) + text("evil.pt") + APPEND,
    "state behind a state": build(build(LINEAR, HOLDING), text("evil.pt")),
    "pair behind a state": build(LINEAR, HOLDING) + text("a") + text("b") + SETITEM,
    "item behind a pair": new(CLASS) + text("a") + text("b") + SETITEM + text("c") + APPEND,
    "made key": new(CLASS) + MADE_KEY + global_("torch", "relu") + SETITEM,
    "made key in a state": build(LINEAR, dict_((MADE_KEY, CLASS))),
    "dictionary of zip": build(
        LINEAR,
        call(global_("builtins", "dict"), call(global_("builtins", "zip"), tuple_(text("append")), tuple_(CLASS))),
    ),
    "attributes by a dictionary": build(
        call(global_("pytorch_lightning.utilities.parsing", "AttributeDict"), dict_((text("__setstate__"), CLASS))),
        text("evil.pt"),
    ),
    "class made by NEWOBJ": new(global_("builtins", "type"), text("X"), EMPTY_TUPLE, dict_((text("append"), CLASS))),
    "class made by a metaclass": new(global_("abc", "ABCMeta"), text("X"), EMPTY_TUPLE, EMPTY_DICT),
    "class made by a function": call(
        global_("copyreg", "__newobj__"), global_("builtins", "type"), text("X"), EMPTY_TUPLE, EMPTY_DICT
    ),
    "logger": build(call(global_("logging", "getLogger"), text("x")), dict_((text("handlers"), list_(CLASS)))),
    "nested class": build(
        call(global_("builtins", "getattr"), global_("torch.nn.modules.linear", "Linear"), text("Inner")), EMPTY_DICT
    ),
    "persistent class": build(tuple_(b"C\6module", LINEAR[:-2], NONE, NONE) + b"Q", tuple_(NONE, EMPTY_DICT)),
    "persistent object": build(NONE + b"Q", tuple_(NONE, EMPTY_DICT)),
    "made arguments": global_("builtins", "getattr")
    + call(global_("builtins", "tuple"), list_(CLASS, text("x")))
    + b"R",
}
test_acting_objects_flag = flagging(
    "dangerous-pickle-import", [case(name, "m.pkl", pickle(body)) for name, body in ACTS.items()]
)


LOADER = build(new(global_("torch.utils.data.dataloader", "DataLoader")), dict_((text("collate_fn"), CLASS)))
LOADER_BY = call(
    global_("copyreg", "_reconstructor"),
    global_("torch.utils.data.dataloader", "DataLoader"),
    global_("builtins", "object"),
    NONE,
)
ITERATES = {
    "list": call(global_("builtins", "list"), LOADER),
    "list by NEWOBJ": new(global_("builtins", "tuple"), LOADER),
    "list by a base": call(
        global_("copyreg", "_reconstructor"), global_("builtins", "list"), global_("builtins", "list"), LOADER
    ),
    "list of what a function makes": call(global_("builtins", "list"), LOADER_BY),
    "chain": call(global_("builtins", "list"), call(global_("itertools", "chain"), LOADER)),
    "text of Python 2": call(global_("__builtin__", "unicode"), LOADER),
    "matrix": call(global_("numpy", "matrix"), LOADER),
    "tensor": call(global_("torch", "FloatTensor"), LOADER),
    "index": call(global_("pandas", "Series"), LOADER),
    "expression with a pickle": build(new(global_("polars.expr.expr", "Expr")), text("…")),
    "what imports modules": new(global_("transformers.utils.import_utils", "_LazyModule")),
    "file that is opened": new(global_("pyarrow.lib", "OSFile"), text("/tmp/a"), text("w")),
    "array of Arrow": call(global_("pyarrow.lib", "array"), LOADER),
}
test_unknown_pickle_import_flags = flagging(
    "unknown-pickle-import", [case(name, "m.pkl", pickle(body)) for name, body in ITERATES.items()]
)


def test_function_in_the_state_of_partial():
    partial = call(global_("functools", "partial"), global_("builtins", "len"))
    state = tuple_(CLASS, tuple_(text("evil.pt")), EMPTY_DICT, NONE)
    assert "unknown-pickle-import" in rules_in(pickle(build(partial, state)))


test_uninspectable_model_flags = flagging(
    "uninspectable-model", [case("marks that no walk holds", "m.dat", MARK * 300_000 + RUN + STOP)]
)
TEXTS = {
    "prose.txt": b"Very old.\nThis is text (as you see) of a book.\n",
    "code.py": b"class Foo:\n    pass\n",
    "imports.py": b"import os\nimport sys\n",
    "names.csv": b"Name,Size\na,1\n",
    "list.md": b"(a) one\n(b) two\n",
    "keys.yaml": b"Kind: a\nName: b\n",
    "words.txt": b"I\nam\nSam\n.\n",
    "picture.gif": b"GIF89a\1\0\1\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;",
}
test_stays_quiet = quiet([case(path, path, data) for path, data in TEXTS.items()])


@pytest.mark.parametrize("line", ["1", " 1", "01", "+1", "1\0x"])
def test_index_of_a_memo(line: str):
    from labcoat.core.models.pickles.literals import number

    assert number(line.encode()) == 1


WRAPPER = global_("joblib.numpy_pickle", "NumpyArrayWrapper")
SWALLOW = bytes8(b"", len(RUN))  # as opcodes, it takes what follows for bytes
SHAPE = tuple_(int_(2))


def numpy_type(code: str, size: int = -1, flags: int = 0) -> bytes:
    state = tuple_(int_(3), text("<"), NONE, NONE, NONE, int_(size), int_(-1), int_(flags))
    return build(call(global_("numpy", "dtype"), text(code), FALSE, TRUE), state)


def state_of_array(dtype: bytes = numpy_type("f8"), shape: bytes = SHAPE, *more: tuple[bytes, bytes]) -> bytes:
    named = (("subclass", global_("numpy", "ndarray")), ("shape", shape), ("order", text("C")), ("dtype", dtype))
    return dict_(*[(text(name), value) for name, value in named], *more)


def hidden(state: bytes, wrapper: bytes = new(WRAPPER)) -> bytes:
    """An array whose bytes end elsewhere for joblib: what follows runs."""
    return pickle(build(wrapper, state) + SWALLOW + RUN)


TYPES = {
    "long name": call(global_("numpy", "dtype"), text("float64")),
    "letter": call(global_("numpy", "dtype"), text("d")),
    "class of a type": call(global_("numpy.dtypes", "Float64DType")),
    "scalar": call(global_("numpy", "dtype"), global_("numpy", "float64")),
    "fields": call(global_("numpy", "dtype"), text("f8,f8")),
    "size in a state": numpy_type("f8", 400),
    "objects that are none": numpy_type("f8", -1, 63),
    "no objects": numpy_type("O8", -1, 0),
}
STATES = {
    "list as shape": state_of_array(shape=list_(int_(2))),
    "truth as shape": state_of_array(shape=tuple_(TRUE)),
    "text as shape": state_of_array(shape=tuple_(text("2"))),
    "two states": tuple_(state_of_array(), dict_((text("x"), NONE))),
    "made dictionary": call(global_("builtins", "dict"), state_of_array()),
    "made key": state_of_array(numpy_type("f8"), SHAPE, (call(global_("builtins", "str"), text("shape")), EMPTY_TUPLE)),
    "many keys": state_of_array(numpy_type("f8"), SHAPE, *[(text(f"k{i}"), NONE) for i in range(400)]),
}
ARRAYS = {
    **{name: hidden(state_of_array(dtype)) for name, dtype in TYPES.items() if name != "size in a state"},
    **{name: hidden(state) for name, state in STATES.items()},
    "arguments": hidden(EMPTY_DICT, call(WRAPPER, global_("numpy", "ndarray"), SHAPE, text("C"), numpy_type("f8"))),
    "reconstructor": hidden(
        state_of_array(), call(global_("copyreg", "_reconstructor"), WRAPPER, global_("builtins", "object"), NONE)
    ),
    "newobj": hidden(state_of_array(), call(global_("copyreg", "__newobj__"), WRAPPER)),
    "function of scikit-learn": hidden(
        state_of_array(), call(global_("sklearn.neighbors._kd_tree", "newObj"), WRAPPER)
    ),
    "frame": proto(4) + frame(build(new(WRAPPER), state_of_array()) + NONE * 16 + STOP) + bytes(16) + RUN + STOP,
    "frame of another pickle": proto(4) + frame(NONE + STOP + SWALLOW + STOP) + RUN + STOP,
}
test_malformed_model_flags = flagging(
    "malformed-model", [case(name, "m.joblib", data) for name, data in ARRAYS.items()]
)


@pytest.mark.parametrize("size", [8, 400])
def test_size_of_a_number_is_in_its_code(size: int):
    data = build(new(WRAPPER), state_of_array(numpy_type("f8", size))) + bytes(16) + RUN
    assert "dangerous-pickle-import" in rules_in(pickle(data), "m.joblib")


def test_wrapper_in_an_array_of_objects_is_read_by_a_plain_unpickler():
    inner = pickle(build(new(WRAPPER), state_of_array()))
    outer = build(new(WRAPPER), state_of_array(numpy_type("O8", -1, 63)))
    assert "dangerous-pickle-import" in rules_in(pickle(outer + inner + RUN), "m.joblib")
