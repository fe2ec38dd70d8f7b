"""What goes from a notebook and what stays, told by its decoded cells.

The semantics are nbstripout's: `strip_output` in nbstripout/_utils.py, version 0.9.1.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from labcoat.core.notebook import Cell, Notebook
    from labcoat.strip_outputs.options import Options, OutputType

    Kept = list[tuple[Cell, bool, bool]]  # a cell that stays, whether its outputs do, whether it may have to change

COUNTS = ("execution_count", "prompt_number")  # nbformat 4; 2 and 3
SOURCES = ("source", "input")  # input: of code, before nbformat 4


class StripError(ValueError):
    """Why a notebook was not stripped, in words for the user."""


def kept_cells(notebook: Notebook, options: Options) -> Kept:
    """The cells that stay. Raises StripError where one contradicts itself."""
    default = options.keep_output or bool(notebook.metadata.get("keep_output"))
    cells = notebook.cells
    if options.drop_empty_cells or options.drop_tags:
        cells = [cell for cell in cells if not _is_dropped(cell, options)]
    kept: Kept = []
    for number, cell in enumerate(cells):
        data = cell.data
        keep = keeps_outputs(cell, default, options.strip_init_cells) if data.get("metadata") else default
        kept.append((cell, keep, needs_edits(data, number, options)))
    return kept


def _is_dropped(cell: Cell, options: Options) -> bool:
    if options.drop_empty_cells and _is_empty(cell.data):
        return True
    return bool(options.drop_tags) and not options.drop_tags.isdisjoint(cell.tags)


def _is_empty(data: dict[str, Any]) -> bool:
    """Whether there is only white space in the source."""
    for source in [data.get(key, "") for key in SOURCES]:
        text = "".join(map(str, source)) if isinstance(source, list) else str(source)
        if text.strip():
            return False
    return True


def keeps_outputs(cell: Cell, default: bool, strip_init_cells: bool) -> bool:
    """Whether the cell's outputs stay, by its metadata and tags. Raises StripError."""
    metadata = cell.metadata
    if not metadata:
        return default
    if "init_cell" in metadata:
        return bool(metadata["init_cell"]) and not strip_init_cells
    tagged = "tags" in metadata and "keep_output" in cell.tags
    if "keep_output" not in metadata:
        return tagged or default
    if tagged and not metadata["keep_output"]:
        raise StripError(f"cell {cell.index}: keep_output is false in the metadata, but a tag of the cell")
    return bool(metadata["keep_output"])


def survives(output: Any, keep: bool, options: Options) -> bool:
    """Whether an output of a cell stays; `keep` is what the cell says."""
    if not keep or options.keep_types:
        small = options.max_size > 0 and size_of(without_counts(output, options)) <= options.max_size
        if not small and not _is_of(output, options.keep_types):
            return False
    return not _is_of(output, options.drop_types)


def without_counts(value: Any, options: Options) -> Any:
    """A decoded cell or output with its counts set to null, unless they stay."""
    if options.keep_count or not isinstance(value, dict):
        return value
    return {key: None if key in COUNTS else item for key, item in value.items()}


def _is_of(output: Any, types: Sequence[OutputType]) -> bool:
    if not types or not isinstance(output, dict):
        return False
    return any(output.get("output_type") == kind and name in ("", output.get("name")) for kind, name in types)


def size_of(value: Any) -> int:
    """Characters in all strings of an output."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return sum([size_of(item) for item in value])
    return len(str(value))


def needs_edits(data: dict[str, Any], number: int, options: Options) -> bool:
    """Whether a decoded cell has something that may have to go; `number` is its place among the cells that stay."""
    if data.get("outputs") or data.get("execution_count") is not None or data.get("prompt_number") is not None:
        return True
    if options.sequential_ids and "id" in data and data["id"] != str(number):
        return True
    return has_stripped_keys(data, options)


def has_stripped_keys(data: dict[str, Any], options: Options) -> bool:
    """Whether a decoded cell may have one of the keys that go."""
    metadata = data.get("metadata")
    if metadata and isinstance(metadata, dict) and not options.cell_metadata_keys.isdisjoint(metadata):
        return True
    return not options.cell_keys.isdisjoint(data)
