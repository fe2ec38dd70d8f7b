"""Calls of `torch.load` and of functions that pass `weights_only` on to it."""

from __future__ import annotations

import ast

from labcoat.core.calls import MISSING
from labcoat.core.rule import Edit, Fix, Hit
from labcoat.unsafe_load.option_places import given_at, items_set
from labcoat.unsafe_load.places import function_of, is_parameter, once_a_statement, references

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called
    from labcoat.core.packages.project_versions import Floor
    from labcoat.core.python import Module
    from labcoat.core.rule import Options
    from labcoat.core.segment import Segment
    from labcoat.unsafe_load.places import Place

LOADS = ("torch.load", "torch.serialization.load")
PASSING = (  # they hand the option to `torch.load`
    "load_state_dict_from_url",
    "load_url",
    "load_from_checkpoint",
    "load_checkpoint",
    "load_state_dict",
    "torch_load",
    "fit",
    "validate",
    "test",
    "predict",
)
OPTION = "weights_only"
SAYS_OFF = "`weights_only=False` runs the code that is in the checkpoint"
SAYS_BARE = "`torch.load` without `weights_only` runs the code that is in the checkpoint, before torch 2.6"
SAYS_OLD = "`weights_only=True` does not stop code in a checkpoint before torch 2.6 (CVE-2025-32434)"
TURN_ON = "use torch>=2.6 and weights_only=True, or safetensors"


def torch_hits(module: Module, options: Options) -> Iterator[Hit]:
    """What a module loads with `torch.load`, and how."""
    seen: set[tuple[int, int, int]] = set()
    calls = [called for called in module.called("load", *PASSING) if _is_meant(module, called)]
    for hit in (*_switched_off(module, calls), *_bare(module, calls, options), *_too_old(module, calls, options)):
        place = (id(hit.segment), hit.start, hit.end)
        if place not in seen:
            seen.add(place)
            yield hit


def _is_meant(module: Module, called: Called) -> bool:
    if called.name in LOADS:
        return not is_parameter(module, function_of(called))
    return called.given(OPTION) is not None


def _switched_off(module: Module, calls: list[Called]) -> Iterator[Hit]:
    for called in calls:
        given = called.given(OPTION)
        if given is not None and _is_off(given.value):
            segment, start, end = given_at(module, given)
            yield Hit(segment, start, end, SAYS_OFF, TURN_ON, fix=_turned_on(module, segment, given.node))
    if any([called.name in LOADS for called in calls]) or _names_torch_load(module):
        for segment, start, end in items_set(module, OPTION, False):
            yield Hit(segment, start, end, SAYS_OFF, TURN_ON)


def _is_off(value: object) -> bool:
    return value is False or (isinstance(value, int) and value == 0)


def _names_torch_load(module: Module) -> bool:
    return any([module.names.qualified_name(node) in LOADS for node in module.nodes(ast.Attribute)])


def _turned_on(module: Module, segment: Segment, value: ast.expr) -> Fix | None:
    where, start, end = module.span(value)
    if where is not segment or not isinstance(value, ast.Constant):
        return None
    return Fix("Load weights only", [Edit(start, end, "True")])


def _bare(module: Module, calls: list[Called], options: Options) -> Iterator[Hit]:
    bare = {function_of(called): called for called in calls if called.name in LOADS and _is_bare(called)}
    places = [(place, "torch.load") for place in bare]
    for place, _ in once_a_statement(module, [*places, *_handed_on(module)]):
        if _is_known_to_be_new(options):
            return
        called = bare.get(place)  # type: ignore[call-overload]  # a reference is no expression of a call
        yield module.hit(place, SAYS_BARE, TURN_ON, "medium", _with_option(module, called) if called else None)


def _handed_on(module: Module) -> Iterator[Place]:
    """`map(torch.load, files)`; of one that is chosen nobody knows what it is then called with."""
    for place, name in references(module, ("load",), LOADS.__contains__):
        if not isinstance(module.parent(place), (ast.IfExp, ast.Return, ast.Dict)):
            yield place, name


def _is_bare(called: Called) -> bool:
    value = called.value(OPTION)
    return value is MISSING or value is None


def _with_option(module: Module, called: Called) -> Fix | None:
    """`weights_only=True` after the last argument, where nothing but the closing bracket follows it."""
    given = [*called.node.args, *called.node.keywords]
    if not given or called.given(OPTION):
        return None
    segment, _, end = module.span(called.node)
    last = max([module.span(argument)[2] for argument in given])
    if segment.text[last:end].strip(" \t\r\n,") != ")":
        return None
    return Fix("Load weights only", [Edit(last, last, f", {OPTION}=True")])


def _is_known_to_be_new(options: Options) -> bool:
    floor = _torch(options)
    return floor is not None and floor.at_least(2, 6)


def _torch(options: Options) -> Floor | None:
    """The version of torch that the project has at least; conda calls it `pytorch`."""
    from labcoat.core.packages.project_versions import known_version

    return known_version(options, "torch") or known_version(options, "pytorch")


def _too_old(module: Module, calls: list[Called], options: Options) -> Iterator[Hit]:
    for called in calls:
        given = called.given(OPTION)
        if called.name in LOADS and given is not None and given.value is True:
            floor = _torch(options)
            if floor is None or not floor.is_exact or floor.at_least(2, 6):
                return
            segment, start, end = given_at(module, given)
            yield Hit(segment, start, end, f"{SAYS_OLD}: {floor.source} has {floor.text}", TURN_ON, "medium")
