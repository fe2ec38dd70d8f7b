"""The verdict over a name that a pickle imports: default deny, by exact names and by what is done with them."""

from __future__ import annotations

from labcoat.model_files.names.libraries import is_class_of_library, known_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Import

CLEAN, UNKNOWN, DANGEROUS = "clean", "unknown", "dangerous"
_HARMLESS_USES = ("imported", "constructed", "built")
_PYTHON_2 = {"__builtin__": "builtins", "copy_reg": "copyreg", "exceptions": "builtins", "cPickle": "pickle"}


class Verdict:
    """`kind` is CLEAN, UNKNOWN or DANGEROUS; `what` says what the name does (`runs commands`), where that is known."""

    __slots__ = ("kind", "what")

    def __init__(self, kind: str, what: str = "") -> None:
        self.kind = kind
        self.what = what


def judge(imported: Import, allowed: frozenset[str]) -> Verdict:
    """Judge an import. `allowed` are exact names (`pkg.mod.Name`) that the user knows: of these no danger is known."""
    if imported.trick:
        return Verdict(DANGEROUS, imported.trick)
    module, name = _PYTHON_2.get(imported.module, imported.module), imported.name
    if not (module and name):
        return Verdict(DANGEROUS, "its name is only known when it is loaded")
    if name in known_names(module) or _is_harmless_call(module, name, imported):
        return Verdict(CLEAN)
    return _judge_unlisted(module, name, imported, allowed)


def _is_harmless_call(module: str, name: str, imported: Import) -> bool:
    """Whether a name that could do harm does none with these arguments."""
    from labcoat.model_files.names.conditions import CONDITIONS

    condition = CONDITIONS.get(f"{module}.{name}")
    return condition is not None and condition(imported)


def _judge_unlisted(module: str, name: str, imported: Import, allowed: frozenset[str]) -> Verdict:
    from labcoat.model_files.names.dangers import danger

    what = danger(module, name)
    if what:
        return Verdict(DANGEROUS, what)
    if f"{imported.module}.{name}" in allowed:
        return Verdict(CLEAN)
    if imported.use in _HARMLESS_USES and is_class_of_library(module, name):
        return Verdict(CLEAN)
    if "." in name:
        return Verdict(DANGEROUS, "reaches it through the attributes of something else")
    return Verdict(UNKNOWN)
