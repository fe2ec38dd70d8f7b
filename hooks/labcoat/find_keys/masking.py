"""A document's text with every key in it masked, whatever rules are selected and whatever is ignored: for diffs."""

from __future__ import annotations

from labcoat.core.copies import Copies
from labcoat.core.locate import SHORTEST_PIECE, Locator
from labcoat.core.redact import masked_at, redact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.document import Document
    from labcoat.core.rule import Hit
    from labcoat.core.segment import Segment


def masked(document: Document) -> str:
    """The text, of the same length and with the same line breaks, so that edits of the text fit it too."""
    from labcoat.core.keys.engine import Finder
    from labcoat.core.keys.providers import load_detectors
    from labcoat.find_keys.scan import hits_of

    locator = Locator(document, document.path)
    secrets = set()
    places = []
    for match, hit in hits_of(document, Finder(load_detectors())):
        secrets.update([match.secret, *[piece for piece in hit.pieces if len(piece) >= SHORTEST_PIECE]])
        places.append((hit.segment, hit.start, hit.end))
    for hit in [hit for hit in _typed(document) if not any([hit.secret in known for known in secrets])]:
        secrets.add(hit.secret)
        places.append((hit.segment, hit.start, hit.end))
    copies = Copies(secrets)
    spans = [(start, end) for start, end, _ in copies.places(document.text)]
    for segment, start, end in [*places, *_in_texts(document, copies)]:
        first = locator.raw_offset(segment, segment.offset + start)
        spans.append((first, locator.raw_end(segment, segment.offset + end)))
    return masked_at(redact(document.text), spans)


def _typed(document: Document) -> list[Hit]:
    """Keys in no known format that are told by where they stand: after `wandb login`, in `%env API_KEY=…`."""
    from labcoat.core.engine import check
    from labcoat.core.families import load_rules
    from labcoat.core.rule_set import RuleSet

    rules = RuleSet(load_rules(("secret_logging",))["secret-logging"])
    return [hit for _, hit in check(document, rules) if hit.secret]


def _in_texts(document: Document, copies: Copies) -> Iterator[tuple[Segment, int, int]]:
    """Every place of the secrets in the texts of a notebook, in which they may be written with escapes."""
    from labcoat.core.texts import Places, document_parts

    places = Places(document.text)
    for part in document_parts(document) if document.notebook else ():
        for start, end, _ in copies.places(part.text):
            yield places.segment(part, start, end)
