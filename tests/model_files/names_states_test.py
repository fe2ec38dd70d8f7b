"""Objects whose classes run what is in their states, and what hides behind many arguments."""

from __future__ import annotations

import pytest

from labcoat.core.models.pickles.values import MOST_DISTINCT
from tests.model_files.assemble import (
    EMPTY_DICT,
    MEMOIZE,
    NONE,
    build,
    bytes_,
    call,
    dict_,
    global_,
    int_,
    list_,
    new,
    pickle,
    text,
    tuple_,
)
from tests.model_files.cases import case, flagging, quiet, rules_in

TEMPLATE = """
def _parse_args(self, %(a)s %(in)s):
    return (%(a)s), %(out)s

def _parse_args_rvs(self, %(a)s %(in)s, size=None):
    return self._argcheck_rvs(%(a)s %(out)s, size=size)

def _parse_args_stats(self, %(a)s %(in)s, moments='mv'):
    return (%(a)s), %(out)s, moments
"""
NORMAL = TEMPLATE % {"a": "", "in": "loc=0, scale=1", "out": "loc, scale"}
BETA = TEMPLATE % {"a": "a, b, ", "in": "loc=0, scale=1", "out": "loc, scale"}
POISSON = TEMPLATE % {"a": "mu, ", "in": "loc=0", "out": "loc, 1"}
EVIL = NORMAL + "\nimport os\n"
DEFAULT = TEMPLATE % {"a": "a=print(1), ", "in": "loc=0", "out": "loc, 1"}
GEN = new(global_("scipy.stats._continuous_distns", "norm_gen"))
OLD_GEN = call(
    global_("copy_reg", "_reconstructor"),
    global_("scipy.stats._continuous_distns", "norm_gen"),
    global_("__builtin__", "object"),
    NONE,
)
SANDBOX = new(global_("statsmodels.sandbox.distributions.extras", "Transf_gen"))
DATA = new(global_("statsmodels.base.data", "PandasData"))


def has(target: bytes, **state: bytes) -> bytes:
    """A pickle of an object with these attributes."""
    return pickle(build(target, dict_(*[(text(key), value) for key, value in state.items()])))


def template(target: bytes, value: str) -> bytes:
    return has(target, shapes=NONE, _parse_arg_template=text(value))


def formula(value: str, **more: bytes) -> bytes:
    return has(DATA, frame=NONE, formula=text(value), restore_model_spec=b"\x88", **more)


test_quiet = quiet(
    [
        case("distribution", "model.pkl", template(GEN, NORMAL)),
        case("distribution with shapes", "model.pkl", template(GEN, BETA)),
        case("discrete distribution", "model.pkl", template(GEN, POISSON)),
        case("distribution of protocol 1", "model.pkl", template(OLD_GEN, NORMAL)),
        case(
            "distribution of SciPy before 1.6",
            "model.pkl",
            pickle(build(GEN, tuple_(dict_(*[(text(key), NONE) for key in ("momtype", "a", "b", "badvalue")]), NONE))),
        ),
        case(
            "method of a distribution", "model.pkl", pickle(call(global_("builtins", "getattr"), GEN, text("_entropy")))
        ),
        case("results without a formula", "model.pkl", has(DATA, endog=NONE, exog=NONE)),
        case("formula of columns", "model.pkl", formula("y ~ a + C(b):c - 1")),
        case("formula of functions", "model.pkl", formula("np.log(y + 1.5) ~ I(a**2) + standardize(b)")),
    ]
)
test_dangerous = flagging(
    "dangerous-pickle-import",
    [
        case("statement behind the template", "model.pkl", template(GEN, EVIL)),
        case("call in a default", "model.pkl", template(GEN, DEFAULT)),
        case("other code", "model.pkl", template(GEN, "print(1)")),
        case("in the state of an old object", "model.pkl", template(OLD_GEN, EVIL)),
        case("in a subclass elsewhere", "model.pkl", template(SANDBOX, EVIL)),
        case("computed", "model.pkl", has(GEN, _parse_arg_template=call(global_("builtins", "str"), text("x")))),
        case(
            "behind many other attributes",
            "model.pkl",
            has(GEN, **{f"a{number}": NONE for number in range(400)}, _parse_arg_template=text(EVIL)),
        ),
    ],
)
test_unknown = flagging(
    "unknown-pickle-import",
    [
        case("state that is made", "model.pkl", pickle(build(GEN, call(global_("collections", "OrderedDict"))))),
        case("state of pairs", "model.pkl", pickle(build(GEN, tuple_(tuple_(text("_parse_arg_template"), text("x")))))),
        case("formula with a call", "model.pkl", formula("y ~ print(a)")),
        case("formula with a call of a result", "model.pkl", formula("y ~ C(a)(b)")),
        case("formula with an attribute", "model.pkl", formula("y ~ a.b")),
        case("formula with a keyword", "model.pkl", formula("y ~ C(a, Treatment('x'))")),
        case("formula with towers", "model.pkl", formula("y ~ I(9**9**9)")),
        case("formula with large powers", "model.pkl", formula("y ~ I(9**99999999)")),
        case("second formula", "model.pkl", pickle(formula("y ~ a")[2:-1], b"0", formula("y ~ exit()")[2:-1])),
        case("old key", "model.pkl", has(DATA, restore_design_info=b"\x88", formula=text("y ~ f(a)"))),
    ],
)


