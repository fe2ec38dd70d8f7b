"""Formats that are known and not read."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

_NAMES = (
    (b"7z", "a 7z archive"),
    (b"Rar", "a RAR archive"),
    (b"\x28\xb5", "compressed by Zstandard"),
    (b"\x04\x22", "compressed by LZ4"),
)
_DATA = tuple([f".{each}" for each in "csv tsv json jsonl ndjson txt log sql xml md parquet c h go js".split()])


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Say which format it is, and that nothing was looked at; but for what is data or text by its inner name."""
    if (place.name or inspection.path).lower().rpartition(".")[0].endswith(_DATA):
        return
    head = source.read(0, 4)
    name = next((name for magic, name in _NAMES if head.startswith(magic)), "in an unknown format")
    advice = "commit what is in it instead, as safetensors if it can be, or accept it below per-file-ignores"
    message = f"it is {name}, which labcoat does not read, so nothing in it was checked"
    inspection.see("uninspectable", place, name, message, advice)
