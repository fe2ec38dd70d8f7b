"""What is stripped: the options, under the names that nbstripout gave them, and its default keys."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    OutputType = tuple[str, str]  # output_type, and the stream's name or an empty string for any

FAMILY = "strip-outputs"

# as nbstripout 0.9.1
DEFAULT_KEYS = (
    "metadata.signature",
    "metadata.widgets",
    "cell.metadata.collapsed",
    "cell.metadata.ExecuteTime",
    "cell.metadata.execution",
    "cell.metadata.heading_collapsed",
    "cell.metadata.hidden",
    "cell.metadata.scrolled",
)

# words of `[tool.labcoat.strip-outputs]`
OPTIONS: dict[str, type] = {
    "keep-output": bool,
    "keep-count": bool,
    "keep-id": bool,
    "id": str,
    "extra-keys": list,
    "keep-metadata-keys": list,
    "drop-empty-cells": bool,
    "drop-tagged-cells": list,
    "strip-init-cells": bool,
    "max-size": str,
    "keep-output-type": list,
    "drop-output-type": list,
}

_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "KI": 2**10, "MI": 2**20, "GI": 2**30}
_PROTECTED = {"source", "input", "cell_type", "cells"}


class OptionError(ValueError):
    """What is wrong with an option, in words for the user."""


class Options:
    """What to strip, from a mapping of the words in OPTIONS. Raises OptionError.

    `cell_paths` and `notebook_paths` are the keys that go, relative to the cell and to the notebook's metadata. Where
    the cell has no key in `cell_keys`, its metadata none in `cell_metadata_keys` and the notebook's metadata none in
    `notebook_keys`, there is none of them.
    """

    __slots__ = (
        "cell_keys",
        "cell_metadata_keys",
        "cell_metadata_paths",
        "cell_paths",
        "drop_empty_cells",
        "drop_tags",
        "drop_types",
        "keep_count",
        "keep_output",
        "keep_types",
        "max_size",
        "notebook_keys",
        "notebook_paths",
        "sequential_ids",
        "strip_init_cells",
    )

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.keep_output = bool(values.get("keep-output"))
        self.keep_count = bool(values.get("keep-count"))
        self.sequential_ids = _is_sequential(values)
        self.drop_empty_cells = bool(values.get("drop-empty-cells"))
        self.drop_tags = frozenset(_words(values.get("drop-tagged-cells")))
        self.strip_init_cells = bool(values.get("strip-init-cells"))
        self.max_size = parse_size(values.get("max-size", "0"))
        self.keep_types = _output_types(values.get("keep-output-type"))
        self.drop_types = _output_types(values.get("drop-output-type"))
        kept = _words(values.get("keep-metadata-keys"))
        paths = [key for key in (*DEFAULT_KEYS, *_extra_keys(values)) if key not in kept]
        self.cell_paths = tuple([path[len("cell.") :] for path in paths if path.startswith("cell.")])
        self.notebook_paths = tuple([path[len("metadata.") :] for path in paths if path.startswith("metadata.")])
        self.notebook_keys = _first_keys(self.notebook_paths)
        self.cell_keys = _first_keys(self.cell_paths) - {"metadata"}
        self.cell_metadata_paths = tuple(
            [path[len("metadata.") :] for path in self.cell_paths if path.startswith("metadata.")]
        )
        self.cell_metadata_keys = _first_keys(self.cell_metadata_paths)


def parse_size(size: str | int) -> int:
    """Characters in `500`, `10k`, `1MB` (powers of 1,000) or `64KiB` (powers of 1,024). Raises OptionError."""
    digits = str(size).strip().upper().removesuffix("B").rstrip("KMGI")
    unit = str(size).strip().upper().removesuffix("B")[len(digits) :]
    if not digits.strip().isdecimal() or unit not in _UNITS:
        raise OptionError(f"max-size: {size!r} is not a size such as 500, 10k or 64KiB")
    return int(digits) * _UNITS[unit]


def _is_sequential(values: Mapping[str, Any]) -> bool:
    choice = "keep" if values.get("keep-id") else values.get("id", "keep")
    if choice not in ("keep", "sequential"):
        raise OptionError(f"id: {choice!r} is neither keep nor sequential")
    return bool(choice == "sequential")


def _extra_keys(values: Mapping[str, Any]) -> list[str]:
    keys = _words(values.get("extra-keys"))
    for key in keys:
        namespace, _, path = key.partition(".")
        if namespace not in ("cell", "metadata") or not path:
            raise OptionError(f"extra-keys: {key!r} starts neither with 'metadata.' nor with 'cell.'")
        if namespace == "cell" and path.partition(".")[0] in _PROTECTED:
            raise OptionError(f"extra-keys: {key!r} would remove what the cell is about")
    return keys


def _first_keys(paths: Iterable[str]) -> frozenset[str]:
    """The keys that a path can begin with: itself, and what stands before its first dot."""
    return frozenset([key for path in paths for key in (path, path.partition(".")[0])])


def _words(value: str | Iterable[str] | None) -> list[str]:
    """Words of a string, or of every string of a list."""
    lines = [value] if isinstance(value, str) else value or ()
    return [word for line in lines for word in line.split()]


def _output_types(value: str | Iterable[str] | None) -> tuple[OutputType, ...]:
    types = []
    for word in _words(value):
        output_type, _, name = word.partition(":")
        types.append((output_type, name))
    return tuple(types)
