"""Keys that only their shape and the provider's name close by give away."""

from __future__ import annotations

from labcoat.core.keys.names import is_secret_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from labcoat.core.keys.clues import Clues
    from labcoat.core.keys.detector import Detector

    Shapes = dict[int, list[tuple[re.Pattern[str], list[Detector]]]]

NEAR = 120  # characters before a word in which the provider's name counts
NEAR_LINES = 2  # line ends among them
BARE = " \t\"'`#>*-|$"  # what may stand before a value that is alone on its line
QUOTES = ('"', "'", "`")
SIGNS = (":", "=", ",", "(", "[", ">")
ENDS = " \t\n\"'`(<="  # characters that no path has
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


def near_names(text: str, clues: Clues, strict: bool = True) -> Iterator[tuple[Detector, int]]:
    """(detector, offset) of words that have a key's shape and a name before them, the nearest name first.

    `strict` leaves out what is a hash, an id or a part of a path by what stands around it.
    """
    shaped = [(word, lead.shapes) for word, lead in clues.leads.items() if lead.shapes]
    if not shaped:
        return
    names = _names(text, [row for _, rows in shaped for row in rows]) if len(shaped) > FEW else None
    for word, rows in shaped:
        if names is not None:
            rows = [row for row in rows if not names.isdisjoint(row.near)]
        for place in clues.places[word] if rows else ():
            for row in _nearest(text, place, place + len(word), rows, strict):
                yield row, place


def _names(text: str, rows: Sequence[Detector]) -> set[str]:
    """The names of the rows that occur in a text at all."""
    lowered = text.lower()
    return {name for name in {name for row in rows for name in row.near} if name in lowered}


def _nearest(text: str, place: int, end: int, rows: Sequence[Detector], strict: bool) -> list[Detector]:
    """The rows whose name stands before a word, by nearness, longer names first; those that need none come last."""
    from labcoat.core.keys.identifiers import is_identifier

    lines = text[max(0, place - NEAR) : place].split("\n")[-NEAR_LINES - 1 :]
    before = "\n".join(lines).lower()
    ends = [(row, [_end(before, name) for name in row.near if name in before]) for row in rows]
    found = [(max(places), row) for row, places in ends if places]
    found = sorted([pair for pair in found if pair[0][0] >= 0], key=lambda pair: pair[0], reverse=True)
    if not strict:
        return [row for _, row in found]
    if not found or is_identifier(text, place, end):
        return []
    start = 0 if _may_belong(lines[-1]) else len(before) - len(lines[-1])
    return [row for (at, length), row in found if (at > start or not length) and not _is_in_path(before, at, length)]


def _may_belong(line: str) -> bool:
    """Whether a value may belong to a name on an earlier line: it stands alone, is quoted, assigned or named."""
    if not line.strip(BARE) or line[-1] in QUOTES or line.rstrip()[-1:] in SIGNS:
        return True
    return is_secret_name(line.rstrip(BARE).rpartition(" ")[2])


def _is_in_path(before: str, at: int, length: int) -> bool:
    """Whether the word is a part of a path, and none of an address whose host has the name."""
    if not before.endswith("/") or not length:
        return False
    start = max([before.rfind(end) for end in ENDS]) + 1
    scheme, slashes, rest = before[start:].partition("://")
    return not slashes or at > start + len(scheme) + 3 + len(rest.partition("/")[0])


def _end(before: str, name: str) -> tuple[int, int]:
    """Where the last occurrence of a name ends, and its length; -1 for none, 0 for a name that stands for any.

    A short name, or one of several words, is not a part of a longer word: `ark_api_key` of `postmark_api_key`.
    """
    at = before.rfind(name) if name else 0
    is_part = at > 0 and before[at - 1].isalpha() and name[:1].isalpha()
    if at < 0 or (is_part and (len(name) < SHORT or not name.isalpha())):
        return -1, 0
    return at + len(name), len(name)
