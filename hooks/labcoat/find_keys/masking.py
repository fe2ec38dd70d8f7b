"""A document's text with every key in it masked, whatever rules are selected and whatever is ignored: for diffs."""

from __future__ import annotations

from labcoat.core.locate import SHORTEST_PIECE, Locator
from labcoat.core.redact import mask, redact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.document import Document


def masked(document: Document) -> str:
    """The text, of the same length and with the same line breaks, so that edits of the text fit it too."""
    from labcoat.core.keys.engine import Finder
    from labcoat.core.keys.providers import load_detectors
    from labcoat.find_keys.scan import hits_of

    text = redact(document.text)
    locator = Locator(document, document.path)
    secrets = set()
    for match, hit in hits_of(document, Finder(load_detectors())):
        segment = hit.segment
        start = locator.raw_offset(segment, segment.offset + hit.start)
        end = locator.raw_end(segment, segment.offset + hit.end)
        text = text[:start] + mask(text[start:end]) + text[end:]
        secrets.update([match.secret, *[piece for piece in hit.pieces if len(piece) >= SHORTEST_PIECE]])
    for secret in secrets:
        text = text.replace(secret, mask(secret))
    return text
