"""Switches in command lines that Python code runs: argument lists and command strings."""

from __future__ import annotations

import ast
import re

from labcoat.core.switches import is_option
from labcoat.core.switches.nodes import counts, declares, function_name
from labcoat.core.switches.words import shell_switches, word_switches
from labcoat.core.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.switches import Switch

RUNNERS = (
    "system popen run call check_call check_output Popen getoutput getstatusoutput system_raw shell sh local "
    "create_subprocess_shell create_subprocess_exec execl execlp execle execv execvp execvpe spawnl spawnlp "
    "run_line_magic run_cell_magic"
).split()
ADDERS = ("append", "extend", "insert")
MOST_USES = 20  # of a name that may be run
MOST_EXPRESSION = 100  # characters of it that may say what it is: lists nest
PASSING = ("split", "join", "format", "strip", "dedent", "list", "str")  # what a command line goes through
COMMAND_NAME = re.compile(r"(?i)cmd|command|args\b|argv|flags|opts|cli\b|entrypoint|extra_arg")
PROSE_NAME = re.compile(r"(?i)help|desc|doc|error|message|msg|usage|hint|note|warn|pattern|(?:\b|_)ids?\b")
KEY_VALUE_NAME = re.compile(r"(?i)model_args|hf_args|arg_string|overrides")


def command_switches(module: Module, option: str) -> Iterator[Switch]:
    """Command lines in a module that switch the option on."""
    yield from _argument_lists(module, option)
    yield from _command_strings(module, option)


def _argument_lists(module: Module, option: str) -> Iterator[Switch]:
    """`["python", "serve.py", "--some-option"]`, and `.append("--some-option")`."""
    groups: list[ast.List | ast.Tuple | ast.Call] = module.nodes(ast.List, ast.Tuple, ast.Call)
    for group in groups:
        words = _argument_words(module, group)
        mentions = [is_option(word.value, option) for word in words if option in word.value.replace("-", "_").lower()]
        is_list_of_spellings = len(words) > 1 and len(mentions) == len(words) and all(mentions)
        if mentions and not is_list_of_spellings and _is_command(module, group, option):
            yield from word_switches(module.span(group)[0], words, option, 1)


def _argument_words(module: Module, group: ast.List | ast.Tuple | ast.Call) -> list[Word]:
    """The elements of a list, or the arguments of a call that adds to one or runs them."""
    if isinstance(group, ast.Call):
        elements = group.args if function_name(group) in (*ADDERS, *RUNNERS) else []
    else:
        elements = group.elts
    texts = [getattr(element, "value", None) for element in elements]
    if not any([isinstance(text, str) for text in texts]):
        return []
    return [_word(module, element) for element in elements]


def _word(module: Module, element: ast.expr) -> Word:
    """A string, or the expression in braces where it is none."""
    segment, start, end = module.span(element)
    value = getattr(element, "value", None)
    if not isinstance(value, str):
        return Word("{" + segment.text[start : min(end, start + MOST_EXPRESSION)] + "}", start, end)
    at = segment.text.find(value, start, end)
    return Word(value, start, end, True, ((0, at),) if at >= 0 else ())


def _is_command(module: Module, group: ast.AST, option: str) -> bool:
    """Whether the list is used, and not to declare the option or to name what is shown."""
    calls = [above for above in module.ancestors(group) if isinstance(above, ast.Call)]
    if PROSE_NAME.search(_receiver(module, group)) or _is_shown(module, group):
        return False
    return counts(module, group, option) and not any(declares(module, call, option) for call in calls)


def _is_shown(module: Module, group: ast.AST) -> bool:
    """Whether this adds to a list that becomes text with a comma and a blank between its items."""
    adds_to = getattr(getattr(group, "func", None), "value", None)
    uses = module.names.uses(adds_to.id)[:MOST_USES] if isinstance(adds_to, ast.Name) else []
    joined = [call.func for call in map(module.parent, uses) if isinstance(call, ast.Call)]
    return any([getattr(function, "attr", "") == "join" and _separator(function) == ", " for function in joined])


