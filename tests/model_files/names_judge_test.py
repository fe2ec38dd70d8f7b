"""The verdict over names that pickles import."""

from __future__ import annotations

import pytest

from labcoat.core.models.inspection import Import
from labcoat.core.models.place import Place
from labcoat.model_files.names.judge import CLEAN, DANGEROUS, UNKNOWN, judge


def imported(path: str, use: str = "imported", *arguments: str, trick: str = "") -> Import:
    """An import of `module:name`; each argument is the one value at its position."""
    module, _, name = path.partition(":")
    call = f"{module}.{name}({', '.join(arguments)})" if use == "called" else f"{module}.{name}"
    return Import(module, name, Place(), use, call, trick, tuple((each,) for each in arguments))


DANGERS = [
    ("os:system", "called"),
    ("os:system", "imported"),
    ("posix:system", "imported"),
    ("subprocess:Popen", "constructed"),
    ("builtins:eval", "called"),
    ("__builtin__:execfile", "called"),
    ("random:_os.system", "imported"),
    ("torch:os.system", "called"),
    ("sklearn.utils:os.Popen", "constructed"),
    ("numpy:memmap", "constructed"),
    (":", "called"),
]


@pytest.mark.parametrize(("path", "use"), DANGERS)
def test_dangerous(path: str, use: str) -> None:
    verdict = judge(imported(path, use), frozenset())
    assert verdict.kind == DANGEROUS
    assert verdict.what


def test_a_trick_is_dangerous_with_any_name() -> None:
    verdict = judge(imported("collections:OrderedDict", trick="hides its name"), frozenset(["collections.OrderedDict"]))
    assert (verdict.kind, verdict.what) == (DANGEROUS, "hides its name")


def test_what_is_allowed_is_exact_and_never_a_danger() -> None:
    allowed = frozenset(["my_pkg.models.Net", "os.system"])
    assert judge(imported("my_pkg.models:Net", "called"), allowed).kind == CLEAN
    assert judge(imported("my_pkg.models:Nets", "called"), allowed).kind == UNKNOWN
    assert judge(imported("my_pkg.models:Net.load", "called"), allowed).kind == DANGEROUS
    assert judge(imported("os:system", "called"), allowed).kind == DANGEROUS


@pytest.mark.parametrize("use", ["imported", "constructed", "built"])
def test_classes_of_libraries_may_be_made(use: str) -> None:
    assert judge(imported("sklearn.linear_model._logistic:LogisticRegression", use), frozenset()).kind == CLEAN
    assert judge(imported("other.linear_model._logistic:LogisticRegression", use), frozenset()).kind == UNKNOWN


def test_classes_of_libraries_may_not_be_called() -> None:
    assert judge(imported("sklearn.linear_model._logistic:Whatever", "called"), frozenset()).kind == UNKNOWN
