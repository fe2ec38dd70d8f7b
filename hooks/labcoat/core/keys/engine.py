"""Keys in texts: every distinct word looked up once, then the few detectors that its beginning names.

Texts of one document are looked at together, in pieces of about a megabyte. Whatever the pieces, the result is the
same, since a detector's pattern always sees the whole text.
"""

from __future__ import annotations

from bisect import bisect, insort
from itertools import accumulate

from labcoat.core.keys.checks import entropy
from labcoat.core.keys.detector import Detector, Match
from labcoat.core.keys.places import ends_word, is_in_blob, places
from labcoat.core.keys.words import Lead, Vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    Leads = dict[str, Lead]
    Inside = tuple[str, Detector]

PIECE = 1_000_000  # characters whose words are looked up at once
OVERLAP = 500  # characters that two pieces of a text share: more than a name, or the beginning of a key
URL_ESCAPES = ("%2", "%3", "%4", "%5", "%6", "%7")
REACH = 300  # characters around an `inside` text
NEAR = 120  # characters before a word in which the provider's name counts
NEAR_LINES = 2  # line ends among them


class Clues:
    """What is worth a second look in a text: words, texts around which detectors look, URL escapes."""

    __slots__ = ("has_escapes", "inside", "leads")

    def __init__(self) -> None:
        self.leads: Leads = {}
        self.inside: dict[Inside, None] = {}  # a set in order
        self.has_escapes = False


class Finder:
    """Finds the keys of these detectors.

    `strict` asks that a key is no placeholder, random enough and valid; redaction does not ask.
    """

    def __init__(self, detectors: Iterable[Detector], strict: bool = True) -> None:
        self._strict = strict
        self._detectors = list(detectors)
        self._ranks = {detector.name: rank for rank, detector in enumerate(self._detectors)}
        self._inside = [(text, detector) for detector in self._detectors for text in detector.inside]
        self._assignments = {detector.name: detector for detector in self._detectors if not detector.pattern}
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._shapes: list[tuple[re.Pattern[str], list[Detector]]] | None = None
        self._vocabulary = Vocabulary(self._detectors, self._shapes_of)

    def find(self, texts: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[int, Match]]:
        """(index of the text, match) of every key in texts of one document."""
        for index, clues in self.clues(texts).items():
            for match in self.matches(texts[index], kinds[index], clues):
                yield index, match

    def clues(self, texts: Sequence[str]) -> dict[int, Clues]:
        """What `matches` has to look at, by the index of the text; most texts have nothing."""
        found: dict[int, Clues] = {}
        for first, last, piece in _pieces(texts):
            spread = _Spread(first, texts[first:last]) if last - first > 1 else None
            for word, lead in self._vocabulary.leads(piece).items():
                if _is_lead(lead, piece):
                    for index in spread.indices(piece, word) if spread else (first,):
                        found.setdefault(index, Clues()).leads[word] = lead
            for anchor in self._inside:
                if anchor[0] in piece:
                    for index in spread.indices(piece, anchor[0]) if spread else (first,):
                        found.setdefault(index, Clues()).inside[anchor] = None
            if "%" in piece and any([escape in piece for escape in URL_ESCAPES]):
                for index in spread.indices(piece, "%") if spread else (first,):
                    found.setdefault(index, Clues()).has_escapes = True
        return found

    def matches(self, text: str, kind: str, clues: Clues) -> Iterator[Match]:
        """The keys of a text, in no order; of detectors that agree on a place, the most specific one.

        `kind` is a document's, or `output`.
        """
        taken: list[tuple[int, int]] = []
        for match in self._candidates(text, kind, clues):
            if _is_free(taken, match.start, match.end):
                insort(taken, (match.start, match.end))
                yield match

    def all_matches(self, text: str, kind: str, clues: Clues) -> Iterator[Match]:
        """What every detector takes for a key in a text, whatever the others say: for redaction."""
        return self._candidates(text, kind, clues)

    def _candidates(self, text: str, kind: str, clues: Clues) -> Iterator[Match]:
        """Every key, the surest detectors first."""
        leads = clues.leads
        if leads:
            yield from self._at_needles(text, leads)
        if clues.inside:
            yield from self._around_texts(text, clues.inside)
        if leads:
            yield from self._near_names(text, leads)
            yield from self._assigned(text, kind, leads)
        yield from self._encoded(text, clues)

    def _at_needles(self, text: str, leads: Leads) -> list[Match]:
        """What begins as a key does: of several at a place the longest first, then the first in the tables."""
        found = [match for word, lead in leads.items() for match in self._at_word(text, word, lead)]
        return sorted(found, key=lambda match: (match.start, -match.end, self._ranks[match.detector.name]))

    def _at_word(self, text: str, word: str, lead: Lead) -> Iterator[Match]:
        for needle, is_whole, detector in lead.anchors:
            pattern = self._pattern(detector.pattern)
            skipped = 0 if is_whole else len(word) - len(word.lstrip("-_"))
            for place in places(text, needle if is_whole else word):
                yield from self._match(detector, pattern.match(text, place + skipped))

    def _around_texts(self, text: str, inside: Iterable[Inside]) -> Iterator[Match]:
        for wanted, detector in inside:
            at = text.find(wanted)
            while at >= 0:
                for found in self._pattern(detector.pattern).finditer(text, max(0, at - REACH), at + REACH):
                    yield from self._match(detector, found)
                at = text.find(wanted, at + REACH)

    def _near_names(self, text: str, leads: Leads) -> Iterator[Match]:
        for word, lead in leads.items():
            for place in places(text, word) if lead.shapes else ():
                before = "\n".join(text[max(0, place - NEAR) : place].lower().split("\n")[-NEAR_LINES - 1 :])
                for detector in lead.shapes:
                    if ends_word(text, place + len(word)) and any([name in before for name in detector.near]):
                        yield from self._match(detector, self._pattern(detector.pattern).match(text, place))

    def _assigned(self, text: str, kind: str, leads: Leads) -> Iterator[Match]:
        names = [word for word, lead in leads.items() if lead.is_name] if self._assignments else []
        if not names:
            return
        from labcoat.core.keys.context import assigned
        from labcoat.core.keys.placeholder import is_placeholder
        from labcoat.core.keys.values import is_secret_value

        spans = [(at, at + len(name)) for name in names for at in places(text, name) if ends_word(text, at + len(name))]
        for start, end, name in assigned(text, kind, sorted(spans)):
            secret = text[start:end]
            if not self._strict or (is_secret_value(secret, name, kind) and not is_placeholder(secret)):
                yield Match(self._assignments[_rule_of(name)], start, end, secret)

    def _encoded(self, text: str, clues: Clues) -> Iterator[Match]:
        words = sorted([word for word, lead in clues.leads.items() if lead.is_encoded])
        if not words and not clues.has_escapes:
            return
        from labcoat.core.keys.encoded import decoded_runs

        for start, end, encoding, plain in decoded_runs(text, words):
            for _, match in self.find([plain], ["text"]):
                if match.detector.pattern and not match.encoding:
                    yield Match(match.detector, start, end, match.secret, encoding)

    def _match(self, detector: Detector, found: re.Match[str] | None) -> Iterator[Match]:
        if found is None:
            return
        group = "secret" if "secret" in found.re.groupindex else 0
        start, end = found.span(group)
        if start == end:
            return
        text, secret = found.string, found[group]
        if _goes_on(text, end) or is_in_blob(text, found.start(), found.end()):
            return
        if not self._strict or self._is_real(detector, secret):
            yield Match(detector, start, end, secret)

    def _is_real(self, detector: Detector, secret: str) -> bool:
        from labcoat.core.keys.placeholder import is_placeholder

        if entropy(secret) < detector.entropy or is_placeholder(secret):
            return False
        return detector.valid is None or detector.valid(secret)

    def _pattern(self, pattern: str) -> re.Pattern[str]:
        if pattern not in self._patterns:
            import re

            self._patterns[pattern] = re.compile(pattern, re.ASCII)
        return self._patterns[pattern]

    def _shapes_of(self, word: str) -> Sequence[Detector]:
        """The detectors by name and shape whose shape a word has."""
        if self._shapes is None:
            by_pattern: dict[str, list[Detector]] = {}
            for detector in self._detectors:
                if detector.near:
                    by_pattern.setdefault(detector.pattern, []).append(detector)
            self._shapes = [(self._pattern(pattern), rows) for pattern, rows in by_pattern.items()]
        return [detector for pattern, rows in self._shapes if pattern.fullmatch(word) for detector in rows]


