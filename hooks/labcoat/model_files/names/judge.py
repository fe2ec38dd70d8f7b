"""The verdict over a name that a pickle imports: default deny, by exact names and by what is done with them."""

from __future__ import annotations

from labcoat.model_files.names.libraries import (
    COMPILED,
    PYTHON_2,
    RUNS_STATE,
    is_class_of_library,
    known_names,
    known_values,
    risk,
)
from labcoat.model_files.names.states import is_quiet, runs_code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Import

CLEAN, UNKNOWN, DANGEROUS = "clean", "unknown", "dangerous"
ACTS_WHEN_MADE = "is compiled, and is made of arguments that may be names of files"
_MADE = ("constructed", "built")
_PLAIN = ("array", "builtins", "collections")  # modules of functions that iterate over what they are given
_CHECKING = ("torch._utils", "numpy.core.multiarray", "numpy._core.multiarray", "copyreg")  # they look at types first
_HOLDING = ("_unpickle_block", "datetime", "time")  # they keep arrays and time zones as they are
_DOTTED = "dotted name"
_OF_RESULT = "calls the result of a call"
_CYTHON = "__pyx_unpickle_"
_CHECKED = ("scipy.stats.", "statsmodels.base.data")  # whose states are known to do nothing without certain keys
_TRICKS = {
    "computed name": "has a name that is only known when the file is loaded",
    "EXT code": "is a code of the extension registry, and has no name in the file",
    _DOTTED: "is reached through the attributes of something else",
    "odd name": "is no name that Python code can have",
    _OF_RESULT: "is only known when the file is loaded",
    "calls what no name tells": "is only known when the file is loaded",
    "BUILD on a global": "is changed itself, not an object of it",
    "sets items of a global": "is changed itself, not an object of it",
    "BUILD installs a method": "is put in place of a method that loading calls",
}


class Verdict:
    """`kind` is CLEAN, UNKNOWN or DANGEROUS; `what` says what the name does (`runs commands`), where that is known."""

    __slots__ = ("kind", "what")

    def __init__(self, kind: str, what: str = "") -> None:
        self.kind = kind
        self.what = what


def judge(imported: Import, allowed: frozenset[str]) -> Verdict:
    """Judge an import. `allowed` are exact names (`pkg.mod.Name`) that the user knows; dangers are never allowed."""
    module, name = PYTHON_2.get(imported.module, imported.module), imported.name
    if imported.trick and imported.trick != _DOTTED:
        return Verdict(CLEAN) if _is_explained(imported) else _trick(imported.trick)
    if not (module and name):
        return _trick("computed name")
    if imported.states and runs_code(imported):
        return Verdict(DANGEROUS, RUNS_STATE)
    if _is_harmless(module, name, imported):
        return Verdict(CLEAN)
    return _judge_unlisted(module, name, imported, allowed)


def _is_explained(imported: Import) -> bool:
    from labcoat.model_files.names.reached import explains

    return imported.trick == _OF_RESULT and explains(imported)


def _trick(trick: str) -> Verdict:
    return Verdict(DANGEROUS, _TRICKS.get(trick, trick))


def _is_harmless(module: str, name: str, imported: Import) -> bool:
    """Whether the exact name does no harm, used as it is."""
    is_iterating = module in _PLAIN and any(imported.arguments)
    if imported.use != "called" and not is_iterating and (name in known_names(module) or name in known_values(module)):
        return True
    if name in known_names(module) and not is_iterating and (module in _CHECKING or not any(imported.arguments)):
        return True
    from labcoat.model_files.names.conditions import CONDITIONS, ITERATING, is_given_plain

    path = f"{module}.{name}"
    if imported.use != "called" and name in known_values(module):
        return True
    if name in known_names(module):
        return (module in _PLAIN and path not in ITERATING) or name in _HOLDING or is_given_plain(imported)
    return (path in CONDITIONS and CONDITIONS[path](imported)) or _is_of_cython(module, name, imported)


def _is_of_cython(module: str, name: str, imported: Import) -> bool:
    """What Cython writes for a class, `__pyx_unpickle_X(type, checksum, state)`: it sets the fields of an object."""
    class_ = name.removeprefix(_CYTHON)
    if class_ == name or not is_class_of_library(module, class_) or risk(module, class_):
        return False
    from labcoat.model_files.names.conditions import is_given_class

    return is_given_class(imported)


def _judge_unlisted(module: str, name: str, imported: Import, allowed: frozenset[str]) -> Verdict:
    from labcoat.model_files.names.dangers import NETWORK, danger

    what = danger(module, name)
    if what:  # an object that is only made opens no connection: a cookie, a response
        return Verdict(UNKNOWN if what == NETWORK and imported.use in _MADE else DANGEROUS, what)
    if "." in name and not _is_of_class(name, imported.use):
        return _trick(_DOTTED)
    if f"{imported.module}.{name}" in allowed or _is_own_method(module, name, imported.use):
        return Verdict(CLEAN)
    if imported.use != "called" and is_class_of_library(module, name):
        what = _risk(module, name, imported)  # also where it is only named: functions make objects of what they get
        return Verdict(UNKNOWN if what else CLEAN, what)
    return Verdict(UNKNOWN)


def _is_own_method(module: str, name: str, use: str) -> bool:
    """`Class._method` of a library whose objects hold such methods; it is only named."""
    from labcoat.model_files.names.reached import HOLDING

    class_, _, method = name.rpartition(".")
    is_private = method[:1] == "_" != method[1:2]
    return use == "imported" and is_private and module.startswith(HOLDING) and is_class_of_library(module, class_)


def _risk(module: str, name: str, imported: Import) -> str:
    what = risk(module, name)
    if not what and imported.use in _MADE and module.partition(".")[0] in COMPILED and _is_given_text(imported):
        return ACTS_WHEN_MADE
    return "" if what == RUNS_STATE and module.startswith(_CHECKED) and is_quiet(imported) else what


def _is_given_text(imported: Import) -> bool:
    """Whether an argument is, or may have in it, text or bytes."""
    return any([mark in value for values in imported.arguments for value in values for mark in "'\"…"])


def _is_of_class(name: str, use: str) -> bool:
    """Whether a dotted name is that of a nested class, `Outer.Inner`, or of a method that is only named."""
    first, *others = name.split(".")
    is_class = all([part[:1].isupper() for part in others])
    return first[:1].isupper() and (is_class or (use == "imported" and len(others) == 1))
