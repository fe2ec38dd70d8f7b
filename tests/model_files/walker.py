"""How tests look at what the walker of pickles has seen."""

from __future__ import annotations

from labcoat.core.models.formats import inspect
from labcoat.core.models.inspection import Import, Inspection
from labcoat.core.models.place import Place
from labcoat.core.models.source import Source, Stream


def inspected(data: bytes, name: str = "", is_stream: bool = False) -> Inspection:
    """What is seen in a file's bytes; they come in small pieces from a stream on request."""
    inspection = Inspection(len(data))
    pieces = iter([data[start : start + 1000] for start in range(0, len(data), 1000)])
    source = Stream(lambda: next(pieces, b"")) if is_stream else Source(data)
    inspect(source, Place((name,) if name else ()), inspection)
    inspection.flush()
    return inspection


def imports(data: bytes) -> dict[str, Import]:
    """The imports by their dotted names; those that have none by what would run."""
    return {f"{each.module}.{each.name}" if each.name else each.call: each for each in inspected(data).imports}


def seen(data: bytes, name: str = "") -> set[str]:
    """The kinds of what is seen beside imports."""
    return {each.kind for each in inspected(data, name).sightings}


def strings(data: bytes) -> set[tuple[str, str]]:
    """The strings that are handed on, with what names them."""
    told: list[tuple[str, str, Place]] = []
    inspection = Inspection(len(data), told.extend)
    inspect(Source(data), Place(), inspection)
    inspection.flush()
    return {(name, value) for name, value, _ in told}
