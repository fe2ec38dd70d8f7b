"""A commit written into a call: as one more argument, in the way that the others are written."""

from __future__ import annotations

import ast

from labcoat.core.calls import span_of
from labcoat.core.names import UNKNOWN
from labcoat.core.rule import Edit, Fix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.python import Module
    from labcoat.remote_code.hub_calls import Load

TITLE = "Name the commit of models.lock"
WITHOUT_REVISION = ("nemo", "pyannote", "llama_cpp", "controlnet_aux")  # their `from_pretrained` may not take one
TAKING = frozenset("transformers diffusers datasets huggingface_hub tokenizers peft optimum trl setfit vllm".split())
NOT_ALWAYS = ("WhisperModel",)  # takes one since faster-whisper 1.2
MOST_NAMES = 20  # in a chain that leads to a literal
PARTS = ("tokenizer", "feature_extractor", "image_processor", "processor", "config")  # of a pipeline, same revision


def replacing(start: int, end: int, written: str) -> Fix:
    """The commit in place of another revision."""
    return Fix(TITLE, [Edit(start, end, written)], safe=True)


def with_revision(module: Module, load: Load, commit: str) -> Fix | None:
    """The commit as the last argument; None where the call may not take it, or is written in an unusual way."""
    segment, _, end = module.span(load.called.node)
    is_here = span_of(module, load.given)[0] is segment and _is_always_it(module, load.given.node)
    if not is_here or not _takes_revision(load):
        return None
    edits = _added(segment.text, _last(module, load.called.node), end - 1, f'revision="{commit}"')
    return Fix(TITLE, edits, safe=_surely_takes_it(load)) if edits else None


def _surely_takes_it(load: Load) -> bool:
    """Whether the function is known to take the argument; of `from_pretrained` that depends on the class."""
    owner, _, function = load.called.name.rpartition(".")
    if function != "from_pretrained":
        return function not in NOT_ALWAYS
    return owner.partition(".")[0] in TAKING or owner.rpartition(".")[2].startswith("Auto")


def _is_always_it(module: Module, node: ast.AST | None) -> bool:
    """Whether the call loads this repository each time: its name is no default, and no attribute that may change."""
    for _ in range(MOST_NAMES):
        if not isinstance(node, ast.Name):
            break
        node = module.names.bound_to(node)
    is_default = isinstance(node, ast.Constant) and isinstance(module.parent(node), ast.arguments)
    return isinstance(node, (ast.Constant, ast.Subscript)) and not is_default


def _takes_revision(load: Load) -> bool:
    name = load.called.name
    function = name.rpartition(".")[2]
    if name.partition(".")[0] in WITHOUT_REVISION:
        return False
    parts = [load.called.given(part) for part in PARTS] if function == "pipeline" else []
    return all([part is None or (part.value in (load.name, None) and part.value is not UNKNOWN) for part in parts])


def _last(module: Module, call: ast.Call) -> tuple[int, int]:
    """The place of the last argument."""
    return max([module.span(argument)[1:] for argument in (*call.args, *call.keywords)])


def _added(text: str, last: tuple[int, int], closing: int, argument: str) -> list[Edit]:
    """Edits that put an argument after the last one, on a line of its own where that one has one."""
    start, end = last
    comma = _comma(text, end, closing)
    if comma is None:
        return []
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end, closing)
    if text[line_start:start].strip() or line_end < 0:
        return [Edit(end, end, f", {argument}")]
    newline = text[line_start - 2 : line_start] if text[line_start - 2 : line_start] == "\r\n" else "\n"
    written = f"{newline}{text[line_start:start]}{argument}"
    stop = line_end - 1 if newline == "\r\n" else line_end
    if comma < 0:
        return [Edit(end, end, ","), Edit(stop, stop, written)] if stop > end else [Edit(end, end, f",{written}")]
    return [Edit(stop, stop, f"{written},")] if comma < stop else [Edit(end, end, f",{written}")]


def _comma(text: str, at: int, closing: int) -> int | None:
    """Where a comma follows, -1 without one; None where there is more than that, comments aside."""
    comma = -1
    while at < closing:
        if text[at] == "#":
            at = text.find("\n", at)
            if not 0 <= at < closing:
                return None
        elif text[at] == "," and comma < 0:
            comma = at
        elif text[at] not in " \t\r\n\\":
            return None
        at += 1
    return comma
