"""Pickles that scanners read otherwise than unpicklers do: parse errors, memo, BUILD, computed names, nesting."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from benchmarks.models.case import Case
from tests.model_files.assemble import (
    APPEND,
    DUP,
    EMPTY_DICT,
    EMPTY_LIST,
    EMPTY_TUPLE,
    MEMOIZE,
    NEWOBJ,
    NEXT_BUFFER,
    NONE,
    POP,
    REDUCE,
    STACK_GLOBAL,
    STOP,
    binstring,
    binunicode,
    build,
    bytearray8,
    bytes8,
    bytes_,
    call,
    dict_,
    extension,
    float_,
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
    state_dict,
    string_line,
    text,
    text8,
    tuple_,
    unicode_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SYSTEM = global_("os", "system")
RUN = call(SYSTEM, text("true"))
EVAL = call(global_("builtins", "eval"), text("1"))
PAYLOAD = pickle(RUN, protocol=2)


def cases() -> Iterator[Case]:
    """All of them, by family."""
    for family, table in (
        ("broken stream", {**_broken(), **_literals()}),
        ("opcodes", {**_names(), **_calls(), **_memo()}),
        ("BUILD", _build()),
        ("computed name", _computed()),
        ("nested pickle", _nested()),
        ("several streams", _several()),
    ):
        for name, data in table.items():
            yield Case(family, f"{name}.pkl", data)


def _broken() -> dict[str, bytes]:
    """The call has happened when the unpickler stops."""
    head = proto(2) + RUN
    return {
        "no_stop": head,
        "unknown_opcode": head + b"\xff\xff" + STOP,
        "zero_bytes": head + bytes(40),
        "stack_underflow": head + POP * 4 + STOP,
        "reduce_on_nothing": head + POP + REDUCE + STOP,
        "missing_memo": head + get(99) + STOP,
        "missing_memo_line": head + get_line(99) + STOP,
        "bad_utf8": head + b"X\2\0\0\0\xff\xfe" + STOP,
        "bad_int": head + int_line("x") + STOP,
        "bad_float": head + b"Fx\n" + STOP,
        "string_without_quotes": head + string_line("true") + STOP,
        "truncated_length": head + b"X\xff\xff\xff",
        "truncated_text": head + b"X\xff\xff\xff\x7fabc",
        "negative_binstring": head + b"T\xff\xff\xff\xff" + STOP,
        "negative_long4": head + b"\x8b\xff\xff\xff\xff" + STOP,
        "tuple_without_mark": head + b"t" + STOP,
        "buffer_not_given": proto(5) + RUN + NEXT_BUFFER + STOP,
        "persistent_id_refused": head + text("x") + b"Q" + STOP,
        "truncated_global": head + b"cfoo",
        "import_that_fails": head + global_("no_such_module_here", "x") + STOP,
        "protocol_99": head + proto(99) + STOP,
        "frame_too_long": proto(4) + frame(RUN + STOP, 10_000),
        "frame_huge_after": proto(4) + RUN + frame(STOP, 2**62),
        "frame_too_short": proto(4) + frame(RUN + STOP, 1),
        "inst_without_mark": head + b"ifoo\nbar\n" + STOP,
        "text_behind": head + b"<html>not found</html>",
        "bytes8_too_long": head + bytes8(b"abc", 2**60) + STOP,
        "unhashable_key": head + EMPTY_DICT + EMPTY_LIST + NONE + b"s" + STOP,
    }


def _literals() -> dict[str, bytes]:
    """Numbers and texts that one reader refuses and another takes, before the call."""
    literals = {
        "int_hex": int_line("0x10"),
        "int_octal": int_line("0o17"),
        "int_binary": int_line("0b1"),
        "int_underscore": int_line("1_000"),
        "int_spaces": int_line(" 5 "),
        "int_plus": int_line("+5"),
        "long_hex": long_line("0x10L"),
        "long_without_suffix": long_line("16"),
        "long_spaces": long_line(" 7 L"),
        "float_nan": b"Fnan\n",
        "float_spaces": b"F 1.5 \n",
        "float_underscore": b"F1_0.5\n",
        "string_utf8": string_line("'é'"),
        "string_latin1": string_line(b"'\xe9'"),
        "string_double_quotes": string_line('"a"'),
        "string_spaces": string_line("  'a'  "),
        "string_escapes": string_line(r"'\x41\n\''"),
        "unicode_surrogate": unicode_line("\\ud800"),
        "binstring_latin1": binstring(b"\xe9\xff"),
        "surrogate_text": text("\ud800"),
        "put_spaces": NONE + put_line(" 5") + POP,
        "long1_empty": b"\x8a\0",
    }
    return {name: pickle(literal, POP, RUN, protocol=2) for name, literal in literals.items()}


def _names() -> dict[str, bytes]:
    """The two strings of STACK_GLOBAL in every form."""
    pairs = {
        "short_text": text("os") + text("system"),
        "text": binunicode("os") + binunicode("system"),
        "text8": text8("os") + text8("system"),
        "unicode_line": unicode_line("os") + unicode_line("system"),
        "unicode_escapes": b"V\\u006fs\nVsys\\u0074em\n",
        "string_line": string_line("'os'") + string_line("'system'"),
        "string_escapes": string_line(r"'o\x73'") + string_line(r"'\163ystem'"),
        "binstring": binstring(b"os") + short_binstring(b"system"),
        "memo": text("system") + put(0) + POP + text("os") + get(0),
        "memo_line": text("system") + put_line(0) + POP + text("os") + get_line(0),
        "memoize": text("system") + MEMOIZE + POP + text("os") + get(0),
        "swapped_memo": text("os") + put(1) + text("system") + put(0) + POP + POP + get(1) + get(0),
        "overwritten_memo": text("math") + put(0) + POP + text("os") + put(0) + POP + get(0) + text("system"),
        "put_behind_pop": text("os") + text("math") + POP + put(7) + POP + get(7) + text("system"),
        "far_memo": text("os") + put(70_000) + POP + get(70_000) + text("system"),
        "popped_between": text("os") + text("path") + POP + text("system") + text("getcwd") + POP,
        "mark_between": text("os") + b"(" + text("junk") + b"1" + text("system"),
        "dup": text("pty") + DUP + POP + text("spawn"),
        "framed_apart": frame(text("os")) + frame(text("system")),
    }
    done = {f"name_{key}": pickle(pair, STACK_GLOBAL, tuple_(text("true")), REDUCE) for key, pair in pairs.items()}
    return {**done, "name_same_twice": pickle(text("code") + DUP + STACK_GLOBAL + POP + RUN)}


def _calls() -> dict[str, bytes]:
    """Every opcode that calls, and those that call without one."""
    popen = global_("subprocess", "Popen")
    module, function = global_("random", "_os"), global_("collections", "namedtuple")
    appender = build(new(global_("argparse", "Namespace")), dict_((text("append"), SYSTEM)))
    adder = build(new(global_("argparse", "Namespace")), dict_((text("add"), SYSTEM)))
    return {
        "reduce": PAYLOAD,
        "reduce_framed": pickle(RUN, framed=True),
        "inst": pickle(inst("os", "system", text("true")), protocol=0),
        "inst_popen": pickle(inst("subprocess", "Popen", text("true")), protocol=1),
        "obj": pickle(obj(SYSTEM, text("true")), protocol=1),
        "obj_popen": pickle(obj(popen, list_(text("true")))),
        "newobj": pickle(new(popen, list_(text("true")))),
        "newobj_ex": pickle(new_ex(popen, keywords=dict_((text("args"), text("true"))))),
        "append_of_instance": pickle(appender, text("true"), APPEND),
        "add_of_instance": pickle(adder, b"(", text("true"), b"\x90"),
        "only_imported": pickle(dict_((text("fn"), SYSTEM)), protocol=2),
        "popped": pickle(RUN, POP, dict_((text("a"), int_(1)))),
        "as_key": pickle(dict_((RUN, int_(1)))),
        "in_arguments": pickle(call(global_("collections", "OrderedDict"), list_(tuple_(text("a"), RUN)))),
        "through_map": pickle(
            call(global_("collections", "deque"), call(global_("builtins", "map"), SYSTEM, list_(text("true"))))
        ),
        "through_partial": pickle(call(call(global_("functools", "partial"), SYSTEM, text("true")))),
        "through_defaultdict": pickle(call(global_("collections", "defaultdict"), global_("builtins", "breakpoint"))),
        "extension_1": pickle(call(extension(7), text("true"))),
        "extension_2": pickle(call(extension(300, 2), text("true"))),
        "extension_4": pickle(call(extension(70_000, 4), text("true"))),
        "extension_registered": pickle(
            call(global_("copyreg", "add_extension"), text("os"), text("system"), int_(7)),
            POP,
            call(extension(7), text("true")),
        ),
        "reconstructor": pickle(
            call(global_("copyreg", "_reconstructor"), popen, global_("builtins", "object"), NONE), protocol=0
        ),
        "attrgetter": pickle(call(call(call(global_("operator", "attrgetter"), text("system")), module), text("true"))),
        "attrgetter_private": pickle(call(call(global_("_operator", "attrgetter"), text("__globals__")), function)),
        "itemgetter": pickle(call(call(global_("operator", "itemgetter"), text("os")), global_("sys", "modules"))),
        "methodcaller": pickle(call(call(global_("operator", "methodcaller"), text("system"), text("true")), module)),
        "getattr": pickle(
            call(call(global_("builtins", "getattr"), global_("random", "_os"), text("system")), text("true"))
        ),
        "import_then_getattr": pickle(
            call(
                call(
                    global_("builtins", "getattr"), call(global_("builtins", "__import__"), text("os")), text("system")
                ),
                text("true"),
            )
        ),
        "python2_module": pickle(call(global_("__builtin__", "execfile"), text("x.py")), protocol=2),
        "python2_imap": pickle(call(global_("itertools", "imap"), SYSTEM, list_(text("true"))), protocol=2),
        "code_object": pickle(
            call(call(global_("types", "FunctionType"), call(global_("marshal", "loads"), bytes_(b"\xe3")), EMPTY_DICT))
        ),
    }


def _memo() -> dict[str, bytes]:
    """Tricks with what was memoised."""
    return {
        "callable_from_memo": pickle(SYSTEM, put(0), POP, text("x"), POP, call(get(0), text("true")), protocol=2),
        "callable_behind_pop": pickle(SYSTEM, NONE, POP, put(3), POP, call(get(3), text("true")), protocol=2),
        "memo_line_with_sign": pickle(SYSTEM, put_line("+4"), POP, call(get_line(4), text("true")), protocol=0),
        "two_gets": pickle(SYSTEM, put(0), POP, get(0), get(0), POP, tuple_(text("true")), REDUCE),
        "duplicate_callable": pickle(SYSTEM, DUP, POP, tuple_(text("true")), REDUCE, protocol=2),
    }


def _build() -> dict[str, bytes]:
    """Functions that BUILD installs or calls, with no REDUCE over them."""
    blank = new(global_("argparse", "Namespace"))
    hidden = build(
        new(global_("collections", "OrderedDict")), dict_((text("__setstate__"), global_("random", "_os.system")))
    )
    return {
        "setstate_installed": pickle(build(hidden, text("true"))),
        "setstate_system": pickle(build(build(blank, dict_((text("__setstate__"), SYSTEM))), text("true"))),
        "setstate_eval": pickle(
            build(build(blank, dict_((text("__setstate__"), global_("builtins", "eval")))), text("1"))
        ),
        "slots_state": pickle(build(blank, tuple_(NONE, dict_((text("__setstate__"), SYSTEM))))),
        "over_module": pickle(build(global_("numpy", "random"), dict_((text("seed"), SYSTEM))), protocol=2),
        "over_function": pickle(build(global_("numpy", "prod"), dict_((text("__wrapped__"), SYSTEM)))),
        "over_class": pickle(build(global_("torch", "Tensor"), tuple_(NONE, dict_((text("__add__"), SYSTEM))))),
        "over_main": pickle(build(global_("sys", "modules"), dict_((text("__main__"), NONE)))),
        "class_attribute": pickle(
            build(global_("collections", "OrderedDict"), tuple_(NONE, dict_((text("get"), global_("os", "popen")))))
        ),
        "reduce_ex_installed": pickle(build(blank, dict_((text("__reduce_ex__"), SYSTEM)))),
        "class_swapped": pickle(build(blank, tuple_(NONE, dict_((text("__class__"), global_("subprocess", "Popen")))))),
        "pathlib_over": pickle(build(global_("json", "decoder"), dict_((text("scanstring"), SYSTEM)))),
    }


def _computed() -> dict[str, bytes]:
    """Names that are only known when they are decoded, joined or looked up."""
    rot13 = call(global_("_codecs", "decode"), text("flfgrz"), text("rot13"))
    encoded = call(global_("_codecs", "encode"), text("flfgrz"), text("rot13"))
    joined = call(call(global_("builtins", "getattr"), text(""), text("join")), list_(text("sys"), text("tem")))
    decoded = call(global_("base64", "b64decode"), bytes_(base64.b64encode(b"system")))
    lowered = call(global_("builtins", "str.lower"), text("SYSTEM"))
    formatted = call(global_("builtins", "format"), text("system"), text(""))
    pieces = {
        "rot13": rot13,
        "rot13_by_encode": encoded,
        "joined": joined,
        "base64": decoded,
        "lowered": lowered,
        "formatted": formatted,
        "str": call(global_("builtins", "str"), bytes_(b"system"), text("ascii")),
        "unicode_2": call(global_("__builtin__", "unicode"), text("system")),
        "numpy_str": call(global_("numpy", "str_"), text("system")),
        "replaced": call(global_("builtins", "str.replace"), text("sxstem"), text("x"), text("y")),
        "concatenated": call(global_("operator", "concat"), text("sys"), text("tem")),
        "enum_value": call(global_("builtins", "getattr"), global_("os", "system"), text("__name__")),
    }
    return {
        name: pickle(text("os"), piece, STACK_GLOBAL, tuple_(text("true")), REDUCE) for name, piece in pieces.items()
    }


def _nested() -> dict[str, bytes]:
    """A pickle inside bytes of a pickle, with the function that unpacks it."""
    load = global_("torch.storage", "_load_from_bytes")
    return {
        "load_from_bytes_legacy": pickle(call(load, bytes_(legacy_torch(PAYLOAD))), protocol=2),
        "load_from_bytes_raw": pickle(call(load, bytes8(PAYLOAD))),
        "load_from_bytearray": pickle(call(load, bytearray8(legacy_torch(PAYLOAD))), protocol=5),
        "load_from_latin1": pickle(
            call(load, call(global_("_codecs", "encode"), text(PAYLOAD.decode("latin1")), text("latin1"))), protocol=2
        ),
        "pickle_loads": pickle(call(global_("pickle", "loads"), bytes_(PAYLOAD))),
        "unpickle_inside_dict": pickle(dict_((text("w"), call(global_("_pickle", "loads"), bytes_(PAYLOAD))))),
        "dill_loads": pickle(call(global_("dill", "loads"), bytes_(PAYLOAD))),
        "cloudpickle_loads": pickle(call(global_("cloudpickle", "loads"), bytes_(PAYLOAD))),
        "joblib_wrapper": pickle(call(global_("joblib.externals.loky.backend.reduction", "loads"), bytes_(PAYLOAD))),
        "pickle_twice": pickle(
            call(global_("pickle", "loads"), bytes_(pickle(call(global_("pickle", "loads"), bytes_(PAYLOAD)))))
        ),
    }


def _several() -> dict[str, bytes]:
    """The call is not in the first stream, or streams are followed by something else."""
    quiet = pickle(dict_((text("a"), int_(1))))
    return {
        "second": quiet + PAYLOAD,
        "tenth": quiet * 9 + PAYLOAD,
        "first": PAYLOAD + quiet * 3,
        "behind_zeros": quiet + bytes(8) + PAYLOAD,
        "behind_line_break": quiet + b"\n" + PAYLOAD,
        "hundredth": pickle(NONE, protocol=0) * 99 + PAYLOAD,
        "behind_state_dict": state_dict() + PAYLOAD,
        "behind_float": pickle(float_(1.5)) + pickle(RUN, protocol=0),
        "deep": pickle(EMPTY_LIST * 900, RUN, APPEND * 900),
        "wide": pickle(list_(*[int_(number) for number in range(20_000)], RUN)),
        "behind_big_text": pickle(list_(text("x" * 3_000_000), RUN)),
        "empty_tuple": pickle(EMPTY_TUPLE, POP, EVAL),
        "newobj_then": pickle(global_("builtins", "object") + EMPTY_TUPLE + NEWOBJ, POP, EVAL),
    }
