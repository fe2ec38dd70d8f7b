"""Where in the texts of a document a second look is worth while: words, texts of detectors, URL escapes.

Texts are looked at together, in pieces of about a megabyte. Whatever the pieces, the clues are the same.
"""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate

from labcoat.core.keys.places import ends_word, places, spaced, starts_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.keys.detector import Detector
    from labcoat.core.keys.words import Lead, Vocabulary

    Leads = dict[str, Lead]
    Inside = tuple[str, Detector]

PIECE = 1_000_000  # characters whose words are looked up at once
OVERLAP = 500  # characters that two pieces of a text share: more than a name, or the beginning of a key
FEW = 40  # words that are looked for one by one
ESCAPED = frozenset("234567")  # first digits of URL escapes that stand for printable ASCII


class Clues:
    """What is worth a second look in a text: words with their places, texts around which detectors look."""

    __slots__ = ("has_escapes", "inside", "leads", "places")

    def __init__(self) -> None:
        self.leads: Leads = {}
        self.places: dict[str, list[int]] = {}  # where each of the leads stands
        self.inside: dict[Inside, None] = {}  # a set in order
        self.has_escapes = False


def find_clues(texts: Sequence[str], vocabulary: Vocabulary, inside: Sequence[Inside]) -> dict[int, Clues]:
    """The clues of each text that has any, by its index."""
    found: dict[int, Clues] = {}
    for piece in _pieces(texts):
        text = piece.text
        leads = {word: lead for word, lead in vocabulary.leads(text).items() if _is_lead(lead, text)}
        for word, at in _places(text, leads):
            if at or not piece.start:  # else it may be the end of a word
                _note(found, piece, word, leads[word], at)
        for anchor in inside:
            if anchor[0] in text:
                for index in piece.indices(anchor[0]):
                    found.setdefault(index, Clues()).inside[anchor] = None
        if not ESCAPED.isdisjoint([after[:1] for after in text.split("%")[1:]]):
            for index in piece.indices("%"):
                found.setdefault(index, Clues()).has_escapes = True
    return found


def _note(found: dict[int, Clues], piece: _Piece, word: str, lead: Lead, at: int) -> None:
    """Note that a word stands at an offset of a piece."""
    index, place = piece.place(at)
    clues = found.setdefault(index, Clues())
    clues.leads[word] = lead
    known = clues.places.setdefault(word, [])
    if not known or known[-1] < place:
        known.append(place)


def _places(text: str, leads: Leads) -> Iterator[tuple[str, int]]:
    """(word, offset) of every lead, in the order of offsets for each word."""
    if len(leads) <= FEW:
        for word, lead in leads.items():
            for at in places(text, word) if _is_lead_alone(lead) else _places_of_needles(text, word, lead):
                if ends_word(text, at + len(word)):
                    yield word, at
        return
    import re

    for found in re.finditer(r"[A-Za-z0-9_-]+", text):
        if found[0] in leads:
            yield found[0], found.start()


def _places_of_needles(text: str, word: str, lead: Lead) -> list[int]:
    """Where a word begins a needle: it may be a short one, and in every other word."""
    stem = word.lstrip("-_")
    found = set()
    for needle, _, _ in lead.anchors:
        offset = needle.find(stem) - len(word) + len(stem)
        at = text.find(needle)
        while at >= 0:
            start = at + offset
            if start >= 0 and text.startswith(word, start) and starts_word(text, start):
                found.add(start)
            at = text.find(needle, at + 1)
    return sorted(found)


def _is_lead(lead: Lead, text: str) -> bool:
    """Whether more than the first word of a needle is there."""
    return _is_lead_alone(lead) or any([needle in text for needle, _, _ in lead.anchors])


def _is_lead_alone(lead: Lead) -> bool:
    """Whether a word is worth a look whatever follows it."""
    if lead.is_name or lead.shapes or lead.is_encoded or lead.is_fragment:
        return True
    return not all([is_whole for _, is_whole, _ in lead.anchors])


class _Piece:
    """Texts joined by line ends, or a part of one text; `text` is all of it, `spaced`, `first` the first one's index.

    `start` is where the part begins in its text.
    """

    __slots__ = ("_ends", "first", "start", "text")

    def __init__(self, text: str, texts: Sequence[str], first: int, start: int = 0) -> None:
        self.text = text
        self.first = first
        self.start = start
        self._ends = list(accumulate([len(text) + 1 for text in texts]))

    def place(self, at: int) -> tuple[int, int]:
        """The index of the text, and the offset in it, of an offset in the piece."""
        index = bisect(self._ends, at)
        return self.first + index, self.start + at - (self._ends[index - 1] if index else 0)

    def indices(self, wanted: str) -> Iterator[int]:
        """The indices of the texts in which a text occurs."""
        at = self.text.find(wanted)
        while at >= 0:
            index = bisect(self._ends, at)
            yield self.first + index
            at = self.text.find(wanted, self._ends[index])


def _pieces(texts: Sequence[str]) -> Iterator[_Piece]:
    first, size = 0, 0
    for index, text in enumerate(texts):
        size += len(text)
        if size > PIECE:
            yield _Piece(_spaced(texts[first:index]), texts[first:index], first)
            first, size = index, len(text)
        if size > PIECE:
            yield from _parts(spaced(text), index)
            first, size = index + 1, 0
    yield _Piece(_spaced(texts[first:]), texts[first:], first)


def _parts(text: str, index: int) -> Iterator[_Piece]:
    """Pieces of one long text. Each ends where a word ends: the beginning of a word is another word."""
    import re

    no_word = re.compile(r"[^A-Za-z0-9_-]")
    start = 0
    while start < len(text):
        begin = max(0, start - OVERLAP)
        found = no_word.search(text, start + PIECE)
        start = found.start() if found else len(text)
        part = text[begin:start]
        yield _Piece(part, [part], index, begin)


def _spaced(texts: Sequence[str]) -> str:
    """The texts joined, and `spaced`: one by one where one of them may hold an image, which ends with its text."""
    text = "\n".join(texts) if len(texts) != 1 else texts[0]
    return "\n".join([spaced(text) for text in texts]) if ";base64," in text else spaced(text)
