"""Names that are given a value, wherever that is written: environment variables, settings, keywords, dictionaries."""

from __future__ import annotations

import ast

from labcoat.core.names import UNKNOWN
from labcoat.core.rule import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from labcoat.core.python import Module
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.words import Word

    Wanted = Callable[[str], object]  # whether a name matters
    Pair = tuple[str, ast.AST, ast.expr | None, bool]  # name, what shows it, value, whether that is a fallback

SETTERS = frozenset("setdefault setenv putenv set_env with_env set add append set_header setHeader send_header".split())
GETTERS = frozenset("get getenv config env".split())
MAGICS = ("env", "set_env", "setenv")
ENVIRONMENT_OPTIONS = ("-e", "--env", "--build-arg")


class NamedValue:
    """A name and its value; characters `start` to `end` of a segment are what is written.

    `node` is the expression where it is one of Python's, and `shown` what names it. `is_fallback`: the value only
    counts where nobody sets another one.
    """

    __slots__ = ("end", "is_fallback", "name", "node", "segment", "shown", "start", "value")

    def __init__(self, name: str, value: object, span: tuple[Segment, int, int]) -> None:
        self.name = name
        self.value = value
        self.segment, self.start, self.end = span
        self.shown: ast.AST | None = None
        self.node: ast.AST | None = None
        self.is_fallback = False

    def hit(self, message: str, help: str, severity: str = "") -> Hit:  # noqa: A002
        """A hit on it."""
        return Hit(self.segment, self.start, self.end, message, help, severity)


def in_command(command: CommandLine) -> Iterator[NamedValue]:
    """`NAME=value` before or in a command, `%env NAME value`, `docker run -e NAME=value`."""
    segment = command.segment
    assigned = set()
    for assignment in command.assignments:
        assigned.add(assignment.start)
        yield NamedValue(assignment.name, assignment.value, (segment, assignment.start, assignment.end))
    words = command.words
    if len(words) > 2 and words[0].value in MAGICS and "=" not in words[1].value:
        yield NamedValue(words[1].value, words[2].value, (segment, words[1].start, words[2].end))
    for before, word in zip([None, *words], words, strict=False):
        if word.start not in assigned:
            yield from _in_word(segment, before, word)


def _in_word(segment: Segment, before: Word | None, word: Word) -> Iterator[NamedValue]:
    option = before.value if before else ""
    written = word.value
    for name in ENVIRONMENT_OPTIONS[1:]:
        if written.startswith(name + "="):
            option, written = name, written[len(name) + 1 :]
    name, equals, value = written.partition("=")
    if equals and (option in ENVIRONMENT_OPTIONS or option == "set_env"):
        yield NamedValue(name, value, (segment, word.start, word.end))


def in_settings(segment: Segment) -> Iterator[NamedValue]:
    """Keys, `NAME=value` in lists, and Kubernetes' tables of `name` and `value`."""
    found = segment.settings()[0]
    names = {
        setting.path[:-1]: setting.value
        for setting in found
        if setting.key.lower() == "name" and isinstance(setting.value, str)
    }
    for setting in found:
        span = segment, setting.key_start, setting.end
        if setting.key_start == setting.key_end:
            name, equals, value = setting.value.partition("=") if isinstance(setting.value, str) else ("", "", "")
            if equals:
                yield NamedValue(name, value, (segment, setting.start, setting.end))
        elif setting.key.lower() == "value" and setting.path[:-1] in names:
            yield NamedValue(names[setting.path[:-1]], setting.value, span)
        else:
            yield NamedValue(setting.key, setting.value, span)


def in_environment(module: Module, names: Container[str]) -> Iterator[NamedValue]:
    """What Python gives to variables of the environment: neither its own variables, nor what it falls back on."""
    for found in in_python(module, names.__contains__):
        if not found.is_fallback and not isinstance(found.shown, (ast.Name, ast.Attribute)):
            yield found


def as_text(value: object) -> str:
    """A value as the environment has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def in_python(module: Module, wanted: Wanted) -> Iterator[NamedValue]:
    """Assignments, items, keywords, parameters' defaults, and calls such as `setenv("NAME", "value")`."""
    for name, key, node, is_fallback in _pairs(module):
        if name and wanted(name) and node is not None and (value := module.value(node)) is not UNKNOWN:
            segment, start, end = module.span(key)
            if key is not node and module.span(node)[0] is segment:
                end = max(end, module.span(node)[2])
            found = NamedValue(name, value, (segment, start, end))
            found.shown, found.node, found.is_fallback = key, node, is_fallback
            yield found


def _pairs(module: Module) -> Iterator[Pair]:
    for display in module.nodes(ast.Dict):
        for key, value in zip(display.keys, display.values, strict=True):
            if key is not None:
                yield _text(key), key, value, False
    for given in module.nodes(ast.keyword):
        yield given.arg or "", given, given.value, False
    for assignment in module.nodes(ast.Assign):
        for target in assignment.targets:
            yield _target(target), target, assignment.value, False
    for field in module.nodes(ast.AnnAssign):
        yield _target(field.target), field.target, field.value, False
    yield from _in_calls(module)
    yield from _defaults(module)


def _in_calls(module: Module) -> Iterator[Pair]:
    for call in module.nodes(ast.Call):
        name = getattr(call.func, "attr", "") or getattr(call.func, "id", "")
        if len(call.args) > 1 and (name in SETTERS or name in GETTERS):
            yield _text(call.args[0]), call.args[0], call.args[1], name in GETTERS


def _defaults(module: Module) -> Iterator[Pair]:
    for arguments in module.nodes(ast.arguments):
        positional = [*arguments.posonlyargs, *arguments.args]
        with_default = positional[len(positional) - len(arguments.defaults) :]
        pairs = [*zip(with_default, arguments.defaults, strict=True)]
        for argument, default in [*pairs, *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]:
            yield argument.arg, argument, default, True


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _target(target: ast.expr) -> str:
    if isinstance(target, ast.Subscript):
        return _text(target.slice)
    return str(getattr(target, "id", "") or getattr(target, "attr", ""))
