"""What must be true when a file is stripped, whatever is in it."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from benchmarks.fuzz.judge import BrokenPromiseError
from labcoat.strip_outputs import Options, strip_bytes
from labcoat.strip_outputs.cells import StripError

if TYPE_CHECKING:
    from benchmarks.fuzz.cases import Case

KEPT = ("source", "input", "cell_type")
CHOICES: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"id": "sequential"},
    {"keep-output": True},
    {"keep-count": True, "strip-init-cells": True},
    {"drop-empty-cells": True, "drop-tagged-cells": ["keep_output"]},
    {"max-size": "20", "keep-output-type": ["error"], "drop-output-type": ["stream:stderr"]},
    {"extra-keys": ["metadata.kernelspec.name", "cell.metadata.none.inner", "cell.attachments"]},
)


def stripped_once(case: Case, number: int) -> None:
    """Strip the case and do nothing else, for the clock."""
    with contextlib.suppress(StripError):
        strip_bytes(case.data, Options(CHOICES[number % len(CHOICES)]), case.name.endswith(".zpln"))


def judge_strip(case: Case, number: int) -> None:
    """Strip the case. Raises BrokenPromiseError, and whatever but StripError is raised."""
    values = CHOICES[number % len(CHOICES)]
    options, is_note = Options(values), case.name.endswith(".zpln")
    try:
        decoded, stripped = strip_bytes(case.data, options, is_note)
    except StripError as error:
        if "internal error" in str(error):
            raise BrokenPromiseError(str(error)) from error
        return
    result = decoded.encode(stripped.text) if stripped.edits else case.data
    if not stripped.edits and stripped.text != decoded.text:
        raise BrokenPromiseError("changed without an edit")
    if strip_bytes(result, options, is_note)[1].edits:
        raise BrokenPromiseError(f"not idempotent with {values}")
    if not is_note:
        _compare(json.loads(decoded.text), json.loads(stripped.text), values)


def _compare(before: Any, after: Any, values: dict[str, Any]) -> None:
    if {key for key in before if key != "metadata"} != {key for key in after if key != "metadata"}:
        raise BrokenPromiseError("a key of the notebook is lost")
    if "drop-empty-cells" in values:
        return
    pairs = list(zip(_cells(before), _cells(after), strict=True))
    sources = [[repr([cell.get(key) for key in KEPT]) for cell in pair] for pair in pairs]  # NaN is not equal to itself
    if any(old != new for old, new in sources):
        raise BrokenPromiseError("a cell has changed in what it is about")
    whole = isinstance(before.get("metadata"), dict) and before["metadata"].get("keep_output")
    if not values and not whole and any(new.get("outputs") and not _keeps(new) for _, new in pairs):
        raise BrokenPromiseError("outputs are left")


def _cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells, those of worksheets included."""
    sheets = [sheet for sheet in notebook.get("worksheets") or [] if isinstance(sheet, dict)]
    return [cell for part in (notebook, *sheets) for cell in part.get("cells") or []]


def _keeps(cell: dict[str, Any]) -> bool:
    metadata = cell.get("metadata")
    if not isinstance(metadata, dict):
        return False
    tags = metadata.get("tags")
    return bool(
        metadata.get("keep_output") or metadata.get("init_cell") or (isinstance(tags, list) and "keep_output" in tags)
    )
