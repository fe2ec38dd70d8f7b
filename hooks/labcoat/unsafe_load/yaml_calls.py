"""Calls that load YAML, and with which loader."""

from __future__ import annotations

import ast

from labcoat.core.calls import MISSING, full_name, span_of
from labcoat.core.rule import Edit, Fix, Hit
from labcoat.unsafe_load.places import function_of, is_parameter, once_a_statement, references

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called
    from labcoat.core.python import Module
    from labcoat.unsafe_load.places import Place

PACKAGES = ("yaml", "ruamel.yaml", "ruamel_yaml", "ruamel.yaml.main", "oyaml")
LOADS = frozenset([f"{package}.{name}" for package in PACKAGES for name in ("load", "load_all")])
UNSAFE_LOADS = frozenset([f"{package}.{name}" for package in PACKAGES for name in ("unsafe_load", "unsafe_load_all")])
UNSAFE_LOADERS = frozenset(("Loader", "CLoader", "UnsafeLoader", "CUnsafeLoader"))
FULL_LOADS = frozenset([f"{package}.{name}" for package in PACKAGES for name in ("full_load", "full_load_all")])
FULL_LOADERS = frozenset(("FullLoader", "CFullLoader"))
MOST_BASES = 5  # classes that extend each other
RUNS = "makes any Python object the text asks for, and so runs its code"
RAN = "makes more than plain values, and before PyYAML 5.4 ran code (CVE-2020-14343)"
USE_SAFE = "use `yaml.safe_load`, or `Loader=yaml.SafeLoader`"


def yaml_hits(module: Module) -> Iterator[Hit]:
    """Where a module loads YAML with a loader that runs code."""
    hits = dict(_found(module))
    for place, _ in once_a_statement(module, [(place, "") for place in hits]):
        yield hits[place]


def _found(module: Module) -> Iterator[tuple[ast.AST, Hit]]:
    classes = {made.name: made for made in module.nodes(ast.ClassDef)}
    for called in module.called("load", "load_all"):
        is_meant = called.name in LOADS and not is_parameter(module, function_of(called))
        if is_meant and (hit := _hit(module, called, classes)):
            yield called.node, hit
    for called in module.called("unsafe_load", "unsafe_load_all"):
        if called.name in UNSAFE_LOADS:
            message = f"`yaml.{_last(called.name)}` {RUNS}"
            place = function_of(called)
            yield called.node, module.hit(place, message, USE_SAFE, fix=_safe(module, place))
    for called in module.called("full_load", "full_load_all"):
        if called.name in FULL_LOADS:
            place = function_of(called)
            yield (
                called.node,
                module.hit(place, f"`yaml.{_last(called.name)}` {RAN}", USE_SAFE, "low", _safe(module, place)),
            )
    for reference, name in _handed_on(module):
        yield reference, module.hit(reference, f"`yaml.{_last(name)}` {RUNS}", USE_SAFE)
    yield from _own_loaders(module)
    yield from _unsafe_types(module)


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _hit(module: Module, called: Called, classes: dict[str, ast.ClassDef]) -> Hit | None:
    """A hit on a call that has no loader, or an unsafe one."""
    given = called.given("Loader", 1)
    if given is None:
        if called.value("Loader", 1) is not MISSING:
            return None
        place = function_of(called)
        return module.hit(
            place, f"`yaml.{_last(called.name)}` without a loader {RUNS}", USE_SAFE, fix=_safe(module, place)
        )
    name = _unsafe_loader(module, given.node, classes)
    if not name:
        return None
    segment, start, end = span_of(module, given)
    severity, says = ("low", RAN) if name in FULL_LOADERS else ("", RUNS)
    return Hit(segment, start, end, f"`{name}` {says}", USE_SAFE, severity, _safe_loader(module, given.node))


def _unsafe_loader(module: Module, node: ast.expr, classes: dict[str, ast.ClassDef]) -> str:
    """The unsafe loader of PyYAML's that an expression is, or extends; empty where it is another, or nobody knows."""
    for _ in range(MOST_BASES):
        package, _, name = full_name(module, node).rpartition(".")
        if package in (*PACKAGES, "yaml.loader", "yaml.cyaml"):
            return name if name in UNSAFE_LOADERS or name in FULL_LOADERS else ""
        made = classes.get(node.id) if isinstance(node, ast.Name) else None
        if made is None or not made.bases:
            return ""
        node = made.bases[0]
    return ""


def _handed_on(module: Module) -> Iterator[Place]:
    names = ("load", "load_all", "unsafe_load", "unsafe_load_all")
    return references(module, names, lambda name: name in LOADS or name in UNSAFE_LOADS)


def _own_loaders(module: Module) -> Iterator[tuple[ast.AST, Hit]]:
    """`yaml.Loader(stream).get_data()`."""
    for called in module.called(*sorted(UNSAFE_LOADERS)):
        if called.name.rpartition(".")[0] in PACKAGES and called.node.args:
            yield called.node, module.hit(function_of(called), f"`{_last(called.name)}` {RUNS}", USE_SAFE)


def _unsafe_types(module: Module) -> Iterator[tuple[ast.AST, Hit]]:
    """`YAML(typ="unsafe")`."""
    for called in module.called("YAML"):
        given = called.given("typ")
        if given is not None and called.name in (
            "ruamel.yaml.YAML",
            "ruamel_yaml.YAML",
            "YAML",
            "ruamel.yaml.main.YAML",
        ):
            items = given.node.elts if isinstance(given.node, (ast.List, ast.Tuple)) else [given.node]
            if any([module.value(item) == "unsafe" for item in items]):
                segment, start, end = span_of(module, given)
                yield called.node, Hit(segment, start, end, f'`typ="unsafe"` {RUNS}', 'use `YAML(typ="safe")`')


def _safe(module: Module, function: ast.expr) -> Fix | None:
    """`safe_load` for `load`, where the function is written as an attribute of the package, with only the text."""
    call = module.parent(function)
    is_plain = isinstance(call, ast.Call) and call.func is function and len(call.args) == 1 and not call.keywords
    if not isinstance(function, ast.Attribute) or not is_plain:
        return None
    _, _, end = module.span(function)
    edit = Edit(end - len(function.attr), end, "safe_" + function.attr.removeprefix("unsafe_"))
    return Fix("Load safely", [edit]) if module.names.qualified_name(function).startswith("yaml.") else None


def _safe_loader(module: Module, loader: ast.expr) -> Fix | None:
    if not isinstance(loader, ast.Attribute) or module.names.qualified_name(loader) not in SAFE_COUNTERPARTS:
        return None
    _, _, end = module.span(loader)
    safe = SAFE_COUNTERPARTS[module.names.qualified_name(loader)]
    return Fix("Use the safe loader", [Edit(end - len(loader.attr), end, safe)])


SAFE_COUNTERPARTS = {
    "yaml.FullLoader": "SafeLoader",
    "yaml.Loader": "SafeLoader",
    "yaml.UnsafeLoader": "SafeLoader",
    "yaml.CLoader": "CSafeLoader",
}
