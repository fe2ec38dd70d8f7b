"""What to say about a key, wherever it is: whose it is, how to tell which one, how to make it useless."""

from __future__ import annotations

import re

from labcoat.core.keys.values import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.keys.detector import Detector, Match

SHOWN = 4  # characters of a token that reports show
SHORTEST_SHOWN = 20  # characters of a token of which anything is shown
_SIZE = re.compile(r" \(\d+ (?:digits|characters)\)")  # in the names of keys: messages tell the length of each


def title(match: Match) -> str:
    """`Hugging Face token `hf_Q…`, 37 characters`."""
    detector = match.detector
    what = _SIZE.sub("", detector.what)
    name = f"{detector.provider} {what}".strip() if detector.pattern else f"hard-coded {what}"
    begin = f" `{match.secret[: shown(match)]}…`" if shown(match) else ""
    where = f", in {match.encoding}" if match.encoding else ""
    doubt = ", with a wrong checksum" if is_doubtful(match) else ""
    return f"{name}{begin}, {len(plain(match.secret))} characters{doubt}{where}"


def way_out(match: Match) -> str:
    """What makes the key useless to whoever has it."""
    detector = match.detector
    rotate = "change it" if is_password(detector) else "revoke it"
    return f"{rotate} at {detector.rotate}" if detector.provider and detector.rotate else rotate


def is_password(detector: Detector) -> bool:
    """Whether people choose such a secret."""
    return "password" in detector.what


def is_doubtful(match: Match) -> bool:
    """Whether the provider would not have made such a key."""
    return match.detector.checksum is not None and not match.detector.checksum(match.secret)


def is_token(match: Match) -> bool:
    """Whether a program drew the key at random."""
    return shown(match) > 0 or (bool(match.detector.pattern) and not is_password(match.detector))


def shown(match: Match) -> int:
    """How many of the key's first characters are shown, to tell it from others: none of a password."""
    is_long = len(match.secret) >= SHORTEST_SHOWN and "\n" not in match.secret
    return SHOWN if is_long and any(map(match.secret.startswith, match.detector.needles)) else 0
