"""Lists of options in Python code that nobody is seen to run: `args=["--host=0.0.0.0"]` of a container, `argv=[…]`."""

from __future__ import annotations

import ast

from labcoat.core.running import CommandLine
from labcoat.core.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.segments import Parts

MOST_WORDS = 200


def listed_commands(parts: Parts) -> Iterator[CommandLine]:
    """The lists that are not among the commands of the file."""
    known = {(id(command.segment.cell), word.end) for command in parts.commands for word in command.words}
    for module in parts.modules:
        displays: list[ast.List | ast.Tuple] = module.nodes(ast.List, ast.Tuple)
        for display in displays:
            line = _command(module, display.elts[:MOST_WORDS], _program(module, display))
            if line and not any([(id(line.segment.cell), word.end) in known for word in line.words]):
                yield line


def _program(module: Module, display: ast.AST) -> str:
    """What a list is for: `tensorboard.program.TensorBoard().configure(argv=[None, …])`."""
    above = module.parent(display)
    call = module.parent(above) if isinstance(above, ast.keyword) and above.arg == "argv" else None
    return "tensorboard" if getattr(getattr(call, "func", None), "attr", "") == "configure" else ""


def _command(module: Module, items: list[ast.expr], program: str) -> CommandLine | None:
    words = []
    for item in items:
        if isinstance(item, ast.Constant) and isinstance(item.value, str):
            _, start, end = module.span(item)
            words.append(Word(item.value, start + 1, end - 1, True))
    if not any([word.value.startswith("--") for word in words]):
        return None
    segment = module.span(items[0])[0]
    return CommandLine(segment, [Word(program, words[0].start, words[0].start), *words] if program else words)
