"""A model file as rules see it."""

from __future__ import annotations

from labcoat.core.models.formats import inspect
from labcoat.core.models.inspection import Inspection
from labcoat.core.models.place import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from labcoat.core.document import Document
    from labcoat.core.models.inspection import Import, Sighting
    from labcoat.core.models.keys import KeyInModel
    from labcoat.core.models.source import Source


class Model:
    """What was seen in a model file: `sightings`, the `imports` of its pickles, and the `keys` in its strings."""

    __slots__ = ("document", "imports", "keys", "sightings")

    def __init__(self, document: Document, inspection: Inspection, keys: list[KeyInModel]) -> None:
        self.document = document
        self.sightings: list[Sighting] = inspection.sightings
        self.imports: list[Import] = inspection.imports
        self.keys = keys


def read_model(document: Document, source: Source, with_keys: bool) -> Model:
    """Read a document's source; keys are looked for if asked. Never raises for what is in the file."""
    keys: list[KeyInModel] = []
    inspection = Inspection(source.size, _look_for(keys) if with_keys else None)
    inspection.path = document.path
    inspect(source, Place(), inspection)
    inspection.flush()
    return Model(document, inspection, keys)


def _look_for(keys: list[KeyInModel]) -> Callable[[list[tuple[str, str, Place]]], None]:
    """What looks through strings, and adds the keys in them. The detectors are loaded for the first that may be one."""

    def look(strings: list[tuple[str, str, Place]]) -> None:
        from labcoat.core.models.keys import keys_in

        keys.extend(keys_in(strings))

    return look