def _is_lead(lead: Lead, text: str) -> bool:
    """Whether more than the first word of a needle is there."""
    if lead.is_name or lead.shapes or lead.is_encoded or lead.is_fragment:
        return True
    return any([not is_whole or needle in text for needle, is_whole, _ in lead.anchors])


class _Spread:
    """In which texts a word stands, of several that are joined by line ends; `first` is the index of the first."""

    def __init__(self, first: int, texts: Sequence[str]) -> None:
        self._first = first
        self._ends = list(accumulate([len(text) + 1 for text in texts]))

    def indices(self, joined: str, word: str) -> Iterator[int]:
        """The indices of the texts."""
        at = joined.find(word)
        while at >= 0:
            index = bisect(self._ends, at)
            yield self._first + index
            at = joined.find(word, self._ends[index])


def _pieces(texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(index of the first text, index after the last one, their text or a part of it)."""
    first, size = 0, 0
    for index, text in enumerate(texts):
        size += len(text)
        if size > PIECE:
            yield first, index, "\n".join(texts[first:index])
            first, size = index, len(text)
        if size > PIECE:
            for start in range(0, len(text), PIECE):
                yield index, index + 1, text[max(0, start - OVERLAP) : start + PIECE]
            first, size = index + 1, 0
    yield first, len(texts), "\n".join(texts[first:])


def _goes_on(text: str, end: int) -> bool:
    """Whether the word that ends in a key is longer than the key."""
    following = text[end : end + 1]
    return (following.isalnum() or following == "_") and text[end - 1].isalnum()


def _is_free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether no taken span overlaps this one."""
    at = bisect(taken, (start, end))
    return not (at and taken[at - 1][1] > start) and not (at < len(taken) and taken[at][0] < end)


def _rule_of(name: str) -> str:
    name = name.lower()
    return "hardcoded-password" if "pass" in name or "pwd" in name else "hardcoded-secret"
