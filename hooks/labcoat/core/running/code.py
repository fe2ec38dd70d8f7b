"""Command lines that Python runs, and configuration that it reads from strings or writes to files."""

from __future__ import annotations

import ast
import re

from labcoat.core.code.files import file_name
from labcoat.core.code.text import laid_out, text_of, unknown_word, word_of
from labcoat.core.code.values import elements, literal_of, unwrapped
from labcoat.core.kinds import kind_of
from labcoat.core.running import CommandLine
from labcoat.core.switches.nodes import function_name
from labcoat.core.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.python import Module
    from labcoat.core.running.collect import Inside

    Seen = set[ast.AST]

RUNNERS = frozenset(
    "system popen run call check_call check_output Popen getoutput getstatusoutput system_raw shell sh local sudo bash "
    "create_subprocess_shell create_subprocess_exec execl execlp execle execv execvp execvpe spawnl spawnlp "
    "run_commands run_command run_cmd exec_command execute_command exec_run getpipeoutput".split()
)
WITH_WORDS = re.compile(r"exec[lv]|spawnl|create_subprocess_exec")  # each argument is a word
MAGIC_RUNNERS = ("run_line_magic", "run_cell_magic", "magic")
COMMAND_KEYWORDS = ("args", "cmd", "command", "commands", "entrypoint", "bash_command")
COMMAND_NAME = re.compile(r"(?i)(?:^|_)(?:cmds?|commands?|argv|cli_args|entrypoint|bash_command|shell_command)$")
LOADERS = {
    "yaml.safe_load": "yaml",
    "yaml.full_load": "yaml",
    "yaml.load": "yaml",
    "OmegaConf.create": "yaml",
    "json.loads": "json",
    "toml.loads": "toml",
    "tomli.loads": "toml",
    "tomllib.loads": "toml",
}
FILE_KINDS = ("yaml", "json", "toml", "ini", "python", "shell", "dockerfile", "makefile", "hcl")
MOST_WORDS = 1000  # of a command


