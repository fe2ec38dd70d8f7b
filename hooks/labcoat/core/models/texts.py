"""Text files inside of containers."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

LONGEST_TEXT = 8 << 20  # bytes of a text file in a container


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Note the text of a member; keys may be in it."""
    if place.members:
        inspection.string("", source.read(0, LONGEST_TEXT).decode("utf-8", "replace"), place)
