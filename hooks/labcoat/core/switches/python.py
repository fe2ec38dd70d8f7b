"""Switches in Python: keywords, defaults, dictionaries, assignments, argument lists, command strings."""

from __future__ import annotations

import ast
import re

from labcoat.core.python import UNKNOWN
from labcoat.core.switches import Switch, is_on, is_option, is_variable
from labcoat.core.switches.words import shell_switches, word_switches
from labcoat.core.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module

RUNNERS = frozenset(
    "system popen run call check_call check_output Popen getoutput getstatusoutput system_raw shell sh local "
    "create_subprocess_shell".split()
)
GETTERS = frozenset("get pop setdefault getattr setattr getenv setenv set update_option".split())
COMMAND_NAME = re.compile(r"(?i)cmd|command|args\b|argv|flags|opts|cli\b|entrypoint|extra_arg")
KEY_VALUE_NAME = re.compile(r"(?i)model_args|hf_args|overrides")


def python_switches(module: Module, option: str) -> Iterator[Switch]:
    """Every place of a module where an option is switched on; where only running the code would tell, none."""
    yield from _keywords(module, option)
    yield from _dictionaries(module, option)
    yield from _assignments(module, option)
    yield from _defaults(module, option)
    yield from _calls(module, option)
    yield from _argument_lists(module, option)
    yield from _command_strings(module, option)


def _keywords(module: Module, option: str) -> Iterator[Switch]:
    for keyword in module.nodes(ast.keyword):
        call = module.parent(keyword)
        if keyword.arg != option or not isinstance(call, ast.Call) or _passes_parameter(module, keyword.value, option):
            continue
        if _on(module, keyword.value) and _counts(module, keyword):
            yield _switch(module, keyword, keyword.value, call)


def _passes_parameter(module: Module, value: ast.expr, option: str) -> bool:
    """Whether this is `some_option=some_option` in a function with that parameter, whose default is looked at already."""
    if not isinstance(value, ast.Name) or value.id != option:
        return False
    bound = module.bound_to(value)
    return bound is not None and isinstance(module.parent(bound), ast.arguments)


def _dictionaries(module: Module, option: str) -> Iterator[Switch]:
    for display in module.nodes(ast.Dict):
        for key, value in zip(display.keys, display.values, strict=True):
            if key is not None and _is_key(module, key, option) and _on(module, value) and _counts(module, display):
                yield _switch(module, key, value, display)