def many(function: bytes, *last: bytes) -> bytes:
    """A function that is called with more values than are told apart, and then with others."""
    values = [list_(int_(number)) for number in range(MOST_DISTINCT + 5)]
    return pickle(list_(*[call(function, value) for value in (*values, *last)]))


SET = global_("builtins", "set")
LINES = new(global_("gensim.models.word2vec", "LineSentence"))


def test_the_object_behind_many_values_is_seen() -> None:
    assert rules_in(many(SET)) == set()
    assert rules_in(many(SET, LINES)) == {"unknown-pickle-import"}
    assert rules_in(many(SET, *[new(global_("gensim.models", f"A{n}")) for n in range(40)], LINES)) != set()
    fractions = [call(global_("fractions", "Fraction"), int_(number), int_(7)) for number in range(50)]
    assert rules_in(pickle(list_(*fractions))) == set()
    costly = call(global_("fractions", "Fraction"), text("1e1000000000"))
    assert rules_in(pickle(list_(*fractions, costly))) == {"unknown-pickle-import"}
    assert rules_in(many(global_("builtins", "bytearray"), int_(1 << 30))) == {"unknown-pickle-import"}


@pytest.mark.parametrize("arguments", [call(global_("builtins", "list"), text("ab")), EMPTY_DICT, text("ab")])
def test_arguments_that_are_computed_hide_what_they_are(arguments: bytes) -> None:
    hidden = global_("_codecs", "encode") + arguments + b"R"
    assert rules_in(pickle(hidden)) == {"dangerous-pickle-import"}
    first = call(global_("_codecs", "encode"), text("a"), text("latin1"))
    assert rules_in(pickle(list_(first, hidden))) == {"dangerous-pickle-import"}


def test_bytes_that_are_looked_into_count_once() -> None:
    inner = [pickle(list_(int_(number))) for number in range(60)]
    load = global_("torch.storage", "_load_from_bytes")
    assert rules_in(pickle(list_(*[call(load, bytes_(each)) for each in inner]))) == set()
    evil = pickle(call(global_("os", "system"), text("id")))
    assert "dangerous-pickle-import" in rules_in(pickle(list_(*[call(load, bytes_(each)) for each in (*inner, evil)])))


KERAS = call(
    global_("builtins", "getattr"), global_("keras.src.models.sequential", "Sequential"), text("_unpickle_model")
)


def in_memory(content: bytes) -> bytes:
    return build(new(global_("_io", "BytesIO")), tuple_(content, int_(0), NONE))


def test_a_keras_model_is_what_is_in_its_bytes() -> None:
    assert rules_in(pickle(call(KERAS, in_memory(bytes_(b"x"))))) == set()
    assert rules_in(pickle(call(KERAS, text("model.keras")))) == {"dangerous-pickle-import"}
    first = KERAS + MEMOIZE + tuple_(in_memory(bytes_(b"x"))) + b"R"
    assert rules_in(pickle(list_(first, call(KERAS, text("model.keras"))))) == {"dangerous-pickle-import"}
    computed = in_memory(call(global_("builtins", "bytes"), list_(int_(80), int_(75))))
    assert rules_in(pickle(call(KERAS, computed))) == {"uninspectable-model"}


def test_a_huge_array_is_a_bomb() -> None:
    def made(size: int) -> bytes:
        names = ("numpy._core.multiarray", "_reconstruct"), ("numpy", "ndarray")
        return pickle(call(global_(*names[0]), global_(*names[1]), tuple_(int_(size)), bytes_(b"b")))

    assert rules_in(made(0)) == set()
    assert rules_in(made((1 << 31) - 1)) == {"model-bomb"}


FILE = global_("pyarrow.lib", "OSFile")


@pytest.mark.parametrize(
    "made",
    [
        new(FILE, text("/tmp/x"), text("w")),
        call(global_("copyreg", "__newobj__"), FILE, text("/tmp/x")),
        call(global_("copyreg", "__newobj_ex__"), FILE, tuple_(text("/tmp/x")), EMPTY_DICT),
    ],
)
def test_what_a_native_class_is_given(made: bytes) -> None:
    assert rules_in(pickle(made)) == {"unknown-pickle-import"}


def test_a_name_that_nothing_has_called_yet() -> None:
    cut = b"cbuiltins\nexec\n(X>\nf = open('x')tRX."
    assert "dangerous-pickle-import" in rules_in(cut)
    assert rules_in(cut, "notes.txt") == set()
    assert rules_in(b"category\nname of it\n", "model.pkl") == set()
