"""Where a module sets an option that reaches a call: its keyword, a default, an item of a dictionary."""

from __future__ import annotations

import ast

from labcoat.core.calls import span_of
from labcoat.core.switches.nodes import counts, function_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Given
    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

    Span = tuple[Segment, int, int]

SETTERS = ("setdefault", "update", "dict", "put")


def given_at(module: Module, given: Given) -> Span:
    """Where an argument gets its value: `name=value`, or the default of the parameter that is only passed on."""
    if isinstance(given.node, ast.Name):
        default = module.names.bound_to(given.node)
        arguments = module.parent(default) if default is not None else None
        if isinstance(arguments, ast.arguments):
            return default_at(module, arguments, given.node.id, default)
    return span_of(module, given)


def default_at(module: Module, arguments: ast.arguments, name: str, default: ast.AST | None) -> Span:
    """A parameter with its default."""
    named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    parameter = next((argument for argument in named if argument.arg == name), default)
    segment, start, _ = module.span(parameter)
    return segment, start, module.span(default)[2]


def items_set(module: Module, option: str, value: bool) -> Iterator[Span]:
    """`kwargs["option"] = value`, `kwargs.setdefault("option", value)` and `{"option": value}`."""
    for statement in module.nodes(ast.Assign):
        for target in statement.targets:
            is_item = isinstance(target, ast.Subscript) and _is_text(target.slice, option)
            if is_item and module.value(statement.value) is value:
                yield module.span(statement)
    for call in module.nodes(ast.Call):
        is_set = len(call.args) == 2 and function_name(call) in SETTERS and _is_text(call.args[0], option)
        if is_set and module.value(call.args[1]) is value:
            segment, start, _ = module.span(call.args[0])
            yield segment, start, module.span(call.args[1])[2]
        yield from _keywords_set(module, call, option, value)
    yield from _displayed(module, option, value)


def _keywords_set(module: Module, call: ast.Call, option: str, value: bool) -> Iterator[Span]:
    """`dict(option=value)`, `kwargs.update(option=value)`."""
    for given in call.keywords if function_name(call) in SETTERS else ():
        if given.arg == option and module.value(given.value) is value:
            yield module.span(given)


def _displayed(module: Module, option: str, value: bool) -> Iterator[Span]:
    for display in module.nodes(ast.Dict):
        for key, item in zip(display.keys, display.values, strict=True):
            if key is not None and _is_text(key, option) and module.value(item) is value:
                if counts(module, display, option):
                    segment, start, _ = module.span(key)
                    yield segment, start, module.span(item)[2]
                break


def _is_text(node: ast.AST, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text
