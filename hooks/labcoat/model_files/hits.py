"""Hits in files that are no text: what was seen, as a line of its own."""

from __future__ import annotations

from labcoat.core.models.place import bounded
from labcoat.core.rule import Hit
from labcoat.core.segment import Segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.document import Document
    from labcoat.core.models.model import Model
    from labcoat.core.models.place import Place


def hits_of(model: Model, kind: str) -> Iterator[Hit]:
    """A hit for every sighting of a kind."""
    for seen in model.sightings:
        if seen.kind == kind:
            yield hit(model.document, seen.place, seen.text, seen.message, seen.help, seen.severity)


def hit(document: Document, place: Place, text: str, message: str, advice: str, severity: str = "") -> Hit:
    """A hit at a place in a file, which its message names; `text` is what was seen there."""
    from labcoat.core.redact import redact

    segment = Segment(bounded(text) or document.path, "model")
    segment.inside = redact(bounded(str(place)))  # names of members are those of whoever wrote the file
    where = document.path.rpartition("/")[2] + segment.inside
    made = Hit(segment, 0, len(segment.text), f"{bounded(message)} ({where})", bounded(advice), severity)
    made.about = f"{'!'.join(place.members)} {place.offset:020} {segment.text}"
    return made
