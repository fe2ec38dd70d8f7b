"""What literals of HCL say."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.settings.setting import Value

WORDS: dict[str, Value] = {"true": True, "false": False, "null": None}
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([nrt"\\]))|\$\$(?=\{)|%%(?=\{)')
_PLAIN_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
MOST_DIGITS = 1000


def typed(written: str) -> Value:
    """A number, a word such as `true`, or the text of an expression."""
    if written in WORDS:
        return WORDS[written]
    if len(written) > MOST_DIGITS or not _NUMBER.fullmatch(written):
        return written
    return int(written) if written.lstrip("-").isdecimal() else float(written)


def unescaped(written: str) -> str:
    """What a string says; `${…}` stays as it is."""
    return _ESCAPE.sub(_meaning, written) if "\\" in written or "{" in written else written


def _meaning(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2]
    if digits:
        code = int(digits, 16)
        return chr(code) if code <= 0x10FFFF else escape[0]
    return _PLAIN_ESCAPES[escape[3]] if escape[3] else escape[0][0]
