"""Defaults of Python code that make everybody who starts it listen on all interfaces."""

from __future__ import annotations

import ast
import re

from labcoat.core.rule import Hit
from labcoat.core.switches.nodes import function_name
from labcoat.unsafe_defaults.binding.addresses import is_everywhere
from labcoat.unsafe_defaults.binding.calls import CLIENT, HELP, SERVER
from labcoat.unsafe_defaults.binding.spelled import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module

DECLARES = ("add_argument", "option", "Option", "add_option")
NAME = re.compile(
    r"(?:(?:server|http|https|api|web|webui|app|bind|listen|listening|dashboard|gradio|ui|serve|serving|service|rest|"
    r"uvicorn|flask|ws|websocket|grpc|fastapi|triton|backend|env)_)*(?:host|hostname|bind|ip|addr|address|interface|"
    r"host_ip|listen|server_name)"
)
SETTINGS = re.compile(r"(?i)settings?|config|options|args|arguments|param|server|serve|app$|service")
USED_BY_CLIENT = re.compile(r"://\{[\w.\[\]\"']*(?:host|ip|addr|address|server_name)[\"'\]]*\}|://%s")
LISTENS = re.compile(
    r"\b(?:host|server_name|address|bind|interface)\s*=\s*[\w.]*(?:host|ip|addr|address|server_name)\b"
)


def default_hits(module: Module) -> Iterator[tuple[str, Hit]]:
    """By name, defaults of options, fields and parameters; none in code that only connects to the address."""
    if _only_connects(module):
        return
    yield from _option_hits(module)
    yield from _field_hits(module)
    yield from _parameter_hits(module)
    yield from _assigned_hits(module)


def _only_connects(module: Module) -> bool:
    texts = [segment.text for segment in module.segments]
    uses = any([USED_BY_CLIENT.search(text) for text in texts])
    return uses and not any([LISTENS.search(text) for text in texts])


def _is_name(name: str) -> bool:
    return NAME.fullmatch(name.lower()) is not None


def _option_hits(module: Module) -> Iterator[tuple[str, Hit]]:
    """`add_argument("--host", default="0.0.0.0")`, `@click.option("--host", default=…)`."""
    for call in module.nodes(ast.Call):
        if function_name(call) not in DECLARES:
            continue
        names = [value for value in map(module.value, call.args) if isinstance(value, str) and value[:1] in ("-", "")]
        if not any([_is_name(name.lstrip("-").replace("-", "_")) for name in names]):
            continue
        for keyword in call.keywords:
            if keyword.arg == "default" and is_everywhere(spelled(module, keyword.value)):
                yield names[-1], _hit(module, keyword, names[-1])


def _field_hits(module: Module) -> Iterator[tuple[str, Hit]]:
    """`host: str = "0.0.0.0"` of a dataclass, of Pydantic's settings, or of a class that is named so."""
    for scope in module.nodes(ast.ClassDef):
        bases = [*scope.bases, *scope.decorator_list]
        if CLIENT.search(scope.name) or not (bases or SETTINGS.search(scope.name)):
            continue
        for statement in scope.body:
            target, value = _field(statement)
            if target and value and _is_name(target) and is_everywhere(spelled(module, value)):
                yield target, _hit(module, _default_in(value) or statement, target)


def _default_in(value: ast.expr) -> ast.keyword | None:
    keywords = value.keywords if isinstance(value, ast.Call) else []
    return next((keyword for keyword in keywords if keyword.arg == "default"), None)


def _field(statement: ast.stmt) -> tuple[str, ast.expr | None]:
    if isinstance(statement, ast.AnnAssign):
        return getattr(statement.target, "id", ""), statement.value
    if isinstance(statement, ast.Assign):
        return getattr(statement.targets[0], "id", ""), statement.value
    return "", None


def _parameter_hits(module: Module) -> Iterator[tuple[str, Hit]]:
    """`def serve(host="0.0.0.0")`, and what is constructed with it."""
    functions: list[ast.FunctionDef | ast.AsyncFunctionDef] = module.nodes(ast.FunctionDef, ast.AsyncFunctionDef)
    for function in functions:
        if not _serves(module, function):
            continue
        arguments = function.args
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults = [*[None] * (len(positional) - len(arguments.defaults)), *arguments.defaults]
        pairs = [
            *zip(positional, defaults, strict=True),
            *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
        ]
        for argument, default in pairs:
            if default is not None and _is_name(argument.arg) and is_everywhere(spelled(module, default)):
                yield argument.arg, _hit(module, default, argument.arg)


def _serves(module: Module, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    if any(["command" in ast.dump(decorator)[:MOST_SHOWN] for decorator in function.decorator_list]):
        return True
    above = module.parent(function)
    name = above.name if function.name == "__init__" and isinstance(above, ast.ClassDef) else function.name
    return bool(SERVER.search(name)) and not CLIENT.search(name)


MOST_SHOWN = 200  # characters of a decorator


def _assigned_hits(module: Module) -> Iterator[tuple[str, Hit]]:
    """`bind = "0.0.0.0:8000"` of Gunicorn's configuration, `config.bind = ["0.0.0.0:8000"]` of Hypercorn's."""
    for statement in module.nodes(ast.Assign):
        target = statement.targets[0]
        is_gunicorn = getattr(target, "id", "") == "bind" and isinstance(module.parent(statement), ast.Module)
        if not is_gunicorn and getattr(target, "attr", "") != "bind":
            continue
        value = statement.value
        items = value.elts if isinstance(value, (ast.List, ast.Tuple)) else [value]
        texts = [spelled(module, item) or "" for item in items]
        if any([":" in text and is_everywhere(text) for text in texts]):
            yield "bind", _hit(module, statement, "bind", "listens on all interfaces of this machine")


def _hit(module: Module, node: ast.AST, name: str, says: str = "makes everybody listen on all interfaces") -> Hit:
    segment, start, end = module.span(node)
    return Hit(segment, start, end, f"the default of `{name}` {says}" if says[0] == "m" else f"`{name}` {says}", HELP)
