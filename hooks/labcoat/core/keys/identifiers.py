"""Hashes and ids that have a key's shape: told by the names, signs and words beside them."""

from __future__ import annotations

import re
from functools import cache

from labcoat.core.keys.names import is_secret_name, parts_of

LAST_PARTS = frozenset(  # of names and words before what is no secret
    "id ids uuid uuids guid hash hashes sha sha1 sha224 sha256 sha384 sha512 md5 crc crc32 digest etag checksum "
    "integrity commit commits revision rev ref oid fingerprint trace span request session run runs job experiment "
    "blob tree head parent object checkout uses image snapshot snapshots artifact v".split()
)
COMMANDS = frozenset("show revert reset merge version build file container".split())  # words that are no names
HEX = frozenset("0123456789abcdefABCDEF-")
LISTED = 3  # different hashes of one length close by that make them data
AROUND = 300  # characters before and after a word in which they count
BEFORE = 120  # characters before a word that may hold its name


def is_identifier(text: str, start: int, end: int) -> bool:
    """Whether the word at these offsets is a hash or an id, or was cut, by what stands around it."""
    if text.startswith(("...", "\u2026"), end):
        return True
    before = text[max(0, start - BEFORE) : start]
    line = before.rpartition("\n")[2]
    name, is_assigned = _name_before(line) or _name_before(before) or ("", False)
    if _says_identifier(name, is_assigned):
        return True
    if not HEX.issuperset(text[start:end]):
        return False
    if text[start - 1 : start] in ("@", "#") and start:
        return True
    is_named = is_assigned and is_secret_name(name)
    return not is_named and (_begins_row(text, line, end) or _is_listed(text, start, end))


def _says_identifier(name: str, is_assigned: bool) -> bool:
    last = ([part for part in parts_of(name) if part not in ("value", "values")] or [""])[-1]
    return last in LAST_PARTS or name.lower() in LAST_PARTS or (not is_assigned and last in COMMANDS)


def _name_before(line: str) -> tuple[str, bool] | None:
    """The name or word before a value or before the list that it is in, and whether a sign assigns the value."""
    if "[" in line and line.rstrip(" \"'")[-1:] == ",":
        line = line[: line.rindex("[") + 1]
    found = _patterns()[0].search(line)
    if found is None:
        return None
    return found["name"], bool(found["sign"])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    name = r"(?P<name>[A-Za-z][\w-]{0,60})[\"'`\]\\]{0,4}"
    sign = r"(?:\s{0,4}(?P<sign>[:=]=?|=>)\s{0,20}(?:-\s{1,4})?|[ \t]{1,4}|(?=[/(]))"
    return (
        re.compile(rf"(?<!\w){name}{sign}[/(\[{{]?\s{{0,20}}[fFrRbBuUW]?/?[\"'`\\]{{0,4}}$", re.ASCII),
        re.compile(r"(?<![\w-])[0-9a-fA-F-]{16,128}(?![\w-])", re.ASCII),
    )


def _begins_row(text: str, line: str, end: int) -> bool:
    """Whether a word is the first column of a row: `<hash>  file`, `<hash> message`, `<hash>,label`."""
    if line.strip(" \t-+^*>|") or len(line) > BEFORE // 2:
        return False
    after = text[end : end + 60].partition("\n")[0]
    return after[:1] in (" ", "\t", ",") and bool(after.strip(" \t,#|"))


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether a word is one of several hashes of its length that no name assigns."""
    words = _patterns()[1].finditer(text, max(0, start - AROUND), end + AROUND)
    return len({found[0] for found in words if len(found[0]) == end - start}) >= LISTED
