"""Names that do no harm with some arguments only: looked up by `module.name`, asked with all its calls."""

from __future__ import annotations

from labcoat.model_files.names.libraries import PYTHON_2, is_class_of_library, known_names, known_values, risk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from labcoat.core.models.inspection import Import

_NOT_ALL = ("…",)
LARGEST = 1 << 24  # bytes or items that one argument may ask for
_BASES = ("object", "dict", "list", "tuple", "set", "frozenset", "int", "float", "str", "bytes", "bytearray", "complex")
_OBJECTS = {f"{module}.{name}" for module in ("builtins", "__builtin__") for name in _BASES}
_ENCODINGS = ("'latin1'", "'latin-1'", "'iso-8859-1'", "'utf-8'", "'utf8'", "'ascii'")
_UFUNC_MODULES = ("numpy", "numpy.core._multiarray_umath", "numpy._core._multiarray_umath", "numpy.core.umath")
# What `dill` gives for names of types that it knows: these do nothing but to hold what they are given.
_TYPES_OF_DILL = {"'slice'", "'EllipsisType'", "'NotImplementedType'", "'NoneType'"}


def _arguments(imported: Import, position: int) -> tuple[str, ...]:
    """The distinct values at a position, as code; `…` is among them where not all are known."""
    if position < len(imported.arguments):
        return imported.arguments[position]
    return _NOT_ALL if imported.arguments == (_NOT_ALL,) else ()


def _is_encoding(imported: Import) -> bool:
    """`encode(text, 'latin1')`: how protocol 2 writes bytes. Other encodings hide names."""
    return set(_arguments(imported, 1)) <= set(_ENCODINGS)


def _is_small(imported: Import) -> bool:
    """No number among the arguments asks for something huge."""
    return all([_is_small_number(value) for values in imported.arguments for value in values])


def _is_small_number(value: str) -> bool:
    if value.startswith("<int"):
        return False
    digits = value.lstrip("-")
    return not digits.isdecimal() or int(digits) <= LARGEST


def _is_fraction(imported: Import) -> bool:
    """`Fraction('1/3')`: a text with an exponent can stand for a number of any length."""
    values = [value for values in imported.arguments for value in values]
    return all([not value.strip("'-0123456789/") for value in values if value != "…" and not value.startswith("<int")])


def _has_plain_base(imported: Import) -> bool:
    """`_reconstructor(class, base, state)` calls the base's `__init__`; that of a built-in type iterates at most."""
    return set(_arguments(imported, 1)) <= _OBJECTS and all([_is_plain(value) for value in _arguments(imported, 2)])


def _is_type_of_constant(imported: Import) -> bool:
    return imported.use == "imported" or set(_arguments(imported, 0)) <= {"None", "Ellipsis", "NotImplemented"}


def _is_member(imported: Import) -> bool:
    """`getattr(Enum, 'NAME')`, `getattr(Outer, 'Inner')`, `getattr(str, 'lower')`: attributes that do no harm."""
    from labcoat.model_files.names.reached import is_reached_safely

    return is_reached_safely(_arguments(imported, 0), _arguments(imported, 1))


def _is_known_callable(module: str, name: str) -> bool:
    return name in known_names(PYTHON_2.get(module, module))


def _holds_known(imported: Import) -> bool:
    """`partial(function, …)` calls nothing by itself; what it holds is known to do no harm.

    It may hold a method of an object, `partial(getattr(Fitter(), '_loss'))`: that call is judged by itself.
    """
    code = ", ".join([value for values in imported.arguments for value in values])
    return all([_is_held(module, name, code) for module, name in imported.takes])


def _is_held(module: str, name: str, code: str) -> bool:
    modern = PYTHON_2.get(module, module)
    if name in known_names(modern) or name in known_values(modern) or (modern, name) == _RECONSTRUCTOR:
        return True
    path = f"{module}.{name}"
    is_called = "…" not in code and 0 < code.count(path) == code.count(f"{path}(")
    is_object = is_class_of_library(module, name) and not risk(module, name)
    return is_called and (is_object or (modern, name) == ("builtins", "getattr"))


_RECONSTRUCTOR = ("copyreg", "_reconstructor")


def _is_ufunc(imported: Import) -> bool:
    """`_ufunc_reconstruct(module, name)` imports what it is told to."""
    return imported.use == "imported" or (
        set(_arguments(imported, 0)) <= {repr(module) for module in _UFUNC_MODULES}
        and set(_arguments(imported, 1)) <= {repr(name) for name in known_values("numpy")}
    )


def _is_local_file_system(imported: Import) -> bool:
    """`make_instance(class, arguments, keywords)` calls the class."""
    return set(_arguments(imported, 0)) <= {"fsspec.implementations.local.LocalFileSystem"}


def _is_literal(imported: Import) -> bool:
    """Bytes that stand in the stream: the walker has looked into them."""
    return all([value.startswith(("b'", 'b"', "_codecs.encode(")) for value in _arguments(imported, 0)])


def _is_only_named(imported: Import) -> bool:
    return imported.use == "imported"


def _makes_index(imported: Import) -> bool:
    """`_new_Index(class, arguments)` makes an object of any class that it is given."""
    return all([value.startswith("pandas.") for value in _arguments(imported, 0)])


def _has_no_file(imported: Import) -> bool:
    """`tzfile(None, name)` opens nothing."""
    return set(_arguments(imported, 0)) <= {"None"}


def _is_typing(imported: Import) -> bool:
    """`getitem(typing.Union, (int, str))`: how hints are written."""
    return all([value.startswith("typing.") for value in _arguments(imported, 0)])