def look_into_module(module: Module, found: Inside) -> None:
    """What a module runs, loads from strings and writes."""
    seen: Seen = set()
    for call in module.nodes(ast.Call):
        _look_into_call(module, call, found, seen)
    for given in module.nodes(ast.keyword):
        if given.arg in COMMAND_KEYWORDS and given.arg != "args":
            _add_command(module, given.value, found, seen)
    for statement in module.nodes(ast.Assign):
        if any([COMMAND_NAME.search(_target_name(target)) for target in statement.targets]):
            _add_command(module, statement.value, found, seen)
    for display in module.nodes(ast.Dict):
        for key, value in zip(display.keys, display.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in COMMAND_KEYWORDS:
                _add_command(module, value, found, seen)


def _target_name(target: ast.expr) -> str:
    return str(getattr(target, "id", "") or getattr(target, "attr", ""))


def _look_into_call(module: Module, call: ast.Call, found: Inside, seen: Seen) -> None:
    name = function_name(call)
    if name in MAGIC_RUNNERS:
        _add_magic(module, call, found, seen)
    elif name in RUNNERS:
        _add_run(module, call, name, found, seen)
    elif call.args and (language := _language(module, call, name)):
        _add_text(module, literal_of(module, call.args[0]), language, found, seen)


def _add_magic(module: Module, call: ast.Call, found: Inside, seen: Seen) -> None:
    """`get_ipython().run_line_magic("env", "A=1")`, `.run_cell_magic("bash", "", "…")`, `.magic("env A=1")`."""
    name = function_name(call)
    if name == "magic":
        _add_text(module, call.args[0] if call.args else None, "shell", found, seen)
    elif name == "run_cell_magic" and len(call.args) > 2:
        is_shell = module.value(call.args[0]) in ("bash", "sh", "script")
        _add_text(module, call.args[2] if is_shell else None, "shell", found, seen)
    elif name == "run_line_magic" and len(call.args) > 1:
        segment = module.span(call)[0]
        words = _word_list(module, call.args[:1])
        text = text_of(module, call.args[1])
        if text and text[0] is segment:
            rest = laid_out(text, "shell")
            base = rest.offset - segment.offset
            moved = []
            for command in rest.commands():
                pairs = [Word(rest.text[pair.start : pair.end], pair.start, pair.end) for pair in command.assignments]
                found_words = [*pairs, *command.words]  # as in `%env A=1`, `%env A 1`
                moved += [Word(word.value, word.start + base, word.end + base) for word in found_words]
            found.commands.append(CommandLine(segment, [*words, *moved]))


def _add_run(module: Module, call: ast.Call, name: str, found: Inside, seen: Seen) -> None:
    """A function that gets a command line, or its words as a list or as single arguments."""
    given = call.args or [keyword.value for keyword in call.keywords if keyword.arg in COMMAND_KEYWORDS]
    if WITH_WORDS.search(name) and len(given) > 1:
        _add_words(module, given[_first_word(name) :], found, seen)
    elif len(given) > 1 and all([_is_word(module, argument) for argument in given[:2]]):
        _add_words(module, given, found, seen)
    else:
        for argument in given if name == "run_commands" else given[:1]:
            _add_command(module, argument, found, seen)


def _first_word(name: str) -> int:
    """Where the words of the command start: `execv(path, words)`, `spawnlp(mode, path, *words)`."""
    return 1 if name.startswith("exec") else 2 if name.startswith("spawn") else 0


def _is_word(module: Module, argument: ast.expr) -> bool:
    value = module.value(argument)
    return isinstance(value, str) and " " not in value


def _add_command(module: Module, node: ast.AST | None, found: Inside, seen: Seen) -> None:
    """A command line, or a list of its words, or of command lines."""
    node = unwrapped(module, literal_of(module, node))
    if isinstance(node, (ast.List, ast.Tuple, ast.BinOp)) and text_of(module, node) is None:
        if node not in seen:
            _add_list(module, list(elements(module, node, seen)), found, seen)
    else:
        _add_text(module, node, "shell", found, seen)


def _add_list(module: Module, items: list[ast.expr], found: Inside, seen: Seen) -> None:
    first = module.value(items[0]) if items else ""
    if isinstance(first, str) and " " in first.strip():
        for item in items:
            _add_text(module, item, "shell", found, seen)
    elif items:
        _add_words(module, items, found, seen)


def _add_text(module: Module, node: ast.AST | None, language: str, found: Inside, seen: Seen) -> None:
    """A script or a file in a string."""
    text = text_of(module, node) if node is not None and node not in seen else None
    if text and node is not None:
        seen.add(node)
        found.segments.append(laid_out(text, language))


def _add_words(module: Module, items: list[ast.expr], found: Inside, seen: Seen) -> None:
    """The words of one command; those that are only known when it runs are in braces."""
    every = [inner for item in items for inner in _unstarred(module, item, seen)]
    words = _word_list(module, every[:MOST_WORDS])
    if words:
        found.commands.append(CommandLine(module.span(every[0])[0], words))


def _unstarred(module: Module, item: ast.expr, seen: Seen) -> list[ast.expr]:
    inner = item.value if isinstance(item, ast.Starred) else item
    literal = literal_of(module, inner)
    is_list = isinstance(literal, (ast.List, ast.Tuple))
    return list(elements(module, literal, seen)) if is_list else [item]


def _word_list(module: Module, items: list[ast.expr]) -> list[Word]:
    """Words of the items that are in the same cell as the first one."""
    words = []
    for item in items:
        segment = module.span(items[0])[0]
        text = text_of(module, literal_of(module, item))
        if text and text[0] is segment:
            words.append(word_of(text))
        elif module.span(item)[0] is segment:
            words.append(unknown_word(module, item))
    return words


def _language(module: Module, call: ast.Call, name: str) -> str:
    """The language of the text that a call loads or writes; empty for any other call."""
    if name in ("write", "write_text") and isinstance(call.func, ast.Attribute):
        kind = kind_of(file_name(module, call.func.value))
        return kind if kind in FILE_KINDS else ""
    if name not in ("safe_load", "full_load", "load", "loads", "create"):
        return ""
    return LOADERS.get(".".join(module.names.qualified_name(call.func).split(".")[-2:]), "")
