"""What goes from a notebook, as edits of its text: so keys that occur twice are stripped wherever they occur."""

from __future__ import annotations

from labcoat.core.spans import scan_array, scan_object, skip_space, value_of
from labcoat.strip_outputs.cells import COUNTS, StripError, has_stripped_keys, survives
from labcoat.strip_outputs.splice import cut_keys, cut_or_empty

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.notebook import Cell, Notebook
    from labcoat.core.spans import Member
    from labcoat.strip_outputs.cells import Kept
    from labcoat.strip_outputs.options import Options
    from labcoat.strip_outputs.splice import Edit

_ESCAPED_LETTERS = ("\\u004", "\\u005", "\\u006", "\\u007")


def notebook_edits(notebook: Notebook, kept: Kept, options: Options, thorough: bool = False) -> tuple[list[Edit], int]:
    """Edits that strip the notebook, and the number of outputs that go with them. Raises StripError.

    Looks at the cells whose decoded form has something to strip, and for speed in a way that `verify` has to check.
    When `thorough`, walks all cells, key by key.
    """
    edits = _metadata_edits(notebook, options.notebook_paths) if thorough or _has_metadata(notebook, options) else []
    removed = 0
    if len(kept) < len(notebook.cells):
        edits += _dropping_edits(notebook, {cell.start for cell, *_ in kept})
        removed = sum([_outputs_in(cell) for cell in notebook.cells]) - sum([_outputs_in(cell) for cell, *_ in kept])
    for number, (cell, keep, dirty) in enumerate(kept):
        if thorough or dirty:
            removed += _add_cell_edits(edits, cell, keep, number, options, thorough)
    return edits, removed


def may_hide_outputs(notebook: Notebook) -> bool:
    """Whether a cell might have outputs twice, so that decoding hides the first ones."""
    return _may_hide(notebook, "outputs")


def may_hide_keys(notebook: Notebook, options: Options) -> bool:
    """Whether a stripped notebook might hide behind escapes, or behind a second `metadata`, what should have gone."""
    text = notebook.text
    if "\\u00" in text and any(letter in text for letter in _ESCAPED_LETTERS):
        return True
    return _may_hide(notebook, "metadata") or (options.sequential_ids and _may_hide(notebook, "id"))


def _may_hide(notebook: Notebook, key: str) -> bool:
    known = sum([key in cell.data for cell in notebook.cells]) + (value_of(notebook.members, key) is not None)
    return notebook.text.count(f'"{key}"') > known


def _has_metadata(notebook: Notebook, options: Options) -> bool:
    return not options.notebook_keys.isdisjoint(notebook.metadata)


def _metadata_edits(notebook: Notebook, paths: tuple[str, ...]) -> list[Edit]:
    edits: list[Edit] = []
    for member in notebook.members:
        if member.key == "metadata" and isinstance(member.value, dict) and member.value:
            inner = scan_object(notebook.text, member.start)[0]
            edits += cut_keys(notebook.text, (member.start, member.end), inner, paths)
    return edits


def _dropping_edits(notebook: Notebook, kept_starts: set[int]) -> list[Edit]:
    edits: list[Edit] = []
    for array in _cell_arrays(notebook):
        goes = [item.start not in kept_starts for item in array.value]
        edits += cut_or_empty((array.start, array.end), array.value, goes, "[]")
    return edits


def _cell_arrays(notebook: Notebook) -> list[Member]:
    arrays = [member for member in notebook.members if member.key == "cells"]
    for member in notebook.members:
        if member.key == "worksheets":
            sheets = [sheet.value for sheet in member.value if notebook.text[sheet.start] == "{"]
            arrays += [part for sheet in sheets for part in sheet if part.key == "cells"]
    return arrays


def _outputs_in(cell: Cell) -> int:
    outputs = cell.data.get("outputs")
    return len(outputs) if isinstance(outputs, list) else 0


def _add_cell_edits(edits: list[Edit], cell: Cell, keep: bool, number: int, options: Options, thorough: bool) -> int:
    """Returns the number of outputs removed."""
    strips_all = not (keep or options.max_size or options.keep_types or options.keep_count)
    if strips_all and not thorough and not options.sequential_ids and options.cell_keys.isdisjoint(cell.data):
        quick = _quick_edits(cell, options)
        if quick is not None:
            edits += quick
            return _outputs_in(cell)
    return _add_walked_edits(edits, cell, keep, number, options)


