"""Switches in Python: keywords, defaults, dictionaries, assignments, argument lists, command strings."""

from __future__ import annotations

import ast
from itertools import pairwise

from labcoat.core.names import FUNCTIONS, UNKNOWN
from labcoat.core.switches import Switch, is_on, is_option, is_variable
from labcoat.core.switches.commands import command_switches
from labcoat.core.switches.documents import document_switches
from labcoat.core.switches.nodes import counts, declares, function_name, keyword

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module

GETTERS = (
    "get pop setdefault getattr setattr __setattr__ getenv setenv putenv set set_option update update_option "
    "DEFINE_bool DEFINE_boolean DEFINE_string"
).split()
CONVERSIONS = ("bool", "str", "int", "dumps")


def python_switches(module: Module, option: str) -> Iterator[Switch]:
    """Every place of a module where an option is switched on; where only running the code would tell, none."""
    yield from _keywords(module, option)
    yield from _dictionaries(module, option)
    yield from _environment(module, option)
    yield from _assignments(module, option)
    yield from _defaults(module, option)
    yield from _calls(module, option)
    yield from command_switches(module, option)
    yield from document_switches(module, option)


def _keywords(module: Module, option: str) -> Iterator[Switch]:
    for given in module.nodes(ast.keyword):
        call = module.parent(given)
        if not isinstance(call, ast.Call) or not given.arg or not _is_name(given.arg, option):
            continue
        if _switches(module, given.value, option) and counts(module, given, option):
            yield _switch(module, given, given.value, call)


def _switches(module: Module, value: ast.expr | None, option: str) -> bool:
    """Whether the value is on, and not on its way from a place that is reported already, under the option's name."""
    if isinstance(value, ast.Attribute) and value.attr == option:
        return False
    if isinstance(value, ast.Subscript) and module.value(value.slice) == option:
        return False
    return not _passes_parameter(module, value, option) and _on(module, value)


def _passes_parameter(module: Module, value: ast.expr | None, option: str) -> bool:
    if not isinstance(value, ast.Name) or value.id != option:
        return False
    bound = module.names.bound_to(value)
    return bound is not None and isinstance(module.parent(bound), ast.arguments)


def _dictionaries(module: Module, option: str) -> Iterator[Switch]:
    for display in module.nodes(ast.Dict):
        for key, value in zip(display.keys, display.values, strict=True):
            if key is None or not _is_key(module, key, option):
                continue
            if _switches(module, value, option) and counts(module, display, option):
                yield _switch(module, key, value, display)
                break


def _environment(module: Module, option: str) -> Iterator[Switch]:
    """`EnvVar(name="SOME_OPTION", value="1")`, and the same in a dictionary."""
    calls: list[ast.Call | ast.Dict] = module.nodes(ast.Call, ast.Dict)
    for call in calls:
        given: dict[object, tuple[ast.AST, ast.expr]] = {}
        if isinstance(call, ast.Call):
            given = {item.arg: (item, item.value) for item in call.keywords if item.arg in ("name", "value")}
        else:
            pairs = zip(call.keys, call.values, strict=True)
            given = {key.value: (key, value) for key, value in pairs if isinstance(key, ast.Constant)}
        if "name" in given and "value" in given and is_variable(str(module.value(given["name"][1])), option):
            place, value = given["value"]
            if _on(module, value):
                yield _switch(module, place, value, call)


def _assignments(module: Module, option: str) -> Iterator[Switch]:
    statements: list[ast.Assign | ast.AnnAssign] = module.nodes(ast.Assign, ast.AnnAssign)
    for statement in statements:
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            is_on_here = _is_target(module, target, option) and _is_default_on(module, statement.value, option)
            if is_on_here and counts(module, target, option):
                yield _switch(module, statement, statement.value, statement)


def _defaults(module: Module, option: str) -> Iterator[Switch]:
    functions: list[ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda] = module.nodes(*FUNCTIONS)
    for function in functions:
        arguments = function.args
        positional = [*arguments.posonlyargs, *arguments.args]
        pairs = list(zip(reversed(positional), reversed(arguments.defaults), strict=False))
        for argument, default in [*pairs, *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]:
            if argument.arg == option and _is_default_on(module, default, option):
                yield _switch(module, argument, default, function)


