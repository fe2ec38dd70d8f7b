"""What `getattr` may reach: members of enumerations, nested classes, and methods that are only named."""

from __future__ import annotations

from labcoat.model_files.names.libraries import is_class_of_library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Import

_HOOKS = ("_infer_parameters", "_lazy_load_hook")  # of lazy modules of PyTorch
_METHODS = frozenset(
    """
    append astype casefold decision_function finditer findall fromkeys fromtimestamp fullmatch gauss get getboolean
    getfloat getint isoformat items keys lemmatize loglike lower match max mean median min normal plot predict
    predict_proba rand randint randn reduce search split std stem strip strptime sub sum title tokenize transform
    uniform upper values var
    """.split()
)
_IN_MEMORY = ("_io.BytesIO(", "io.BytesIO(")  # the walker looks into what these hold
# Libraries whose objects hold methods of their own that nobody else should call: `self._loss`.
HOLDING = ("scipy.stats.", "lifelines.", "river.")
# Methods that pickles of these classes call, by the only attribute of the class that they may reach.
_UNPICKLING = {
    "zoneinfo.ZoneInfo": "_unpickle",
    "keras.src.models.functional.Functional": "_unpickle_model",
    "keras.src.models.model.Model": "_unpickle_model",
    "keras.src.models.sequential.Sequential": "_unpickle_model",
}


def is_reached_safely(owners: tuple[str, ...], attributes: tuple[str, ...]) -> bool:
    """Whether any of the attributes (as code) does no harm, taken from any of the owners (as code)."""
    names = [attribute[1:-1] for attribute in attributes]
    return bool(names) and all([_is_attribute(name) or _is_of_all(owners, name) for name in names])


def _is_attribute(name: str) -> bool:
    return name.isidentifier() and name.isascii() and (name[0].isupper() or name in _METHODS or name in _HOOKS)


def _is_of_all(owners: tuple[str, ...], name: str) -> bool:
    """Whether an attribute does no harm with each owner, since they are not told which is asked for it."""
    if not (name.isidentifier() and name.isascii()):
        return False
    if name == "__new__":  # how results of tests of SciPy are pickled
        return all([owner.startswith("scipy.stats.") and "(" not in owner for owner in owners])
    if name in _UNPICKLING.values():
        return all([_UNPICKLING.get(owner) == name for owner in owners])
    return name[:1] == "_" != name[1:2] and all([_holds_methods(owner) for owner in owners])


def _holds_methods(owner: str) -> bool:
    """`scipy.stats._discrete_distns.poisson_gen()`: an object of a class of such a library."""
    path, is_made, rest = owner.partition("(")
    module, _, name = path.rpartition(".")
    return bool(is_made) and rest == ")" and owner.startswith(HOLDING) and is_class_of_library(module, name)


def explains(imported: Import) -> bool:
    """Whether all calls of what another call gives are those that libraries write."""
    call = imported.call.replace("__builtin__", "builtins", 1)
    if call.startswith(("builtins.getattr(zoneinfo.ZoneInfo, '_unpickle')(", "dill._dill._load_type('slice')(")):
        return True
    loads = [f"builtins.getattr({owner}, '_unpickle_model')(" for owner in _UNPICKLING if owner.startswith("keras.")]
    given = imported.arguments[0] if len(imported.arguments) == 1 else ("",)
    return call.startswith(tuple(loads)) and all([value.startswith(_IN_MEMORY) for value in given])
