"""Magics of IPython as calls, as in exported notebooks: `get_ipython().run_line_magic("pip", "install x")`."""

from __future__ import annotations

from labcoat.core.code.text import laid_out, text_of
from labcoat.core.packages.commands import commands
from labcoat.core.packages.requirement import COMMAND
from labcoat.core.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from labcoat.core.code.text import Text
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.python import Module

MAGICS = ("run_line_magic", "run_cell_magic", "magic")
SHELL_MAGICS = ("bash", "sh", "shell", "script", "system", "sx", "!", "cmd")
INSTALLER_MAGICS = ("pip", "conda", "mamba", "micromamba", "uv")


def read_magic(module: Module, call: ast.Call, found: Packages) -> None:
    """`run_line_magic("pip", "install x")`, `magic("pip install x")`, `run_cell_magic("bash", "", "…")`."""
    name = module.value(call.args[0]) if call.args else ""
    text = text_of(module, call.args[-1]) if call.args else None
    if text is None or not isinstance(name, str):
        return
    if len(call.args) == 1:
        inner = laid_out(text, "shell")
        inner.text = " " + inner.text[1:] if inner.text.startswith(("%", "!")) else inner.text
        commands.read(inner, found, COMMAND)
    elif name in SHELL_MAGICS:
        commands.read(laid_out(text, "shell"), found, COMMAND)
    elif name in INSTALLER_MAGICS:
        word = module.span(call.args[0])[1]
        words = [Word(name, word, word), *_words_of(text)]
        commands.read_words(text[0], words, found, COMMAND)


def _words_of(text: Text) -> Iterator[Word]:
    """The words of a command line, with their places in the segment around."""
    from labcoat.core.shell import commands as shell_commands

    line = laid_out(text, "shell")
    start = text[1][0][1]
    for command in shell_commands(line.text):
        for word in command.words:
            places = tuple([(index, start + word.offset(index)) for index in range(len(word.value))])
            yield Word(word.value, start + word.start, start + word.end, True, places)
        return
