"""What a text does, without its comments: the same before and after an ignore comment has been written."""

from __future__ import annotations

import ast

from labcoat.core.segment import Segment
from labcoat.core.segments import split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.notebook import Cell
    from labcoat.core.words import Command

SETTINGS = ("yaml", "toml", "ini", "hcl")


def meaning(text: str, language: str, cell: Cell | None = None) -> object:
    """A value that is equal for texts that do the same, as far as anybody here can tell."""
    segment = Segment(text, language, cell=cell)
    if language in ("python", "dockerfile", "makefile"):
        parts = split([segment])
        trees = [ast.dump(part.tree[1]) for module in parts.modules for part in module.segments if part.tree]
        others = [_others(part) for part in parts.segments if part is not segment]
        return trees, others, len(parts.unparsed), [part.language for part in parts.foreign]
    return _others(segment)


def _others(segment: Segment) -> object:
    if segment.language == "shell":
        return [_command(command, segment.text) for command in segment.commands()]
    if segment.language in SETTINGS:
        settings, error = segment.settings()
        return [(setting.path, setting.value) for setting in settings], error is None
    return segment.language


def _command(command: Command, text: str) -> object:
    redirections = [(redirection.operator, redirection.target.value) for redirection in command.redirections]
    assignments = [(assignment.name, assignment.value) for assignment in command.assignments]
    heredocs = [text[heredoc.start : heredoc.end] for heredoc in command.heredocs]
    return command.values, assignments, redirections, heredocs
