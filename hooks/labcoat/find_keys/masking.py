"""A document's text with every key in it masked, whatever rules are selected and whatever is ignored: for diffs."""

from __future__ import annotations

from labcoat.core.locate import SHORTEST_PIECE, Locator
from labcoat.core.redact import mask, redact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from labcoat.core.document import Document
    from labcoat.core.segment import Segment


def masked(document: Document) -> str:
    """The text, of the same length and with the same line breaks, so that edits of the text fit it too."""
    from labcoat.core.keys.engine import Finder
    from labcoat.core.keys.providers import load_detectors
    from labcoat.find_keys.scan import hits_of

    text = redact(document.text)
    locator = Locator(document, document.path)
    secrets = set()
    places = []
    for match, hit in hits_of(document, Finder(load_detectors())):
        secrets.update([match.secret, *[piece for piece in hit.pieces if len(piece) >= SHORTEST_PIECE]])
        places.append((hit.segment, hit.start, hit.end))
    for segment, start, end in [*places, *_copies(document, secrets)]:
        first = locator.raw_offset(segment, segment.offset + start)
        last = locator.raw_end(segment, segment.offset + end)
        text = text[:first] + mask(text[first:last]) + text[last:]
    for secret in secrets:
        text = text.replace(secret, mask(secret))
    return text


def _copies(document: Document, secrets: Iterable[str]) -> Iterator[tuple[Segment, int, int]]:
    """Every place of the secrets in the texts of a notebook, in which they may be written with escapes."""
    from labcoat.core.texts import Places, document_parts

    places = Places(document.text)
    for part in document_parts(document) if document.notebook else ():
        for secret in secrets:
            at = part.text.find(secret)
            while at >= 0:
                yield places.segment(part, at, at + len(secret))
                at = part.text.find(secret, at + len(secret))
