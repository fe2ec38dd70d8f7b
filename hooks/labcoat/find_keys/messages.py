"""What to say about a key: whose it is, how to tell which one, and what to do in its place."""

from __future__ import annotations

from labcoat.core.rule import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.document import Document
    from labcoat.core.keys.detector import Detector, Match
    from labcoat.core.segment import Segment

SHOWN = 4  # characters of a token that reports show
SHORTEST_SHOWN = 20  # characters of a token of which anything is shown


def hit(document: Document, segment: Segment, start: int, end: int, match: Match) -> Hit:
    """The hit for a match at characters `start` to `end` of a segment."""
    detector = match.detector
    severity = "medium" if not detector.pattern and segment.part == "output" else ""
    message, advice = _message(match), _help(document, segment, detector)
    made = Hit(segment, start, end, message, advice, severity, secret=match.secret, shown=_shown(match))
    made.is_token = made.shown > 0 or (bool(detector.pattern) and "password" not in detector.what)
    return made


def _message(match: Match) -> str:
    detector = match.detector
    title = f"{detector.provider} {detector.what}".strip()
    begin = f"`{match.secret[: _shown(match)]}…` " if _shown(match) else ""
    where = f", in {match.encoding}" if match.encoding else ""
    return f"{title} {begin}({len(match.secret)} characters){where}"


def _shown(match: Match) -> int:
    """How many of the key's first characters are shown, to tell it from others: none of a password."""
    is_token = len(match.secret) >= SHORTEST_SHOWN and "\n" not in match.secret
    return SHOWN if is_token and any(map(match.secret.startswith, match.detector.needles)) else 0


def _help(document: Document, segment: Segment, detector: Detector) -> str:
    rotate = f"revoke it at {detector.rotate}, then " if detector.rotate else "revoke it, then "
    return rotate + _instead(document, segment, detector.env or "API_KEY")


def _instead(document: Document, segment: Segment, env: str) -> str:
    """What to write in place of the key, in the language that it stands in."""
    if segment.part == "output":
        return "clear or redact the output: `labcoat fix --select find-keys`"
    if segment.part in ("metadata", "attachment"):
        return "take it out of the notebook's metadata"
    if _is_colab(document):
        return f'use `google.colab.userdata.get("{env}")`'
    if segment.language == "python":
        return f'use `os.environ["{env}"]`, or `getpass.getpass()` in a notebook'
    if segment.language in ("shell", "dockerfile", "makefile"):
        return f'use `"${env}"`, set outside of the file'
    if segment.language in ("yaml", "toml", "ini", "json", "hcl"):
        return f"read `{env}` from the environment, or keep the file out of git"
    return f"keep it in a file outside of git, as `{env}`"


def _is_colab(document: Document) -> bool:
    return document.notebook is not None and "colab" in document.notebook.metadata
