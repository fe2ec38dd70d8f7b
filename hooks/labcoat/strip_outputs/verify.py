"""The result, read again and compared with what a plain model of stripping makes of the decoded notebook."""

from __future__ import annotations

from labcoat.core.notebook import decode_notebook, parse_notebook
from labcoat.core.spans import JSONError
from labcoat.strip_outputs.cells import SOURCES, StripError, has_stripped_keys, survives, without_counts
from labcoat.strip_outputs.edits import notebook_edits
from labcoat.strip_outputs.splice import without

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat.core.notebook import Notebook
    from labcoat.core.spans import Member
    from labcoat.strip_outputs.cells import Kept
    from labcoat.strip_outputs.options import Options


def verified(before: Notebook, kept: Kept, result: str, options: Options, thorough: bool) -> Notebook:
    """The notebook read from `result`. Raises StripError where it is not `before`, stripped and nothing else."""
    try:
        after = parse_notebook(result) if thorough else decode_notebook(result)
    except JSONError as error:
        raise StripError(f"internal error: the result is not a notebook ({error.reason})") from None
    if len(after.cells) != len(kept):
        raise StripError("internal error: a cell would have been lost")
    for number, (new, (cell, keep, dirty)) in enumerate(zip(after.cells, kept, strict=True)):
        expected = stripped_cell(cell.data, keep, number, options) if dirty else cell.data
        if new.data != expected:
            _check_same(new.data, expected, "a cell")
        if dirty:
            old, now = [[data.get(key) for key in SOURCES] for data in (cell.data, new.data)]
            _check_same(now, old, "a cell's source")
    _check_same(_outline(after.members, ()), _outline(before.members, options.notebook_paths), "the notebook")
    again = [(cell, keep, dirty) for cell, (_, keep, dirty) in zip(after.cells, kept, strict=True)]
    if thorough and notebook_edits(after, again, options, thorough)[0]:
        raise StripError("internal error: something would have been left")
    return after


def _check_same(found: object, expected: object, where: str) -> None:
    if found != expected and repr(found) != repr(expected):  # NaN is not equal to itself
        raise StripError(f"internal error: {where} would have changed more or less than it should")


def stripped_cell(data: dict[str, Any], keep: bool, number: int, options: Options) -> dict[str, Any]:
    """The decoded cell without what goes from it; `number` is its place among the cells that stay, from 0."""
    cell = without(data, options.cell_paths) if has_stripped_keys(data, options) else dict(data)
    outputs = cell.get("outputs")
    if outputs and not isinstance(outputs, list):
        cell["outputs"] = outputs if keep else []
    elif outputs:
        chosen = [output for output in outputs if survives(output, keep, options)]
        cell["outputs"] = [without_counts(output, options) for output in chosen]
    if options.sequential_ids and "id" in cell:
        cell["id"] = str(number)
    stripped: dict[str, Any] = without_counts(cell, options)
    return stripped


def _outline(members: list[Member], paths: tuple[str, ...]) -> list[tuple[str, Any]]:
    """All of the notebook but its cells."""
    outline: list[tuple[str, Any]] = []
    for member in members:
        value = member.value
        if member.key == "cells" and isinstance(value, list):
            value = None
        elif member.key == "worksheets" and isinstance(value, list):
            value = [_outline(sheet.value, ()) if _is_sheet(sheet.value) else sheet.value for sheet in value]
        elif member.key == "metadata" and isinstance(value, dict):
            value = without(value, paths)
        outline.append((member.key, value))
    return outline


def _is_sheet(value: Any) -> bool:
    return isinstance(value, list) and all(hasattr(part, "key_start") for part in value)