def _quick_edits(cell: Cell, options: Options) -> list[Edit] | None:
    """Edits of a cell that loses all outputs and counts, found by the names of its keys instead of by a walk.

    The outputs are most of a file, and a walk would decode them again. None where the keys are not where they are
    expected; where other text looks like a key, `verify` will tell.
    """
    text, data = cell.notebook.text, cell.data
    edits: list[Edit] = []
    start = end = cell.start
    if data.get("outputs"):
        keys = list(data)
        after = keys.index("outputs") + 1
        start = _value_start(text, "outputs", cell.start, cell.end)
        follows = f'"{keys[after]}"' if after < len(keys) else '"source"'
        end = text.rfind("]", start, text.rfind(follows, start, cell.end) if after < len(keys) else cell.end) + 1
        if text[start : start + 1] != "[" or not end or text.find(follows, start, end) >= 0:
            return None
        edits.append((start, end, "[]"))
    for key in COUNTS:
        if data.get(key) is not None:
            count = str(data[key])
            at = max(_value_start(text, key, cell.start, start), _value_start(text, key, end, cell.end))
            if not text.startswith(count, at):
                return None
            edits.append((at, at + len(count), "null"))
    if has_stripped_keys(data, options):
        at = max(_value_start(text, "metadata", cell.start, start), _value_start(text, "metadata", end, cell.end))
        if not text.startswith("{", at):
            return None
        members, after_it = scan_object(text, at)
        edits += cut_keys(text, (at, after_it), members, options.cell_metadata_paths)
    return edits


def _value_start(text: str, key: str, start: int, end: int) -> int:
    """Where the value of the first `key` between `start` and `end` seems to start; -1 where there is none."""
    at = text.find(f'"{key}"', start, end)
    return -1 if at < 0 else skip_space(text, text.find(":", at, end) + 1)


def _add_walked_edits(edits: list[Edit], cell: Cell, keep: bool, number: int, options: Options) -> int:
    members = cell.members()
    edits += cut_keys(cell.notebook.text, (cell.start, cell.end), members, options.cell_paths)
    removed = 0
    for member in members:
        if member.key in options.cell_paths:
            continue
        if member.key == "outputs":
            more, outputs = _outputs_edits(cell, member, keep, options)
            edits += more
            removed += outputs
        elif member.key in COUNTS:
            edits += _count_edits(member, options)
        elif member.key == "id" and options.sequential_ids and member.value != str(number):
            edits.append((member.start, member.end, f'"{number}"'))
    return removed


def _count_edits(member: Member, options: Options) -> list[Edit]:
    return [] if options.keep_count or member.value is None else [(member.start, member.end, "null")]


def _outputs_edits(cell: Cell, member: Member, keep: bool, options: Options) -> tuple[list[Edit], int]:
    span = (member.start, member.end)
    if not member.value or (keep and not isinstance(member.value, list)):
        return [], 0
    if not isinstance(member.value, list):
        return [(*span, "[]")], 1
    if not keep and not options.max_size and not options.keep_types:
        return [(*span, "[]")], len(member.value)
    return _chosen_outputs_edits(cell, member, keep, options)


def _chosen_outputs_edits(cell: Cell, member: Member, keep: bool, options: Options) -> tuple[list[Edit], int]:
    text = cell.notebook.text
    if (not keep or options.keep_types or options.drop_types) and has_duplicate_keys(text[member.start : member.end]):
        raise StripError(f"cell {cell.index}: an output has a key twice, so nobody can tell its type or size")
    items = scan_array(text, member.start)[0]
    goes = [not survives(item.value, keep, options) for item in items]
    edits = cut_or_empty((member.start, member.end), items, goes, "[]")
    for item, gone in zip(items, goes, strict=True):
        if not gone and isinstance(item.value, dict):
            for part in scan_object(text, item.start)[0]:
                if part.key in COUNTS:
                    edits += _count_edits(part, options)
    return edits, sum(goes)


def has_duplicate_keys(text: str) -> bool:
    """Whether any object in this JSON text has a key twice."""
    import json

    found = False

    def compare(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal found
        value = dict(pairs)
        found = found or len(value) < len(pairs)
        return value

    json.loads(text, object_pairs_hook=compare)
    return found
