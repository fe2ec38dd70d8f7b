"""The distinct words of a text, and which of them are worth a second look.

A word is a run of letters, digits, `_` and `-`. Splitting is two calls into C, and a repository's words come again and
again: each one is judged once in a run, so that a hundred detectors cost hardly more than ten.
"""

from __future__ import annotations

from labcoat.core.keys.names import is_secret_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from labcoat.core.keys.detector import Detector

    Anchor = tuple[str, bool, Detector]  # a needle, whether its word is whole or a beginning, and whose it is

LONG = 16  # characters of the shortest word that may be a key by itself
LONGEST_NAME = 100
NAME_STEMS = (  # one of them is in every word that names a secret
    *(b"key", b"token", b"secret", b"pass", b"auth", b"pwd", b"cred", b"bearer", b"dsn", b"onn", b"jwt"),
    *(b"identified", b"username", b"pw", b"api", b"access", b"pat", b"login"),
)
MOST_KNOWN = 200_000  # words that are remembered
_WORD_BYTES = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-"
_SPACED = bytes(byte if byte in _WORD_BYTES else 32 for byte in range(256))
_FROM_URLSAFE = bytes.maketrans(b"-_", b"+/")
_DIGITS = b"0123456789"
_HEX = b"0123456789abcdefABCDEF"


class Lead:
    """Why a word is worth a second look.

    `anchors`: needles that it begins, with their detectors, longest first; `shapes`: detectors whose key it looks
    like; `is_name`: what is assigned to it may be a key; `is_encoded`: it may be text in base64 or hexadecimal;
    `is_fragment`: it begins as a key does, so that a literal with nothing else in it may be a part of one.
    """

    __slots__ = ("anchors", "is_encoded", "is_fragment", "is_name", "shapes")

    def __init__(
        self,
        anchors: Sequence[Anchor],
        shapes: Sequence[Detector],
        is_name: bool,
        is_encoded: bool,
        is_fragment: bool,
    ) -> None:
        self.anchors = anchors
        self.shapes = shapes
        self.is_fragment = is_fragment
        self.is_name = is_name
        self.is_encoded = is_encoded


class Vocabulary:
    """What is known about words: leads by word, and the quiet rest.

    `shapes_of` names the detectors whose key a long word with letters and digits may be.
    """

    def __init__(self, detectors: Iterable[Detector], shapes_of: Callable[[str], Sequence[Detector]]) -> None:
        self._needles: dict[bytes, list[tuple[bytes, Anchor, bool]]] = {}  # and whether the key begins with it
        self._shapes_of = shapes_of
        self._leads: dict[bytes, Lead] = {}
        self._loud: set[bytes] = set()  # the keys of _leads: two sets are compared by the smaller one
        self._known: set[bytes] = set()
        needles = [(needle, detector) for detector in detectors for needle in detector.needles]
        for needle, detector in sorted(needles, key=lambda pair: -len(pair[0])):
            self._add(needle, detector)

    def _add(self, needle: str, detector: Detector) -> None:
        first = needle.encode().translate(_SPACED).split()[0]
        word = first.lstrip(b"-_")
        anchor = needle, len(first) < len(needle), detector
        begins_key = not anchor[1] and detector.pattern.find("(?P<secret>") <= 0
        self._needles.setdefault(word[:3], []).append((word, anchor, begins_key))

    def leads(self, text: str) -> dict[str, Lead]:
        """The words of a text that are worth a second look; it should be `spaced`."""
        words = distinct_words(text)
        fresh = words - self._known
        if len(self._known) + len(fresh) > MOST_KNOWN:
            self._known.clear()
            self._loud.clear()
            self._leads.clear()
            fresh = words
        for word in self._candidates(fresh):
            lead = self._judge(word)
            if lead is not None:
                self._leads[word] = lead
                self._loud.add(word)
        self._known |= fresh
        return {word.decode(): self._leads[word] for word in words & self._loud}

    def _candidates(self, words: set[bytes]) -> set[bytes]:
        """The words that `_judge` may have something to say about: a quick look at many."""
        needles = self._needles
        found = {word for word in words if len(word) >= LONG or word.lstrip(b"-_")[:3] in needles}
        text = b" ".join([b"", *words, b""])
        lowered = text.lower()
        for stem in NAME_STEMS:
            at = lowered.find(stem)
            while at >= 0:
                end = lowered.index(b" ", at)
                found.add(text[lowered.rindex(b" ", 0, at) + 1 : end])
                at = lowered.find(stem, end)
        return found

    def _judge(self, word: bytes) -> Lead | None:
        stem = word.lstrip(b"-_")
        is_long = len(stem) >= LONG
        begun = [needle for needle in self._needles.get(stem[:3], ()) if stem.startswith(needle[0])]
        anchors = [anchor for first, anchor, _ in begun if (stem == first if anchor[1] else is_long)]
        is_fragment = any([begins_key and _may_go_on(stem[len(first) :]) for first, _, begins_key in begun])
        is_name = len(word) <= LONGEST_NAME and is_secret_name(word.decode())
        shapes = self._shapes_of(word.decode()) if is_long and _has_digits(stem) else ()
        is_encoded = is_long and len(stem) >= 24 and _may_be_encoded(stem)
        if anchors or shapes or is_name or is_encoded or is_fragment:
            return Lead(anchors, shapes, is_name, is_encoded, is_fragment)
        return None


def distinct_words(text: str) -> set[bytes]:
    """The words of a text."""
    return set(text.encode("utf-8", "surrogatepass").translate(_SPACED).split())


def _has_digits(word: bytes) -> bool:
    """Whether there is a digit, and something else."""
    return len(word.translate(None, _DIGITS)) < len(word) and not word.isdigit()


def _may_go_on(rest: bytes) -> bool:
    """Whether what follows a needle is nothing, or as random as a key: `hf_` and `hf_aB3`, but not `hf_model`."""
    return not rest or _has_digits(rest) or rest[1:].lower() != rest[1:] != rest[1:].upper()


def _may_be_encoded(word: bytes) -> bool:
    """Whether a word begins as base64 or hexadecimal digits of printable ASCII do."""
    from binascii import Error, a2b_base64, unhexlify

    try:
        if not word[:24].strip(_HEX):
            return len(word) >= 32 and _is_printable(unhexlify(word[:24]))
        return _is_printable(a2b_base64(word[:24].translate(_FROM_URLSAFE)))
    except Error:
        return False


def _is_printable(data: bytes) -> bool:
    return data.isascii() and data.decode().isprintable()
