"""Variables of the environment, wherever a file sets them: code, scripts, images, compose, Kubernetes, `.env`."""

from __future__ import annotations

import ast

from labcoat.core.switches.nodes import function_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.segments import Parts
    from labcoat.core.settings import Setting

SETTERS = ("env", "set_env", "setenv")
SET_BY = ("setdefault", "putenv", "setenv", "set_env")


class Variable:
    """A variable that gets a value that is known, at characters `start` to `end` of a segment.

    `program` is what a command line sets it for; `is_template` where an empty value is to be filled in.
    """

    __slots__ = ("end", "is_template", "name", "program", "segment", "start", "value")

    def __init__(self, segment: Segment, start: int, end: int, name: str, value: str) -> None:
        self.segment = segment
        self.start = start
        self.end = end
        self.name = name
        self.value = value
        self.program = ""
        self.is_template = False


def variables(parts: Parts) -> Iterator[Variable]:
    """All that a file sets; settings of configuration count by their last key, in any case."""
    for module in parts.modules:
        yield from _in_module(module)
    for command in parts.commands:
        yield from _in_command(command)
    for segment in parts.segments:
        if segment.language in ("yaml", "json", "toml", "ini", "hcl"):
            yield from _in_settings(segment)


def _in_module(module: Module) -> Iterator[Variable]:
    """`os.environ["A"] = "b"`, `os.environ.setdefault("A", "b")`, `env={"A": "b"}`, `dict(os.environ, A="b")`."""
    for statement in module.nodes(ast.Assign):
        target = statement.targets[0]
        if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
            yield from _known(module, statement, target.slice.value, statement.value)
    for call in module.nodes(ast.Call):
        if function_name(call) in SET_BY and len(call.args) > 1:
            yield from _known(module, call, module.value(call.args[0]), call.args[1])
    for display in module.nodes(ast.Dict):
        for key, value in zip(display.keys, display.values, strict=True):
            if isinstance(key, ast.Constant):
                yield from _known(module, key, key.value, value)
    for keyword in module.nodes(ast.keyword):
        if keyword.arg and keyword.arg.isupper():
            yield from _known(module, keyword, keyword.arg, keyword.value)


def _known(module: Module, place: ast.AST, name: object, node: ast.expr) -> Iterator[Variable]:
    value = module.value(node)
    if isinstance(name, str) and isinstance(value, (str, bool)):
        segment, start, end = module.span(place)
        if isinstance(place, ast.Constant) and module.span(node)[0] is segment:
            end = max(end, module.span(node)[2])
        yield Variable(segment, start, end, name, str(value))


def _in_command(command: CommandLine) -> Iterator[Variable]:
    """`A=b program`, `export A=b`, `%env A=b`, `docker run -e A=b`."""
    program = command.program
    given = set()
    for assignment in command.assignments:
        variable = Variable(command.segment, assignment.start, assignment.end, assignment.name, assignment.value)
        variable.program = program
        given.add(assignment.start)
        yield variable
    words = command.words
    if len(words) == 3 and words[0].value in SETTERS:
        yield Variable(command.segment, words[1].start, words[2].end, words[1].value, words[2].value)
    for word in words if program not in ("echo", "printf", "grep", "sed") else ():
        text = word.value.removeprefix("--env=").removeprefix("-e")
        name, equals, value = text.partition("=")
        if equals and word.start not in given and name.replace("_", "a").replace(".", "a").isalnum():
            yield Variable(command.segment, word.start, word.end, name, value.strip("'\""))


def _in_settings(segment: Segment) -> Iterator[Variable]:
    """`A: b`, `- A=b`, `- name: A` with `value: b`; systemd's `Environment="A=b"`."""
    names: dict[tuple[str, ...], Setting] = {}
    settings = segment.settings()[0]
    for setting in settings:
        if setting.key == "name":
            names[setting.path[:-1]] = setting
    for setting in settings:
        if setting.value is None:
            continue
        value = str(setting.value)
        is_item = setting.key_start == setting.key_end
        named = names.get(setting.path[:-1]) if setting.key == "value" else None
        if is_item or setting.key == "Environment":
            name, equals, given = value.partition("=")
            if equals and name.replace("_", "a").replace(".", "a").isalnum():
                yield Variable(segment, setting.start, setting.end, name, given.strip("'\""))
        elif named:
            yield Variable(segment, setting.key_start, setting.end, str(named.value), value)
        else:
            variable = Variable(segment, setting.key_start, setting.end, setting.key, value)
            variable.is_template = segment.language == "ini" and not setting.quoted and not value
            yield variable