def _makes_generator(imported: Import) -> bool:
    """Constructors of `numpy.random._pickle` call what they are given: only their own functions and classes pass."""
    return all([module.startswith("numpy.random.") for module, _ in imported.takes])


def _rebuilds_known(imported: Import) -> bool:
    """`_rebuild_from_type_v2(function, type, …)` calls the function; types are classes of libraries."""
    functions = {f"torch._utils.{name}" for name in known_names("torch._utils")}
    given = set(_arguments(imported, 0)) <= functions | {"torch._tensor._rebuild_from_type_v2"}
    taken = [each for each in imported.takes if each not in _OF_STORAGES]
    return given and all([_is_known_or_class(module, name) for module, name in taken])


_OF_STORAGES = (("torch.storage", "_load_from_bytes"), ("_codecs", "encode"))  # calls of them are judged by themselves


def _is_known_or_class(module: str, name: str) -> bool:
    return _is_known_callable(module, name) or is_class_of_library(module, name)


def is_given_plain(imported: Import) -> bool:
    """Whether a function that iterates over what it is given gets no object whose class decides what that does."""
    return all([_is_plain(value) for values in imported.arguments for value in values])


def _is_plain(value: str) -> bool:
    path, is_call, _ = value.partition("(")
    if is_call and path == "…":
        return False
    module, _, name = path.rpartition(".")
    module = PYTHON_2.get(module, module)
    return (
        not is_call
        or not module.replace(".", "").isidentifier()
        or (f"{module}.{name}" in CONDITIONS and name not in _MAKERS)
        or (name in known_names(module) and name not in _MAKERS)
    )


# What makes objects of a class that it is given.
_MAKERS = ("GenericAlias", "__newobj__", "__newobj_ex__", "_reconstructor", "getattr", "newObj", "partial")


def _is_known_array(imported: Import) -> bool:
    """`_create_array(function, …)` of dill calls the function."""
    functions = {f"{module}._reconstruct" for module in ("numpy._core.multiarray", "numpy.core.multiarray")}
    return set(_arguments(imported, 0)) <= functions


def _is_type_of_dill(imported: Import) -> bool:
    return set(_arguments(imported, 0)) <= _TYPES_OF_DILL


def is_given_class(imported: Import) -> bool:
    """Whether the first argument is always a class of a library that does nothing but to hold its state."""
    return imported.use == "called" and all([_is_quiet_class(value) for value in _arguments(imported, 0)])


def _is_quiet_class(value: str) -> bool:
    module, _, name = value.rpartition(".")
    return is_class_of_library(module, name) and not risk(module, name)


def _is_filled_plainly(imported: Import) -> bool:
    """`VectorDict({…}, None, None, True)`: neither a function for what is missing nor a mask."""
    functions = {*_arguments(imported, 1), *_arguments(imported, 2)}
    return functions <= {"None"} and all(
        [value[:1] == "{" or value in ("None", "…") for value in _arguments(imported, 0)]
    )


# What iterates over its arguments, or converts them, by methods that their classes define.
ITERATING = frozenset(
    """
    array.array builtins.bool builtins.complex builtins.dict builtins.enumerate builtins.float builtins.frozenset
    builtins.int builtins.list builtins.long builtins.reversed builtins.set builtins.str builtins.tuple
    builtins.unicode builtins.zip collections.ChainMap collections.Counter collections.OrderedDict
    collections.UserDict collections.UserList collections.deque
    """.split()
)
_INDEX_MODULES = """
    pandas.core.index pandas.core.indexes.base pandas.core.indexes.datetimes pandas.core.indexes.interval
    pandas.core.indexes.period pandas.core.indexes.timedeltas pandas.indexes.base pandas.tseries.index
    pandas.tseries.period pandas.tseries.tdi
""".split()
_INDEX_FUNCTIONS = ("_new_DatetimeIndex", "_new_Index", "_new_IntervalIndex", "_new_PeriodIndex", "_new_TimedeltaIndex")
CONDITIONS: dict[str, Callable[[Import], bool]] = {
    "_codecs.encode": _is_encoding,
    "builtins.bytearray": _is_small,
    "builtins.bytes": _is_small,
    "builtins.getattr": _is_member,
    "builtins.range": _is_small,
    "builtins.type": _is_type_of_constant,
    "builtins.xrange": _is_small,
    "copyreg._reconstructor": _has_plain_base,
    "dill._dill._create_array": _is_known_array,
    "dill._dill._load_type": _is_type_of_dill,
    "functools.partial": _holds_known,
    "fractions.Fraction": _is_fraction,
    "fsspec.spec.make_instance": _is_local_file_system,
    "fsspec.implementations.local.LocalFileSystem": _is_only_named,
    "dateutil.tz.tz.tzfile": _has_no_file,
    "_operator.getitem": _is_typing,
    "operator.getitem": _is_typing,
    "numpy.core._ufunc_reconstruct": _is_ufunc,
    "numpy._core._ufunc_reconstruct": _is_ufunc,
    "river._river_rust.vectordict.VectorDict": _is_filled_plainly,
    "torch.storage._load_from_bytes": _is_literal,
    "numpy.random._pickle.__bit_generator_ctor": _makes_generator,
    "numpy.random._pickle.__generator_ctor": _makes_generator,
    "numpy.random._pickle.__randomstate_ctor": _makes_generator,
    "numpy.memmap": _is_only_named,
    **{f"{module}.{name}": _makes_index for module in _INDEX_MODULES for name in _INDEX_FUNCTIONS},
    "torch._tensor._rebuild_from_type": _rebuilds_known,
    "torch._tensor._rebuild_from_type_v2": _rebuilds_known,
}
