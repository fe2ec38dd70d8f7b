"""Keys in texts: every distinct word looked up once, then the few detectors that its beginning names."""

from __future__ import annotations

from bisect import bisect, insort

from labcoat.core.keys.checks import entropy
from labcoat.core.keys.clues import find_clues
from labcoat.core.keys.detector import Detector, Match
from labcoat.core.keys.near import near_names, shapes
from labcoat.core.keys.places import is_in_blob
from labcoat.core.keys.words import Vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from labcoat.core.keys.clues import Clues, Inside
    from labcoat.core.keys.memory import ClueMemory
    from labcoat.core.keys.near import Shapes

HEX = "0123456789abcdefABCDEF-"
ODD = 0.35  # share of the pairs of letters and digits that names rarely have
LONG_SECRET = 20  # characters of a value that nobody types as a placeholder without a word in it
REACH = 300  # characters around an `inside` text


class Finder:
    """Finds the keys of these detectors.

    `strict` asks that a key is no placeholder, random enough and valid; redaction does not ask. With a `memory`, which
    is for all finders of a process, texts are not looked through again.
    """

    memory: ClueMemory | None = None

    def __init__(self, detectors: Iterable[Detector], strict: bool = True) -> None:
        self._strict = strict
        self._detectors = list(detectors)
        self._owner = b""  # for the memory
        self._ranks = {detector.name: rank for rank, detector in enumerate(self._detectors)}
        self._inside = [(text, detector) for detector in self._detectors for text in detector.inside]
        self._assignments = {detector.name: detector for detector in self._detectors if not detector.pattern}
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._shapes: Shapes | None = None
        self._vocabulary = Vocabulary(self._detectors, self._shapes_of)

    def find(self, texts: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[int, Match]]:
        """(index of the text, match) of every key in texts of one document."""
        for index, clues in self.clues(texts).items():
            for match in self.matches(texts[index], kinds[index], clues):
                yield index, match

    def clues(self, texts: Sequence[str]) -> dict[int, Clues]:
        """What `matches` has to look at, by the index of the text; most texts have nothing."""
        return self._clues(texts) if self.memory is None else self._remembered(self.memory, texts)

    def _clues(self, texts: Sequence[str]) -> dict[int, Clues]:
        return find_clues(texts, self._vocabulary, self._inside)

    def _remembered(self, memory: ClueMemory, texts: Sequence[str]) -> dict[int, Clues]:
        if not self._owner:
            from labcoat.core.keys.memory import owner_of

            self._owner = owner_of(self._detectors)
        return memory.clues(self._owner, texts, self._clues)

    def matches(self, text: str, kind: str, clues: Clues) -> Iterator[Match]:
        """The keys of a text, in no order; of detectors that agree on a place, the most specific one.

        `kind` is a document's, or `output`.
        """
        return _apart(self._candidates(text, kind, clues))

    def all_matches(self, text: str, kind: str, clues: Clues) -> Iterator[Match]:
        """What every detector takes for a key in a text, whatever the others say: for redaction."""
        return self._candidates(text, kind, clues)

    def _candidates(self, text: str, kind: str, clues: Clues) -> Iterator[Match]:
        """Every key, the surest detectors first."""
        yield from self._written(text, kind, clues)
        yield from self._encoded(text, clues)

    def _written(self, text: str, kind: str, clues: Clues) -> Iterator[Match]:
        """Every key that is not encoded."""
        if clues.leads:
            yield from self._at_needles(text, clues)
        if clues.inside:
            yield from self._around_texts(text, clues.inside)
        if clues.leads:
            yield from self._near_names(text, clues)
            yield from self._assigned(text, kind, clues)

    def _at_needles(self, text: str, clues: Clues) -> list[Match]:
        """What begins as a key does: of several at a place the longest first, then the first in the tables."""
        found = [match for word in clues.leads for match in self._at_word(text, word, clues)]
        return sorted(found, key=lambda match: (match.start, -match.end, self._ranks[match.detector.name]))

    def _at_word(self, text: str, word: str, clues: Clues) -> Iterator[Match]:
        stem = word.lstrip("-_")
        for needle, is_whole, detector in clues.leads[word].anchors:
            pattern = self._pattern(detector.pattern)
            offset = len(word) - len(stem) - (needle.find(stem) if is_whole else 0)
            for place in clues.places[word]:
                start = max(0, place + offset)
                if not is_whole or text.startswith(needle, start):
                    yield from self._match(detector, pattern.match(text, start))

    def _around_texts(self, text: str, inside: Iterable[Inside]) -> Iterator[Match]:
        for wanted, detector in inside:
            at = text.find(wanted)
            while at >= 0:
                for found in self._pattern(detector.pattern).finditer(text, max(0, at - REACH), at + REACH):
                    yield from self._match(detector, found)
                at = text.find(wanted, at + REACH)

    def _near_names(self, text: str, clues: Clues) -> Iterator[Match]:
        for detector, place in near_names(text, clues, self._strict):
            for match in self._match(detector, self._pattern(detector.pattern).match(text, place)):
                if not self._strict or self._is_random(match.secret):
                    yield match

    def _assigned(self, text: str, kind: str, clues: Clues) -> Iterator[Match]:
        names = [word for word, lead in clues.leads.items() if lead.is_name] if self._assignments else []
        if not names:
            return
        from labcoat.core.keys.context import assigned
        from labcoat.core.keys.placeholder import is_placeholder
        from labcoat.core.keys.values import is_secret_value

        spans = sorted([(place, place + len(name)) for name in names for place in clues.places[name]])
        for start, end, name in assigned(text, kind, spans):
            detector = self._assignments.get(_rule_of(name))
            secret = text[start:end]
            is_long = len(secret) >= LONG_SECRET
            if detector and (
                not self._strict or (is_secret_value(secret, name, kind) and not is_placeholder(secret, is_long))
            ):
                yield Match(detector, start, end, secret)

    def _encoded(self, text: str, clues: Clues) -> Iterator[Match]:
        starts = [place for word, lead in clues.leads.items() if lead.is_encoded for place in clues.places[word]]
        if not starts and not clues.has_escapes:
            return
        from labcoat.core.keys.encoded import decoded_runs

        for start, end, encoding, plain in decoded_runs(text, sorted(starts), clues.has_escapes):
            for inner in self.clues([plain]).values():
                for match in _apart(self._written(plain, "text", inner)):
                    if match.detector.pattern:
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

        if entropy(secret) < detector.entropy or is_placeholder(secret, has_format=True):
            return False
        return detector.valid is None or detector.valid(secret)

    def _is_random(self, secret: str) -> bool:
        """Whether a word of the right shape is no name, as `Mistral3ForConditionalGeneration` is."""
        from labcoat.core.keys.values import oddness

        return sum(map(str.isdigit, secret)) * 6 >= len(secret) or not secret.strip(HEX) or oddness(secret) >= ODD

    def _pattern(self, pattern: str) -> re.Pattern[str]:
        if pattern not in self._patterns:
            import re

            self._patterns[pattern] = re.compile(pattern, re.ASCII)
        return self._patterns[pattern]

    def _shapes_of(self, word: str) -> Sequence[Detector]:
        """The detectors by name and shape whose shape a word has."""
        if self._shapes is None:
            self._shapes = shapes([detector for detector in self._detectors if detector.near], self._pattern)
        candidates = self._shapes.get(len(word), ())
        return [detector for pattern, rows in candidates if pattern.fullmatch(word) for detector in rows]


def _goes_on(text: str, end: int) -> bool:
    """Whether the word that ends in a key is longer than the key."""
    following = text[end : end + 1]
    return following.isascii() and (following.isalnum() or following == "_") and text[end - 1].isalnum()


def _apart(matches: Iterable[Match]) -> Iterator[Match]:
    """The matches without those that overlap an earlier one."""
    taken: list[tuple[int, int]] = []
    for match in matches:
        if _is_free(taken, match.start, match.end):
            insort(taken, (match.start, match.end))
            yield match


def _is_free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether no taken span overlaps this one."""
    at = bisect(taken, (start, end))
    return not (at and taken[at - 1][1] > start) and not (at < len(taken) and taken[at][0] < end)


def _rule_of(name: str) -> str:
    name = name.lower()
    return "hardcoded-password" if "pass" in name or "pwd" in name else "hardcoded-secret"
