"""Where a text occurs in another one, and what stands around it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

BLOB = 60  # characters of base64 beside a match that make it a part of binary data
LINE = 200  # characters of a line of base64, at most
CHECKSUM = 100  # characters of a checksum, at most
MARGIN = " \t\r\"'`,#|>"  # what may stand beside a line of base64
_WORD = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-")
_BASE64 = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/")


def places(text: str, wanted: str) -> Iterator[int]:
    """Every offset at which a text occurs and a word starts."""
    at = text.find(wanted)
    while at >= 0:
        if starts_word(text, at):
            yield at
        at = text.find(wanted, at + 1)


def spaced(text: str) -> str:
    """The text with spaces in place of escapes (`\\n`, `\\u003d`, `\\033[31m`) and the data of images.

    It has the same length.
    """
    if ";base64," in text:
        text = _without_images(text)
    if "\\" in text:
        for escape in ("\\n", "\\t", "\\r"):
            text = text.replace(escape, "  ")
        if any([escape in text for escape in ("\\u", "\\x", "\\0", "\\b", "\\f", "\\a", "\\e")]):
            text = _without_escapes(text)
    return text


def _without_escapes(text: str) -> str:
    """The text with spaces for the escapes of JSON, of Python and of shells, with the colours that they may begin."""
    import re

    escape = r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|0[0-7]{0,2}|[bfae])(?:\[[0-9;]{0,20}m)?"
    return re.sub(escape, lambda found: " " * len(found[0]), text)


def _without_images(text: str) -> str:
    """The text without the data of `data:` URLs of binary types: RFC 2397."""
    import re

    url = re.compile(r"(data:(?:image|audio|video|font|application)/[\w.+-]{1,60};base64,)([A-Za-z0-9+/=\s\\]+)")
    return url.sub(lambda found: found[1] + " " * len(found[2]), text)


def starts_word(text: str, at: int) -> bool:
    """Whether the character before is none of a word, or the end of an escape."""
    if at == 0 or text[at - 1] not in _WORD:
        return True
    if text[at] in "-_":
        return text[at - 1] not in "-_"
    return text[at - 1] in "ntr" and text[at - 2 : at - 1] == "\\"


def ends_word(text: str, at: int) -> bool:
    """Whether no word goes on at this offset."""
    return at >= len(text) or text[at] not in _WORD


def is_in_blob(text: str, start: int, end: int) -> bool:
    """Whether a match is a piece of a long run of base64, as of an image or a certificate, or of a checksum."""
    if _run(text, start - 1, -1) >= BLOB or _run(text, end, 1) >= BLOB:
        return True
    return _is_in_lines(text, start, end) or _is_in_checksum(text, start)


def _is_in_lines(text: str, start: int, end: int) -> bool:
    """Whether a match is a piece of base64 in lines of one length, of which the last may be shorter."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    if last - first > LINE:
        return False
    around = (
        text[max(0, first - LINE) : max(0, first - 1)].rpartition("\n")[2],
        text[last + 1 : last + LINE].partition("\n")[0],
    )
    line, above, below = [found.strip(MARGIN) for found in (text[first:last], *around)]
    size = max(len(line), len(above))
    if size < BLOB or not (len(line) == len(below) or len(above) == size):
        return False
    same = [found for found in (line, above, below) if found and len(found) <= size]
    return all([_BASE64.issuperset(found.rstrip("=")) for found in same]) and any(["+" in f or "/" in f for f in same])


def _is_in_checksum(text: str, start: int) -> bool:
    """Whether a match is a piece of what is marked as a checksum: `sha512-…`, `sha256:…`, `h1:…`."""
    before = text[max(0, start - CHECKSUM) : start]
    if not any([mark in before for mark in ("sha", "md5", "h1:")]):
        return False
    import re

    return re.search(r"(?<![A-Za-z0-9])(?:sha\d{1,3}[-:=]|md5[-:=]|h1:)[A-Za-z0-9+/_=-]*$", before) is not None


def _run(text: str, at: int, step: int) -> int:
    """How many characters of base64 there are from an offset on, in one direction, up to BLOB."""
    length = 0
    while length < BLOB and 0 <= at < len(text) and text[at] in _BASE64:
        at += step
        length += 1
    return length
