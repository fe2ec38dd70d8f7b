"""Names that do no harm with some arguments only: looked up by `module.name`, asked with all its calls."""

from __future__ import annotations

from labcoat.model_files.names.libraries import is_class_of_library, known_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from labcoat.core.models.inspection import Import

LARGEST = 1 << 28  # bytes or items that one argument may ask for
_BASES = ("object", "dict", "list", "tuple", "set", "frozenset", "int", "float", "str", "bytes", "bytearray", "complex")
_OBJECTS = {f"{module}.{name}" for module in ("builtins", "__builtin__") for name in _BASES}
_ENCODINGS = ("'latin1'", "'latin-1'", "'iso-8859-1'", "'utf-8'", "'utf8'", "'ascii'")
_METHODS = frozenset(
    "tokenize transform predict predict_proba decision_function stem lemmatize lower upper strip split "
    "title casefold get keys values items astype sum mean min max std var median fromtimestamp isoformat".split()
)


def _arguments(imported: Import, position: int) -> tuple[str, ...]:
    """The distinct values at a position, as code; `…` is among them where there are more."""
    return imported.arguments[position] if position < len(imported.arguments) else ()


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


def _has_plain_base(imported: Import) -> bool:
    """`_reconstructor(class, base, state)` calls the base's `__init__`; that of a built-in type does nothing."""
    return set(_arguments(imported, 1)) <= _OBJECTS


def _is_type_of_constant(imported: Import) -> bool:
    return imported.use == "imported" or set(_arguments(imported, 0)) <= {"None", "Ellipsis", "NotImplemented"}


def _is_member(imported: Import) -> bool:
    """`getattr(Enum, 'NAME')`, `getattr(Outer, 'Inner')`, `getattr(str, 'lower')`: attributes that do no harm."""
    names = [value[1:-1] for value in _arguments(imported, 1)]
    return bool(names) and all([_is_attribute(name) for name in names])


def _is_attribute(name: str) -> bool:
    return name.isidentifier() and name.isascii() and (name[0].isupper() or name in _METHODS)


def _is_known_callable(module: str, name: str) -> bool:
    return name in known_names(module)


def _calls_known(imported: Import) -> bool:
    """The functions among the arguments are known to do no harm, whatever they are called with."""
    return all([_is_known_callable(module, name) for module, name in imported.takes])


def _makes_generator(imported: Import) -> bool:
    """Constructors of `numpy.random._pickle` call what they are given: only their own functions and classes pass."""
    return all([module.startswith("numpy.random.") for module, _ in imported.takes])


def _rebuilds_known(imported: Import) -> bool:
    """`_rebuild_from_type_v2(function, type, …)` calls the function; types are classes of libraries."""
    functions = {f"torch._utils.{name}" for name in known_names("torch._utils")}
    given = set(_arguments(imported, 0)) <= functions | {"torch._tensor._rebuild_from_type_v2"}
    return given and all([_is_known_or_class(module, name) for module, name in imported.takes])


def _is_known_or_class(module: str, name: str) -> bool:
    return _is_known_callable(module, name) or is_class_of_library(module, name)


CONDITIONS: dict[str, Callable[[Import], bool]] = {
    "_codecs.encode": _is_encoding,
    "builtins.bytearray": _is_small,
    "builtins.bytes": _is_small,
    "builtins.getattr": _is_member,
    "builtins.range": _is_small,
    "builtins.type": _is_type_of_constant,
    "builtins.xrange": _is_small,
    "copyreg._reconstructor": _has_plain_base,
    "functools.partial": _calls_known,
    "numpy.random._pickle.__bit_generator_ctor": _makes_generator,
    "numpy.random._pickle.__generator_ctor": _makes_generator,
    "numpy.random._pickle.__randomstate_ctor": _makes_generator,
    "torch._tensor._rebuild_from_type": _rebuilds_known,
    "torch._tensor._rebuild_from_type_v2": _rebuilds_known,
}
