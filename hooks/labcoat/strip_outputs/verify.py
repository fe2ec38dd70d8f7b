"""The result, read again and compared with what a plain model of stripping makes of the decoded notebook."""

from __future__ import annotations

from labcoat.core.notebook import read_notebook
from labcoat.core.spans import JSONError
from labcoat.strip_outputs.cells import COUNTS, StripError, notebook_edits, survives
from labcoat.strip_outputs.splice import without

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from labcoat.core.notebook import Notebook
    from labcoat.core.spans import Member
    from labcoat.strip_outputs.cells import Kept
    from labcoat.strip_outputs.options import Options


def verify(before: Notebook, kept: Kept, result: str, options: Options) -> None:
    """Raises StripError where `result` is not the notebook `before`, stripped and nothing else."""
    try:
        after = read_notebook(result)
    except JSONError as error:
        raise StripError(f"internal error: the result is not a notebook ({error.reason})") from None
    if [cell.source for cell in after.cells] != [cell.source for cell, _ in kept]:
        raise StripError("internal error: a cell would have been lost or its source changed")
    model = [stripped_cell(cell.data, keep, number, options) for number, (cell, keep) in enumerate(kept)]
    # repr, because NaN is not equal to itself, and True is equal to 1
    if repr([cell.data for cell in after.cells]) != repr(model):
        raise StripError("internal error: a cell would have changed more or less than it should")
    if repr(_outline(after.members, ())) != repr(_outline(before.members, options.notebook_paths)):
        raise StripError("internal error: the notebook's metadata would have changed more or less than it should")
    again = [(cell, keep) for cell, (_, keep) in zip(after.cells, kept, strict=True)]
    if notebook_edits(after, again, options)[0]:  # keys that occur twice, of which decoding shows one
        raise StripError("internal error: something would have been left")


def stripped_cell(data: dict[str, Any], keep: bool, number: int, options: Options) -> dict[str, Any]:
    """The decoded cell without what goes from it; `number` is its place among the cells that stay, from 0."""
    cell = without(data, options.cell_paths)
    outputs = cell.get("outputs")
    if outputs and not isinstance(outputs, list):
        cell["outputs"] = outputs if keep else []
    elif outputs:
        chosen = [output for output in outputs if survives(output, keep, options)]
        cell["outputs"] = [_without_counts(output, options) for output in chosen]
    if options.sequential_ids and "id" in cell:
        cell["id"] = str(number)
    return {key: _kept_value(key, value, options) for key, value in cell.items()}


def _without_counts(output: Any, options: Options) -> Any:
    if not isinstance(output, dict):
        return output
    return {key: _kept_value(key, value, options) for key, value in output.items()}


def _kept_value(key: str, value: Any, options: Options) -> Any:
    return None if key in COUNTS and not options.keep_count else value


def _outline(members: list[Member], paths: Sequence[str]) -> list[tuple[str, Any]]:
    """All of the notebook but its cells."""
    outline: list[tuple[str, Any]] = []
    for member in members:
        value = member.value
        if member.key == "cells" and isinstance(value, list):
            value = None
        elif member.key == "worksheets":
            value = [_outline(sheet.value, ()) if _is_sheet(sheet.value) else sheet.value for sheet in value]
        elif member.key == "metadata" and isinstance(value, dict):
            value = without(value, paths)
        outline.append((member.key, value))
    return outline


def _is_sheet(value: Any) -> bool:
    return isinstance(value, list) and all(hasattr(part, "key_start") for part in value)
