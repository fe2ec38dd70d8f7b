"""Keys that only their shape and the provider's name close by give away."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from labcoat.core.keys.clues import Clues
    from labcoat.core.keys.detector import Detector

    Shapes = dict[int, list[tuple[re.Pattern[str], list[Detector]]]]

NEAR = 120  # characters before a word in which the provider's name counts
NEAR_LINES = 2  # line ends among them
IDENTIFIERS = frozenset(  # last parts of names of what is no secret
    "id ids uuid guid hash sha sha1 sha256 sha512 md5 digest etag checksum commit revision rev oid fingerprint".split()
)
LONGEST = 2_000  # characters of a word that may be a key
SHORT = 6  # characters of a name that may not be a part of a longer word, because many words have it
FEW = 20  # words whose surroundings are looked at, whatever names there are


def shapes(rows: Iterable[Detector], compiled: Callable[[str], re.Pattern[str]]) -> Shapes:
    """The patterns of the rows, each with the rows that have it, by the lengths of the words that they may match."""
    by_pattern: dict[str, list[Detector]] = {}
    for row in rows:
        by_pattern.setdefault(row.pattern, []).append(row)
    found: Shapes = {}
    for pattern, same in by_pattern.items():
        least, most = _width(pattern)
        for length in range(least, min(most, LONGEST) + 1):
            found.setdefault(length, []).append((compiled(pattern), same))
    return found


def _width(pattern: str) -> tuple[int, int]:
    """The least and the greatest length of what a pattern matches."""
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:  # before Python 3.11
        import sre_parse as _parser

    least, most = _parser.parse(pattern).getwidth()
    return int(least), int(most)


def near_names(text: str, clues: Clues) -> Iterator[tuple[Detector, int]]:
    """(detector, offset) of words that have a key's shape and a name before them, the nearest name first."""
    shaped = [(word, lead.shapes) for word, lead in clues.leads.items() if lead.shapes]
    if not shaped:
        return
    names = _names(text, [row for _, rows in shaped for row in rows]) if len(shaped) > FEW else None
    for word, rows in shaped:
        if names is not None:
            rows = [row for row in rows if not names.isdisjoint(row.near)]
        for place in clues.places[word] if rows else ():
            for row in _nearest(text, place, rows):
                yield row, place


def _names(text: str, rows: Sequence[Detector]) -> set[str]:
    """The names of the rows that occur in a text at all."""
    lowered = text.lower()
    return {name for name in {name for row in rows for name in row.near} if name in lowered}


def _nearest(text: str, place: int, rows: Sequence[Detector]) -> list[Detector]:
    """The rows whose name stands before a place, by nearness, longer names first; those that need none come last."""
    before = "\n".join(text[max(0, place - NEAR) : place].lower().split("\n")[-NEAR_LINES - 1 :])
    if _names_identifier(before):
        return []
    found = [(max([_end(before, name) for name in row.near]), row) for row in rows]
    return [row for (end, _), row in sorted(found, key=lambda pair: pair[0], reverse=True) if end >= 0]


def _names_identifier(before: str) -> bool:
    """Whether what is assigned here is an id or a hash by its name: `"response.id": "`, `commit = `."""
    name = before.rstrip("\"' \t\\")
    if not name.endswith((":", "=")):
        return False
    name = name.rstrip(":= \t\"'\\")
    last = len(name) - len(name.rstrip("abcdefghijklmnopqrstuvwxyz0123456789"))
    return name[len(name) - last :] in IDENTIFIERS


def _end(before: str, name: str) -> tuple[int, int]:
    """Where the last occurrence of a name ends, and its length; -1 for none, 0 for a name that stands for any.

    A short name, or one of several words, is not a part of a longer word: `ark_api_key` of `postmark_api_key`.
    """
    at = before.rfind(name) if name else 0
    is_part = at > 0 and before[at - 1].isalpha() and name[:1].isalpha()
    if at < 0 or (is_part and (len(name) < SHORT or not name.isalpha())):
        return -1, 0
    return at + len(name), len(name)