def _calls(module: Module, option: str) -> Iterator[Switch]:
    """`kwargs.setdefault("option", True)` and its kin, and options declared with a default that is on."""
    for call in module.nodes(ast.Call):
        if function_name(call) in GETTERS:
            default = keyword(call, "default")
            values = [*call.args, *([default.value] if default else [])]
            for key, value in pairwise(values):
                if _is_key(module, key, option) and _switches(module, value, option):
                    yield _switch(module, key, value, call)
        elif declares(module, call, option):
            default = keyword(call, "default")
            action = keyword(call, "action")
            if default is not None and _on(module, default.value):
                yield _switch(module, default, default.value, call)
            elif default is None and action is not None and module.value(action.value) == "store_false":
                yield _switch(module, action, None, call)


def _switch(module: Module, node: ast.AST, value: ast.AST | None, around: ast.AST) -> Switch:
    segment, start, end = module.span(node)
    if value is not None and value is not node:
        end = module.span(value)[2]
    switch = Switch(segment, start, end, _strings(module, around))
    if isinstance(value, ast.Constant) and value.value is True:
        switch.value_start, switch.value_end = module.span(value)[1:]
    return switch


def _strings(module: Module, around: ast.AST) -> list[str]:
    """The strings of a call or a dictionary, and of the call that the dictionary is given to."""
    parts: list[ast.expr] = []
    if isinstance(around, ast.Call):
        parts = [*around.args, *[given.value for given in around.keywords]]
    elif isinstance(around, ast.Dict):
        parts = around.values
    found = [value for value in map(module.value, parts) if isinstance(value, str)]
    return [*found, *_strings(module, given_to)] if (given_to := _given_to(module, around)) else found


def _given_to(module: Module, around: ast.AST) -> ast.Call | None:
    """`load("org/name", options={…})`, where this is the dictionary."""
    if not isinstance(around, ast.Dict) and not (isinstance(around, ast.Call) and function_name(around) == "dict"):
        return None
    above = module.parent(around)
    above = module.parent(above) if isinstance(above, ast.keyword) else above
    return above if isinstance(above, ast.Call) and function_name(above) != "dict" else None


def _on(module: Module, value: ast.AST | None) -> bool:
    if isinstance(value, ast.BoolOp) and isinstance(value.op, ast.Or):
        return any(_on(module, operand) for operand in value.values)
    if isinstance(value, ast.IfExp):
        return _on(module, value.body) and _on(module, value.orelse)
    if isinstance(value, ast.Call) and function_name(value) in (*CONVERSIONS, "lower"):
        if isinstance(value.func, ast.Attribute) and not value.args:
            return _on(module, value.func.value)
        return bool(value.args) and _on(module, value.args[0])
    known = module.value(value)
    return known is not UNKNOWN and is_on(known)


def _is_default_on(module: Module, value: ast.expr | None, option: str) -> bool:
    """Whether a default is on, also as `Field(True)`, `Field(default=True)`, `typer.Option(True, …)`."""
    if isinstance(value, ast.Call):
        default = keyword(value, "default")
        first = value.args[0] if value.args else None
        wraps = function_name(value).lower() in ("field", "option", "argument", "parameter", "hfarg", "attrib", "ib")
        if wraps:
            return _on(module, default.value if default else first)
    return _switches(module, value, option)


def _is_key(module: Module, key: ast.expr, option: str) -> bool:
    name = module.value(key)
    return isinstance(name, str) and (is_option(name, option) or is_variable(name, option))


def _is_name(name: str, option: str) -> bool:
    return name == option or is_variable(name, option)


def _is_target(module: Module, target: ast.expr, option: str) -> bool:
    """Whether an assignment sets the option: on an object, under a key, as a field, or as a name nobody reads here."""
    if isinstance(target, ast.Subscript):
        return _is_key(module, target.slice, option)
    if isinstance(target, ast.Attribute):
        return _is_name(target.attr, option)
    if not isinstance(target, ast.Name) or not _is_name(target.id, option):
        return False
    in_class = isinstance(module.parent(module.parent(target) or target), ast.ClassDef)
    return (in_class and target.id == option) or not module.names.is_read(target.id)
