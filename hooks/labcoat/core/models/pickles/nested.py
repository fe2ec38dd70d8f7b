"""Bytes in a pickle that a function in it unpacks: they are looked into like a member of a container."""

from __future__ import annotations

from labcoat.core.models.pickles.render import render
from labcoat.core.models.pickles.values import Blob, Made, Name, Text
from labcoat.core.models.source import GoneError, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.pickles.values import Value
    from labcoat.core.models.pickles.walk import Walk

LOADERS = ("_load_from_bytes", "loads", "load", "BytesIO", "_loads", "decompress")
MOST_ENCODED = 64 << 20  # bytes of a text that stands for bytes
_STARTS = (b"\x80", b"PK\3\4", b"\x1f\x8b", b"BZh", b"\x93NUMPY", b"x\x9c", b"\xfd7zXZ")


def look_inside(walk: Walk, offset: int, name: Name, arguments: Value) -> None:
    """Look into what a loader is given, and into what looks like a file, whatever function gets it."""
    is_loader = name.name in LOADERS
    for value in arguments[:4] if type(arguments) is tuple else ():
        kind = type(value)
        if kind is bytes and (is_loader or value.startswith(_STARTS)):
            _inspect(walk, Source(value), walk.base + offset)
        elif kind is Blob and (is_loader or value.head.startswith(_STARTS)):
            _inspect(walk, walk.source.part(value.offset, value.size), value.offset)
        elif kind is Made and is_loader and not _look_into_encoded(walk, offset, value) and name.name == "BytesIO":
            message = f"the bytes that `{render(value)}` gives are read as a file, and only known when it is loaded"
            walk.inspection.see(
                "uninspectable", walk.place.at(walk.base + offset), render(value), message, "do not load it"
            )


def _look_into_encoded(walk: Walk, offset: int, value: Made) -> bool:
    """How Python 2 is given bytes: `_codecs.encode('…', 'latin1')`. Whether it is that, or nothing at all."""
    arguments = value.arguments
    if type(value.maker) is not Name or value.maker.dotted != "_codecs.encode" or type(arguments) is not tuple:
        return not arguments
    text = arguments[0] if arguments else None
    if type(text) is Text and text.size <= MOST_ENCODED:
        try:
            text = walk.source.read(text.offset, text.size).decode("utf-8", "replace")
        except GoneError:
            return False
    if type(text) is str:
        _inspect(walk, Source(text.encode("latin-1", "replace")), walk.base + offset)
    return type(text) is str


def _inspect(walk: Walk, source: Source, offset: int) -> None:
    from labcoat.core.models.formats import inspect

    walk.inspection.budget.member()
    inspect(source, walk.place.inside(f"bytes at {offset}"), walk.inspection)
