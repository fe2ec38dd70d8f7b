"""Commands that Python code runs, and files that it writes: `subprocess.run([…, "-m", "pip", "install", "x"])`.

What is only shown (`raise ImportError("pip install x")`, a log line, a docstring) is no command: a string counts where
a function that runs commands gets it.
"""

from __future__ import annotations

import ast
import re

from labcoat.core.code.text import PYTHON, laid_out, text_of, unknown_word, word_of
from labcoat.core.code.values import elements, literal_of, unwrapped, values_of
from labcoat.core.packages.code.python_magics import MAGICS, read_magic
from labcoat.core.packages.commands import commands
from labcoat.core.packages.requirement import CODE, COMMAND, INVALID
from labcoat.core.switches.nodes import function_name
from labcoat.core.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.code.text import Text
    from labcoat.core.code.values import Seen
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

RUNNERS = frozenset(
    "system popen run call check_call check_output Popen getoutput getstatusoutput system_raw shell sh local sudo bash "
    "create_subprocess_shell create_subprocess_exec execl execlp execle execv execvp execvpe spawnl spawnlp "
    "run_commands".split()
)
RUNNER_NAME = re.compile(r"(?:^|_)(?:run|exec|execute|shell)(?:_|$)")
TALKER_NAME = re.compile(r"(?:^|_)(?:print|log|show|format|add|get|build|make|parse|register|help|test|describe|dry)_")
WITH_WORDS = re.compile(r"exec[lv]|spawnl|create_subprocess_exec")  # each argument is a word
PIP_MAIN = ("pip.main", "pip._internal.main", "pip._internal.main.main", "pip._internal.cli.main.main", "pipmain")
COMMAND_KEYWORDS = ("args", "cmd", "command", "commands")
INSTALLERS = ("pip", "conda", "mamba", "uv", "poetry", "pdm")
MOST_WORDS = 1000  # of a command


def read(module: Module, found: Packages, seen: Seen) -> None:
    """Add what the commands install that the code runs."""
    for call in module.nodes(ast.Call):
        name = function_name(call)
        if name in MAGICS:
            read_magic(module, call, found)
        elif name in ("install", "conda_install") and _is_session(call):
            _read_session(module, call, found, seen)
        elif name == "pip_install" and isinstance(call.func, ast.Name):  # of the project itself
            _read_own(module, call, found, seen)
        elif name in ("main", "pipmain", "pip_main") and module.names.qualified_name(call.func) in PIP_MAIN:
            _read_words(module, ["pip"], call.args[:1], found, seen)
        elif is_runner(name) and not module.names.qualified_name(call.func).startswith(("mock.", "unittest.")):
            _read_run(module, call, name, found, seen)


def is_runner(name: str) -> bool:
    """Whether a function of this name runs a command line that it gets."""
    if name in RUNNERS:
        return True
    return bool(RUNNER_NAME.search(name.lower())) and not TALKER_NAME.search(name.lower())


def _is_session(call: ast.Call) -> bool:
    """Whether this is `session.install("x")` of nox."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(owner, ast.Name) and owner.id == "session"


def _read_session(module: Module, call: ast.Call, found: Packages, seen: Seen) -> None:
    program = "conda" if function_name(call) == "conda_install" else "pip"
    _read_words(module, [program, "install"], call.args, found, seen)


def _read_own(module: Module, call: ast.Call, found: Packages, seen: Seen) -> None:
    """A function `pip_install` may take what it likes: what is no requirement says nothing."""
    known = len(found.requirements)
    _read_words(module, ["pip", "install"], call.args, found, seen)
    found.requirements[known:] = [made for made in found.requirements[known:] if made.level != INVALID]


def _read_run(module: Module, call: ast.Call, name: str, found: Packages, seen: Seen) -> None:
    """A function that gets a command line, or its words as a list or as single arguments."""
    given = call.args or [keyword.value for keyword in call.keywords if keyword.arg in COMMAND_KEYWORDS]
    if WITH_WORDS.search(name) and len(given) > 1:
        _read_words(module, [], given[_first_word(name) :], found, seen)
    elif len(given) > 1 and _are_words(module, given):
        _read_words(module, [], given, found, seen)
    elif name == "run_commands":  # of Modal, which builds an image
        for argument in given:
            _read_command(module, argument, found, seen, CODE)
    else:
        for argument in given[:1]:
            _read_command(module, argument, found, seen)


def _first_word(name: str) -> int:
    """Where the words of the command start: `execv(path, words)`, `spawnlp(mode, path, *words)`."""
    return 1 if name.startswith("exec") else 2 if name.startswith("spawn") else 0


def _are_words(module: Module, given: list[ast.expr]) -> bool:
    """Whether the arguments are words of one command: `session.run("pip", "install", "x")`."""
    first, second = (module.value(argument) for argument in given[:2])
    return isinstance(first, str) and isinstance(second, str) and " " not in first and " " not in second


def _read_command(module: Module, node: ast.AST | None, found: Packages, seen: Seen, place: str = COMMAND) -> None:
    """A command line, or a list of its words."""
    node = unwrapped(module, literal_of(module, node))
    if node is None or node in seen:
        return
    text = text_of(module, node)
    if text:
        seen.add(node)
        _read_script(text, found, place)
    elif isinstance(node, (ast.List, ast.Tuple, ast.BinOp)):
        items = list(elements(module, node, seen))
        if _are_command_lines(module, items):
            for item in items:
                _read_command(module, item, found, seen, place)
        else:
            _read_words(module, [], items, found, seen)


def _are_command_lines(module: Module, items: list[ast.expr]) -> bool:
    """Whether a list has a whole command line in each item."""
    first = module.value(items[0]) if items else ""
    return isinstance(first, str) and first.partition(" ")[0] in INSTALLERS and " " in first


def _read_script(text: Text, found: Packages, place: str = COMMAND) -> None:
    script = laid_out(text, "shell")
    if any([installer in script.text for installer in INSTALLERS]):
        commands.read(script, found, place)


def _read_words(module: Module, before: list[str], given: list[ast.expr], found: Packages, seen: Seen) -> None:
    """Words of a command, with those that are only implied `before` them."""
    items = [item for argument in given for item in _items(module, argument, seen)]
    if not items:
        return
    segment, start, _ = module.span(items[0])
    words = [Word(value, start, start) for value in before]
    for item in items[:MOST_WORDS]:
        words += _words_of(module, item, segment, seen)
    if len(words) > 1 and words[1].value == "-m" and words[0].value.startswith("{"):
        words[0] = Word(PYTHON, words[0].start, words[0].end, True)
    if any([installer in word.value for word in words for installer in INSTALLERS]):
        commands.read_words(segment, words, found, COMMAND)


def _items(module: Module, node: ast.expr, seen: Seen) -> Iterator[ast.expr]:
    """The elements of a list, starred or not; the expression itself where it is none."""
    inner = node.value if isinstance(node, ast.Starred) else node
    literal = literal_of(module, inner)
    if isinstance(literal, (ast.List, ast.Tuple, ast.BinOp)) and text_of(module, literal) is None:
        yield from elements(module, literal, seen)
    else:
        yield node


def _words_of(module: Module, node: ast.expr, segment: Segment, seen: Seen) -> Iterator[Word]:
    """A word; the words that a loop's variable or a parameter is given, where they are in the same cell."""
    texts = [text_of(module, value) for value in values_of(module, node, seen)]
    words = [word_of(text) for text in texts if text and text[0] is segment]
    yield from words or ([unknown_word(module, node)] if module.span(node)[0] is segment else ())