def _separator(join: ast.expr) -> object:
    return getattr(getattr(join, "value", None), "value", None)


def _command_strings(module: Module, option: str) -> Iterator[Switch]:
    """Command lines in strings: given to a function that runs them, or to a name that says so."""
    strings: list[ast.Constant | ast.JoinedStr] = module.nodes(ast.Constant, ast.JoinedStr)
    for node in strings:
        if isinstance(module.parent(node), ast.JoinedStr) or not _mentions(node, option) or _is_element(module, node):
            continue
        if not counts(module, node, option) or not _is_run(module, node):
            continue
        segment, start, end = module.span(node)
        written = segment.slice(start, end, "shell")
        written.text = _without_quotes(written.text)
        yield from shell_switches(written, option, 1)


def _is_run(module: Module, node: ast.Constant | ast.JoinedStr) -> bool:
    """Whether this is a command line by what gets it, or a script by its first line."""
    name = _receiver(module, node)
    if PROSE_NAME.search(name):
        return False
    first = node.values[0] if isinstance(node, ast.JoinedStr) else node
    is_script = str(getattr(first, "value", "")).startswith("#!/")
    return name in RUNNERS or bool(COMMAND_NAME.search(name) or KEY_VALUE_NAME.search(name)) or is_script


def _is_element(module: Module, node: ast.AST) -> bool:
    """Whether this is one word of a list, which has been looked at as a whole."""
    text = getattr(node, "value", None)
    return (
        isinstance(module.parent(node), (ast.List, ast.Tuple)) and isinstance(text, str) and not re.search(r"\s", text)
    )


def _mentions(node: ast.Constant | ast.JoinedStr, option: str) -> bool:
    """Whether the option is one of several words, or one of several `key=value` pairs."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(option in text.replace("-", "_").lower() and re.search(r"[\s=]", text) for text in texts)


def _without_quotes(written: str) -> str:
    """A string literal as the words in it, every character in its place."""
    text = re.sub(r"(?<![\w])[a-zA-Z]{0,2}(?=[\"'])", lambda prefix: " " * len(prefix.group()), written)
    return text.replace('"', " ").replace("'", " ").replace("\\n", "  ").replace("{", "_").replace("}", "_")


def _receiver(module: Module, node: ast.AST) -> str:
    """The name that a string is given to: a keyword, a function, a variable, an attribute or a key."""
    below = node
    for above in module.ancestors(node):
        if isinstance(above, ast.keyword):
            return _option_name(module, above) if above.arg == "default" else above.arg or ""
        if isinstance(above, ast.Call) and below is not above.func and function_name(above) not in PASSING:
            return function_name(above)
        if isinstance(above, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            target = above.targets[0] if isinstance(above, ast.Assign) else above.target
            return _runner(module, target) or _target_name(module, target)
        if isinstance(above, ast.Dict):
            keys = [key for key, value in zip(above.keys, above.values, strict=True) if value is below]
            return str(module.value(keys[0])) if keys and keys[0] is not None else ""
        if isinstance(above, ast.stmt):
            return ""
        below = above
    return ""


def _option_name(module: Module, default: ast.keyword) -> str:
    """The first argument of the call that this is the default in."""
    call = module.parent(default)
    return str(module.value(call.args[0])) if isinstance(call, ast.Call) and call.args else ""


def _runner(module: Module, target: ast.expr) -> str:
    """The function that runs what a name stands for."""
    uses = module.names.uses(target.id)[:MOST_USES] if isinstance(target, ast.Name) else []
    calls = [call for call in map(module.parent, uses) if isinstance(call, ast.Call)]
    return next((name for name in map(function_name, calls) if name in RUNNERS), "")


def _target_name(module: Module, target: ast.expr) -> str:
    if isinstance(target, ast.Subscript):
        return str(module.value(target.slice))
    return getattr(target, "attr", "") or getattr(target, "id", "")