def _assignments(module: Module, option: str) -> Iterator[Switch]:
    for statement in module.nodes(ast.Assign, ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            if _is_target(module, target, option) and _is_default_on(module, statement.value):
                yield _switch(module, statement, statement.value, statement)


def _defaults(module: Module, option: str) -> Iterator[Switch]:
    for function in module.nodes(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda):
        arguments = function.args
        positional = [*arguments.posonlyargs, *arguments.args]
        pairs = list(zip(reversed(positional), reversed(arguments.defaults), strict=False))
        for argument, default in [*pairs, *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]:
            if argument.arg == option and _is_default_on(module, default):
                yield _switch(module, argument, default, function)


def _calls(module: Module, option: str) -> Iterator[Switch]:
    """`kwargs.setdefault("option", True)` and its kin, and options declared with a default that is on."""
    for call in module.nodes(ast.Call):
        if _function_name(call) in GETTERS:
            for key, value in zip(call.args, call.args[1:], strict=False):
                if _is_key(module, key, option) and _on(module, value):
                    yield _switch(module, key, value, call)
        elif _declares(module, call, option):
            default = _keyword(call, "default")
            action = _keyword(call, "action")
            if default is not None and _on(module, default.value):
                yield _switch(module, default, default.value, call)
            elif default is None and action is not None and module.value(action.value) == "store_false":
                yield _switch(module, action, None, call)


def _declares(module: Module, call: ast.Call, option: str) -> bool:
    """`add_argument("--some-option", …)`, `@click.option("--some-option/--no-…", …)`, or `dest="some_option"`."""
    if _function_name(call) not in ("add_argument", "option", "Option"):
        return False
    target = _keyword(call, "dest")
    if target is not None:
        return module.value(target.value) == option
    names = [part for argument in call.args for part in str(module.value(argument)).split("/")]
    return any(name.startswith("-") and is_option(name.lstrip("-"), option) for name in names)


def _argument_lists(module: Module, option: str) -> Iterator[Switch]:
    """`["python", "serve.py", "--some-option"]`, and `.append("--some-option")`."""
    for group in module.nodes(ast.List, ast.Tuple, ast.Call):
        if isinstance(group, ast.Call):
            elements = group.args if _function_name(group) in ("append", "extend", "insert") else []
        else:
            elements = group.elts
        texts = [element for element in elements if isinstance(element, ast.Constant) and isinstance(element.value, str)]
        if not any(option in text.value.replace("-", "_").lower() for text in texts) or not _counts(module, group):
            continue
        declared = any(isinstance(above, ast.Call) and _declares(module, above, option) for above in module.ancestors(group))
        words = [Word(element.value, *module.span(element)[1:], True) for element in texts]  # in one cell, like the list
        if not declared:
            yield from word_switches(module.span(group)[0], [word for word in words if word.value[:1] in "-+"], option)


def _command_strings(module: Module, option: str) -> Iterator[Switch]:
    """Command lines in strings: given to a function that runs them, or to a name that says so."""
    for node in module.nodes(ast.Constant, ast.JoinedStr):
        if isinstance(module.parent(node), ast.JoinedStr) or not _mentions(node, option) or not _counts(module, node):
            continue
        segment, start, end = module.span(node)
        written = segment.slice(start, end, "shell")
        written.text = _without_quotes(written.text)
        name = _receiver(module, node)
        if name in RUNNERS or COMMAND_NAME.search(name) or KEY_VALUE_NAME.search(name):
            yield from shell_switches(written, option)


def _mentions(node: ast.Constant | ast.JoinedStr, option: str) -> bool:
    """Whether the option is one of several words, or one of several `key=value` pairs."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(option in text.replace("-", "_").lower() and re.search(r"[\s=]", text.strip()) for text in texts)


def _without_quotes(written: str) -> str:
    """A string literal as the words in it, every character in its place."""
    text = re.sub(r"(?<![\w])[a-zA-Z]{0,2}(?=[\"'])", lambda prefix: " " * len(prefix.group()), written)
    return text.replace('"', " ").replace("'", " ").replace("\\n", "  ").replace("{", "_").replace("}", "_")


def _receiver(module: Module, node: ast.AST) -> str:
    """The name that a string is given to: a keyword, a function, a variable, an attribute or a key."""
    below = node
    for above in module.ancestors(node):
        if isinstance(above, ast.keyword):
            return above.arg or ""
        if isinstance(above, ast.Call) and below is not above.func:
            return _function_name(above)
        if isinstance(above, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            return _target_name(module, above.targets[0] if isinstance(above, ast.Assign) else above.target)
        if isinstance(above, ast.Dict):
            keys = [key for key, value in zip(above.keys, above.values, strict=True) if value is below]
            return str(module.value(keys[0])) if keys and keys[0] is not None else ""
        if isinstance(above, ast.stmt):
            return ""
        below = above
    return ""


def _target_name(module: Module, target: ast.expr) -> str:
    if isinstance(target, ast.Subscript):
        return str(module.value(target.slice))
    return getattr(target, "attr", "") or getattr(target, "id", "")


def _switch(module: Module, node: ast.AST, value: ast.AST | None, around: ast.AST) -> Switch:
    segment, start, end = module.span(node)
    if value is not None and value is not node:
        end = module.span(value)[2]
    switch = Switch(segment, start, end, _strings(module, around))
    if isinstance(value, ast.Constant) and value.value is True:
        switch.value_start, switch.value_end = module.span(value)[1:]
    return switch


def _strings(module: Module, around: ast.AST) -> list[str]:
    """The strings of a call or a dictionary."""
    parts: list[ast.expr] = []
    if isinstance(around, ast.Call):
        parts = [*around.args, *[keyword.value for keyword in around.keywords]]
    elif isinstance(around, ast.Dict):
        parts = around.values
    return [value for value in map(module.value, parts) if isinstance(value, str)]


def _on(module: Module, value: ast.AST | None) -> bool:
    if isinstance(value, ast.BoolOp) and isinstance(value.op, ast.Or):
        return any(_on(module, operand) for operand in value.values)
    if isinstance(value, ast.IfExp):
        return _on(module, value.body) and _on(module, value.orelse)
    known = module.value(value)
    return known is not UNKNOWN and is_on(known)


def _is_default_on(module: Module, value: ast.AST | None) -> bool:
    """Whether a default is on, also as `Field(True)`, `Field(default=True)`, `typer.Option(True, …)`."""
    if isinstance(value, ast.Call):
        default = _keyword(value, "default")
        first = value.args[0] if value.args else None
        wraps = _function_name(value).lower() in ("field", "option", "argument", "parameter", "hfarg", "attrib", "ib")
        return wraps and _on(module, default.value if default else first)
    return _on(module, value)


def _is_key(module: Module, key: ast.expr, option: str) -> bool:
    name = module.value(key)
    return isinstance(name, str) and (name == option or is_variable(name, option))


def _is_target(module: Module, target: ast.expr, option: str) -> bool:
    """Whether an assignment sets the option: on an object, under a key, as a field, or as a name nobody reads here."""
    if isinstance(target, ast.Subscript):
        return _is_key(module, target.slice, option)
    if isinstance(target, ast.Attribute):
        return target.attr == option or is_variable(target.attr, option)
    if not isinstance(target, ast.Name) or target.id != option:
        return False
    in_class = isinstance(module.parent(module.parent(target) or target), ast.ClassDef)
    return in_class or not _loads(module, option)


def _loads(module: Module, name: str) -> list[ast.Name]:
    return [node for node in module.nodes(ast.Name) if node.id == name and isinstance(node.ctx, ast.Load)]


def _counts(module: Module, node: ast.AST) -> bool:
    """Whether the node does something: it is not part of a comparison, an assertion, or a name only compared with."""
    for above in module.ancestors(node):
        if isinstance(above, (ast.Assert, ast.Compare)):
            return False
        if isinstance(above, ast.Call) and _function_name(above).lower().startswith("assert"):
            return False
        if isinstance(above, ast.Assign) and isinstance(above.targets[0], ast.Name):
            uses = _loads(module, above.targets[0].id)
            return not uses or any(_counts(module, use) for use in uses)
        if isinstance(above, ast.stmt):
            return True
    return True


def _function_name(call: ast.Call) -> str:
    """The last part of what is called: `run` for `subprocess.run(…)`."""
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def _keyword(call: ast.Call, name: str) -> ast.keyword | None:
    return next((keyword for keyword in call.keywords if keyword.arg == name), None)
