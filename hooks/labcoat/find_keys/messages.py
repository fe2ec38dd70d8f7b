"""What to say about a key: whose it is, how to tell which one, and what to do in its place."""

from __future__ import annotations

import re

from labcoat.core.keys.values import plain
from labcoat.core.rule import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.document import Document
    from labcoat.core.keys.detector import Detector, Match
    from labcoat.core.segment import Segment

SHOWN = 4  # characters of a token that reports show
SHORTEST_SHOWN = 20  # characters of a token of which anything is shown
_SIZE = re.compile(r" \(\d+ (?:digits|characters)\)")  # in the names of keys: messages tell the length of each


def hit(document: Document, segment: Segment, start: int, end: int, match: Match) -> Hit:
    """The hit for a match at characters `start` to `end` of a segment."""
    detector = match.detector
    severity = "medium" if _is_doubtful(match) or (not detector.pattern and segment.part == "output") else ""
    message, advice = _message(match), _help(document, segment, start, detector)
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


def _help(document: Document, segment: Segment, start: int, detector: Detector) -> str:
    rotate = "change it" if _is_password(detector) else "revoke it"
    if detector.provider and detector.rotate:
        rotate += f" at {detector.rotate}"
    return f"{rotate}, then {_instead(document, segment, start, variable(detector))}"


def variable(detector: Detector) -> str:
    """The environment variable that such a key is read from, by its provider's own library or by habit."""
    return detector.env or ("PASSWORD" if _is_password(detector) else "API_KEY")


def _is_password(detector: Detector) -> bool:
    return "password" in detector.what


def _instead(document: Document, segment: Segment, start: int, env: str) -> str:
    """What to write in place of the key, in the language that it stands in."""
    if segment.part == "output":
        return "redact it in the output with `labcoat fix --select find-keys`, or clear the output"
    if segment.part == "metadata":
        return "redact it in the metadata with `labcoat fix --select find-keys`"
    if segment.part == "attachment":
        return "give the attachment another name"
    if segment.language == "python" and not _is_magic(segment, start):
        return _instead_in_python(document, env)
    if segment.language in ("python", "shell", "dockerfile", "makefile"):
        return f"use `${env}`, and set it outside of the {'notebook' if segment.cell else 'file'}"
    if document.path.replace("\\", "/").rpartition("/")[2].startswith(".env"):
        return "keep this file out of git: list it in `.gitignore`"
    if segment.language in ("yaml", "toml", "ini", "json", "hcl"):
        return f"read `{env}` from the environment, or keep the file out of git"
    if segment.language == "markdown":
        return f"write a placeholder, such as `<{env}>`"
    return f"keep it in a file outside of git, as `{env}`"


def _instead_in_python(document: Document, env: str) -> str:
    if document.notebook is None:
        return f'read `os.environ["{env}"]`'
    if "colab" in document.notebook.metadata:
        return f'use `google.colab.userdata.get("{env}")`'
    return f'use `os.environ["{env}"]`, or `getpass.getpass()`'


def _is_magic(segment: Segment, start: int) -> bool:
    """Whether a place in a cell is in a line for the shell or for IPython."""
    text = segment.parent
    start += segment.offset
    line = text[text.rfind("\n", 0, start) + 1 : start].lstrip()
    return segment.cell is not None and (line.startswith(("!", "%")) or text.startswith("%%"))
