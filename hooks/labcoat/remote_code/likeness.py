"""Names that look like others without being them: by letters that look alike, typing errors, and words that claim."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

END = 2  # letters
LONGEST = 60  # letters of a name that is looked at
SHORTEST = 6  # letters of a name that may be misspelled: shorter ones are like many others by chance
LONG = 8  # letters of one that may be misspelled at its start
MOST_NAMES = 20_000  # whose answers are remembered
# What is put before or after a name to look like its owner; the others also stand in names of other people's.
CLAIMS = frozenset("official officials original verified authentic real".split())
ADDED = frozenset("the team inc corp com org hf models model".split())
TO_COMPOUND = "ai"  # is added to names of several words: `deepset-ai` is deepset
# Digits, and letters of Cyrillic and Greek, in lower case, by the letter that they look like.
LETTERS = {
    "a": "\u0430\u03b1",
    "b": "\u0432\u03b2",
    "c": "\u0441\u03f2",
    "d": "\u0501",
    "e": "3\u0435\u03b5",
    "h": "\u04bb\u043d",
    "j": "\u0458",
    "k": "\u043a\u03ba",
    "l": "1i|\u0456\u04cf\u03b9\u0131",
    "m": "\u043c\u03bc",
    "o": "0\u043e\u03bf",
    "p": "\u0440\u03c1",
    "s": "5$\u0455",
    "t": "\u0442\u03c4",
    "x": "\u0445\u03c7",
    "y": "\u0443\u03b3",
}
_ALIKE = str.maketrans({other: letter for letter, others in LETTERS.items() for other in others})
_FOREIGN = {code: letter for code, letter in _ALIKE.items() if code > 127}
_FOREIGN |= {ord(chr(code).upper()): letter.upper() for code, letter in _FOREIGN.items()}
NUMBERS = "0123456789-_."
_SEPARATORS = str.maketrans("_.", "--")


class Likeness:
    """Which of some names another name looks like.

    `others` are never taken for an imitation. `brands` gives, of some names, what their owners are called as well, and
    what they are known for: words with blanks between them.
    """

    def __init__(
        self, names: Sequence[str], others: Sequence[str] = (), brands: Mapping[str, tuple[str, str]] | None = None
    ) -> None:
        self._own = {name.lower(): name for name in names}
        self._others = {name.lower() for name in others}
        self._by_drawing = {drawn(name): name for name in names}
        self._by_words = {_sorted(name): name for name in names if "-" in name}
        self._brands = [(name, {*owner.split()}, {*known.split()}) for name, (owner, known) in (brands or {}).items()]
        self._by_shortened: dict[str, list[tuple[str, str]]] = {}  # made when it is first asked for
        words = {word for _, owner, known in self._brands for word in owner | known}
        words.update([word for name in names if "-" in name for word in _words(name)])
        near = [*self._by_drawing, *map(drawn, words)]
        self._starts = {word[:END] for word in near if len(word) >= END}  # what is near has its start or its end
        self._ends = {word[-END:] for word in near if len(word) >= END}
        self._answers: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The name that this one looks like without being it; empty where there is none."""
        name = name.lower()
        like = drawn(name) if len(name) <= LONGEST else ""
        if like[:END] not in self._starts and like[-END:] not in self._ends:
            return ""
        if name not in self._answers:
            if len(self._answers) >= MOST_NAMES:
                self._answers.clear()
            self._answers[name] = "" if name in self._own or name in self._others else self._found(name, like)
        return self._answers[name]

    def _found(self, name: str, like: str) -> str:
        return (
            self._by_drawing.get(like)
            or self._by_words.get(_sorted(name), "")
            or self._claimed(name, like)
            or self._branded(name)
            or self._misspelled(name, like)
        )

    def _claimed(self, name: str, like: str) -> str:
        """The name that stands in this one, beside words that claim to be its owner's."""
        words = _words(name)
        if CLAIMS & {*words} and (found := self._at_an_end(words)):
            return found
        for claim in _DRAWN_CLAIMS:
            for rest in (like.removesuffix(claim), like.removeprefix(claim)):
                if rest != like and (found := self._by_drawing.get(rest) or self._misspelled(rest, rest)):
                    return found
        kept = [word for word in words if word not in ADDED]
        if len(kept) < len(words):
            return self._by_drawing.get(drawn("".join(kept)), "")
        return self._compound(words) if words[-1] == TO_COMPOUND else ""

    def _compound(self, words: list[str]) -> str:
        """The name of several words that only `-ai` has been added to."""
        found = self._by_drawing.get(drawn("".join(words[:-1])), "")
        return found if "-" in found or found.lower().endswith(TO_COMPOUND) else ""

    def _at_an_end(self, words: list[str]) -> str:
        """The name that some of the words start or end with."""
        rest = [word for word in words if word not in CLAIMS]
        for count in range(len(rest), 0, -1):
            for part in (rest[:count], rest[-count:]):
                if found := self._by_drawing.get(drawn("".join(part))):
                    return found
        return ""

    def _branded(self, name: str) -> str:
        words = {*_words(name)} - ADDED - {TO_COMPOUND}
        for brand, owner, known in self._brands:
            own = {*_words(brand)}
            claims = words & (CLAIMS | known)
            is_owner = bool(words & owner) or own <= words
            if is_owner and len(words) > 1 and claims and words <= owner | known | own | CLAIMS:
                return brand
        return ""

    def _misspelled(self, name: str, like: str) -> str:
        """The name that is one typing error away, in its letters; of a long one, in what they look like."""
        from labcoat.core.packages.spelling.lookalike import distance

        if not self._by_shortened:
            self._shorten()
        for shortened in {*_shortened(like), *_shortened(name)}:
            for near, found in self._by_shortened.get(shortened, ()):
                written = like if near == drawn(found) else name
                if distance(written, near) == 1 and not _is_another(name, found.lower()):
                    return found
        return ""

    def _shorten(self) -> None:
        for name in self._own.values():
            like = drawn(name)
            spellings = [like, name.lower()] if len(like) >= LONG else [name.lower()] if len(name) >= SHORTEST else []
            for spelling in dict.fromkeys(spellings):
                for part in _shortened(spelling):
                    self._by_shortened.setdefault(part, []).append((spelling, name))


def drawn(name: str) -> str:
    """As it looks, without what is easily overlooked: `0` is an `o`, and `rn` an `m`."""
    plain = name.lower().replace("-", "").replace("_", "").replace(".", "")
    return plain.translate(_ALIKE).replace("rn", "m").replace("vv", "w")


def in_ascii(text: str) -> str:
    """The text with ASCII letters in place of those of Cyrillic and Greek that look like them, each for one."""
    return text if text.isascii() else text.translate(_FOREIGN)


def _is_another(name: str, known: str) -> bool:
    """Whether only a number at the end differs, as in `internlm2`, or the plural of one word, or how it begins."""
    is_numbered = name.rstrip(NUMBERS) == known.rstrip(NUMBERS)
    is_plural = name == known + "s" and "-" not in known
    return is_numbered or is_plural or (len(known) < LONG and name[1:] == known[1:])


def _words(name: str) -> list[str]:
    return name.lower().translate(_SEPARATORS).split("-")


def _sorted(name: str) -> str:
    """Its words in another order, the same for every order."""
    return " ".join(sorted(_words(name)))


def _shortened(name: str) -> list[str]:
    """The name, and all that is left of it without one letter: of names that are near, two are the same."""
    return [name, *[name[:at] + name[at + 1 :] for at in range(len(name))]]


_DRAWN_CLAIMS = sorted([drawn(claim) for claim in CLAIMS])
