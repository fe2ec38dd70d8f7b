"""Calls that read arrays of Python objects."""

from __future__ import annotations

import ast
import re

from labcoat.core.rule import Hit
from labcoat.core.switches import is_on
from labcoat.core.switches.nodes import function_name
from labcoat.unsafe_load.option_places import given_at, items_set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called, Given
    from labcoat.core.python import Module
    from labcoat.unsafe_load.option_places import Span

LOADS = ("numpy.load", "np.load", "numpy.lib.npyio.load", "cupy.load", "jax.numpy.load")
READERS = ("NpzFile", "read_array", "load", "genfromtxt")
OPTION = "allow_pickle"
SAYS = "`allow_pickle=True` runs the code that is in the file"
TURN_OFF = "leave it out, and store the objects in another way (`np.savez`, JSON)"


def array_hits(module: Module) -> Iterator[Hit]:
    """Where a module allows pickles in arrays that it reads."""
    seen: set[tuple[int, int]] = set()
    for segment, start, end in _places(module):
        if (id(segment), start) not in seen:
            seen.add((id(segment), start))
            yield Hit(segment, start, end, SAYS, TURN_OFF)


def _places(module: Module) -> Iterator[Span]:
    for called in _reading(module):
        given = called.given(OPTION, 2 if called.name in LOADS else -1)
        if given is not None and _is_true(given):
            yield given_at(module, given)
    yield from _new_defaults(module)
    if _names_load(module):
        yield from items_set(module, OPTION, True)


def _reading(module: Module) -> Iterator[Called]:
    """Calls that read: those of the names that NumPy has, and of functions that are named after it."""
    names = {*READERS, *[name for name in map(function_name, _allowing(module)) if _reads(name)]}
    yield from module.called(*sorted(names))


def _allowing(module: Module) -> Iterator[ast.Call]:
    for given in module.nodes(ast.keyword):
        call = module.parent(given)
        if given.arg == OPTION and isinstance(call, ast.Call):
            yield call


def _reads(name: str) -> bool:
    return re.search("(?i)load(?!s)|read|open", name) is not None and "save" not in name.lower()


def _is_true(given: Given) -> bool:
    return is_on(given.value) and not isinstance(given.value, str)


def _names_load(module: Module) -> bool:
    """Whether `np.load` is named: then dictionaries with the option are for it."""
    return any([module.names.qualified_name(node) in LOADS for node in module.nodes(ast.Attribute)])


def _new_defaults(module: Module) -> Iterator[Span]:
    """`np.load.__defaults__ = (None, True, True, "ASCII")`, as many answers recommend."""
    for statement in module.nodes(ast.Assign):
        target, value = statement.targets[0], statement.value
        if isinstance(target, ast.Attribute) and target.attr == "__defaults__" and isinstance(value, ast.Tuple):
            is_load = module.names.qualified_name(target.value) in LOADS
            if is_load and len(value.elts) > 1 and module.value(value.elts[1]) is True:
                yield module.span(statement)
