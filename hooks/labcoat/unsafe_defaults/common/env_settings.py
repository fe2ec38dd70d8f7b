"""Environment variables that are set, wherever: in Python, by commands, in configuration."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from labcoat.core.python import Module
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

    Variable = tuple[str, str, tuple[int, int]]  # name, value, where both are
    PythonVariable = tuple[str, str, Segment, tuple[int, int]]

SETTERS = ("setdefault", "putenv", "setenv", "set_env")
MAGICS = ("env", "set_env", "setenv")
MOST_TARGETS = 20


def command_variables(command: CommandLine, names: Collection[str]) -> Iterator[Variable]:
    """`NAME=value` before or after a program, `%env NAME value`, `docker run -e NAME=value`."""
    words = command.words
    written = {word.start for word in words}
    for assignment in command.assignments:
        if assignment.name in names and assignment.start not in written:
            yield assignment.name, assignment.value, (assignment.start, assignment.end)
    for word in words:
        name, equals, value = word.value.partition("=")
        if equals and name in names:
            yield name, value, (word.start, word.end)
    if len(words) == len(MAGICS) and words[0].value in MAGICS and words[1].value in names:
        yield words[1].value, words[2].value, (words[1].start, words[2].end)


def setting_variables(segment: Segment, names: Collection[str]) -> Iterator[Variable]:
    """`NAME: value`, and Kubernetes' `- name: NAME` with its `value: …`."""
    named: Setting | None = None
    for setting in segment.settings()[0]:
        if setting.key in names and setting.value is not None:
            yield setting.key, _text(setting.value), (setting.key_start, _end(segment, setting))
        elif setting.key == "name" and setting.value in names:
            named = setting
        elif named and setting.key == "value" and setting.path[:-1] == named.path[:-1] and setting.value is not None:
            yield str(named.value), _text(setting.value), (setting.key_start, _end(segment, setting))


def _end(segment: Segment, setting: Setting) -> int:
    """Where a value ends, its closing quote included."""
    is_closed = setting.style in ("'", '"') and segment.text.startswith(setting.style, setting.end)
    return setting.end + 1 if is_closed else setting.end


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def python_variables(module: Module, names: Collection[str]) -> Iterator[PythonVariable]:
    """`os.environ["NAME"] = "value"`, `os.environ.setdefault("NAME", "value")`, `{"NAME": "value"}`, `NAME="value"`."""
    import ast

    yield from _assigned(module, names)
    for called in module.called(*SETTERS):
        if len(called.args) > 1:
            yield from _set(module, called.args[0], called.args[1], None, names)
    for display in module.nodes(ast.Dict):
        for key, item in zip(display.keys, display.values, strict=True):
            if isinstance(key, ast.Constant):
                yield from _set(module, key, item, None, names)
    for keyword in module.nodes(ast.keyword):
        value = module.value(keyword.value) if keyword.arg in names else None
        if isinstance(value, str):
            segment, start, end = module.span(keyword)
            yield str(keyword.arg), value, segment, (start, end)


def _assigned(module: Module, names: Collection[str]) -> Iterator[PythonVariable]:
    import ast

    for statement in module.nodes(ast.Assign):
        for target in statement.targets[:MOST_TARGETS]:
            if isinstance(target, ast.Subscript):
                yield from _set(module, target.slice, statement.value, statement, names)


def _set(
    module: Module, name_node: object, value_node: object, around: object, names: Collection[str]
) -> Iterator[PythonVariable]:
    import ast

    if not isinstance(name_node, ast.expr) or not isinstance(value_node, ast.expr):
        return
    name = module.value(name_node)
    if not isinstance(name, str) or name not in names:
        return
    value = module.value(value_node)
    segment, start, end = module.span(around or name_node)
    last_segment, _, last = module.span(value_node)
    if isinstance(value, (str, int)) and last_segment is segment:
        yield name, _text(value), segment, (start, max(end, last))
