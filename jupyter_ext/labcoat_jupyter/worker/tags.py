"""A tag for a cell, written into the notebook's text."""

from __future__ import annotations

import json

from labcoat.core.ignores import TAG
from labcoat.core.spans import scan_array, scan_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.edits import Splice
    from labcoat.core.notebook import Cell


def tag_for(rule: str) -> str:
    """The tag with which a cell ignores a rule."""
    return f"{TAG}={rule}"


def tag_splice(cell: Cell, tag: str) -> Splice:
    """What gives a cell one more tag."""
    text, written = cell.notebook.text, json.dumps(tag)
    at = _value(text, cell.start, "metadata")
    if at < 0 or text[at] != "{":
        return _member(text, cell.start, at, "metadata", f'{{"tags": [{written}]}}')
    tags = _value(text, at, "tags")
    if tags < 0 or text[tags] != "[":
        return _member(text, at, tags, "tags", f"[{written}]")
    items, _ = scan_array(text, tags)
    end = items[-1].end if items else tags + 1
    return end, end, f", {written}" if items else written


def _value(text: str, at: int, key: str) -> int:
    """Where the value of a key starts; -1 without one."""
    return max([member.start for member in scan_object(text, at)[0] if member.key == key], default=-1)


def _member(text: str, at: int, old: int, key: str, value: str) -> Splice:
    """A value in place of the old one, or a new member in front of the others."""
    members = scan_object(text, at)[0]
    if old >= 0:
        return next((old, member.end, value) for member in members if member.start == old)
    return at + 1, at + 1, f"{json.dumps(key)}: {value}{', ' if members else ''}"
