"""What to say about a key in a document, and what to do in its place."""

from __future__ import annotations

from labcoat.core.keys.messages import is_doubtful, is_token, shown, title, way_out
from labcoat.core.rule import Hit
from labcoat.find_keys.advice import instead

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.document import Document
    from labcoat.core.keys.detector import Match
    from labcoat.core.segment import Segment


def hit(document: Document, segment: Segment, start: int, end: int, match: Match) -> Hit:
    """The hit for a match at characters `start` to `end` of a segment."""
    is_weak = is_doubtful(match) or (not match.detector.pattern and segment.part == "output")
    severity = "medium" if is_weak else ""
    advice = f"{way_out(match)}, then {instead(document, segment, start, match)}"
    made = Hit(segment, start, end, title(match), advice, severity, secret=match.secret, shown=shown(match))
    made.is_token = is_token(match)
    return made
