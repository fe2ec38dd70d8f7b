"""What to say about a key: whose it is, how to tell which one, and what to do in its place."""

from __future__ import annotations

import re

from labcoat.core.keys.values import plain
from labcoat.core.rule import Hit
from labcoat.find_keys.advice import instead, is_password

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.document import Document
    from labcoat.core.keys.detector import Match
    from labcoat.core.segment import Segment

SHOWN = 4  # characters of a token that reports show
SHORTEST_SHOWN = 20  # characters of a token of which anything is shown
_SIZE = re.compile(r" \(\d+ (?:digits|characters)\)")  # in the names of keys: messages tell the length of each


def hit(document: Document, segment: Segment, start: int, end: int, match: Match) -> Hit:
    """The hit for a match at characters `start` to `end` of a segment."""
    detector = match.detector
    severity = "medium" if _is_doubtful(match) or (not detector.pattern and segment.part == "output") else ""
    message, advice = _message(match), _help(document, segment, start, match)
    made = Hit(segment, start, end, message, advice, severity, secret=match.secret, shown=_shown(match))
    made.is_token = made.shown > 0 or (bool(detector.pattern) and "password" not in detector.what)
    return made


def _message(match: Match) -> str:
    detector = match.detector
    what = _SIZE.sub("", detector.what)
    title = f"{detector.provider} {what}".strip() if detector.pattern else f"hard-coded {what}"
    begin = f" `{match.secret[: _shown(match)]}…`" if _shown(match) else ""
    where = f", in {match.encoding}" if match.encoding else ""
    doubt = ", with a wrong checksum" if _is_doubtful(match) else ""
    return f"{title}{begin}, {len(plain(match.secret))} characters{doubt}{where}"


def _is_doubtful(match: Match) -> bool:
    """Whether the provider would not have made such a key."""
    return match.detector.checksum is not None and not match.detector.checksum(match.secret)


def _shown(match: Match) -> int:
    """How many of the key's first characters are shown, to tell it from others: none of a password."""
    is_token = len(match.secret) >= SHORTEST_SHOWN and "\n" not in match.secret
    return SHOWN if is_token and any(map(match.secret.startswith, match.detector.needles)) else 0


def _help(document: Document, segment: Segment, start: int, match: Match) -> str:
    detector = match.detector
    rotate = "change it" if is_password(detector) else "revoke it"
    if detector.provider and detector.rotate:
        rotate += f" at {detector.rotate}"
    return f"{rotate}, then {instead(document, segment, start, match)}"
