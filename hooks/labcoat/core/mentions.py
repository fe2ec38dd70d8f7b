"""Which words a text mentions: what tells, before anything is parsed, whether a rule has something to look for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from labcoat.core.rule import Rule

    Groups = tuple[tuple[frozenset[bytes], tuple[str, ...]], ...]

_WORD_BYTES = bytes([byte if byte > 127 or chr(byte).isalnum() or byte == 95 else 32 for byte in range(256)])

_PIECES: dict[str, bytes] = {}  # by keyword


class Mentions:
    """A text as keywords are looked for in it: its words at once, however many rules ask for some."""

    __slots__ = ("_known", "_vocabulary", "_words", "text")

    def __init__(self, text: str) -> None:
        self.text = spelled_out(text)
        self._words: frozenset[bytes] | None = None
        self._vocabulary: bytes | None = None
        self._known: dict[Rule, bool] = {}

    @property
    def words(self) -> frozenset[bytes]:
        """Runs of ASCII letters, digits and `_` with all other letters, in UTF-8; `a-b` and `a.b` are two each."""
        if self._words is None:
            text = self.text
            if "\\" in text:
                text = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")
            self._words = frozenset(text.encode("utf-8", "replace").translate(_WORD_BYTES).split())
        return self._words

    @property
    def vocabulary(self) -> bytes:
        """Every word once."""
        if self._vocabulary is None:
            self._vocabulary = b" ".join(self.words)
        return self._vocabulary

    def holds(self, keyword: str) -> bool:
        """Whether a string occurs in the text. Most do not, and each word of a text is looked through only once."""
        piece = _PIECES.get(keyword)
        if piece is None:
            piece = _PIECES[keyword] = longest_word(keyword)
        return piece in self.vocabulary and keyword in self.text

    def has(self, rule: Rule) -> bool:
        """Whether one of the rule's keywords is in the text, or all of one of its groups of words."""
        if rule not in self._known:
            found = self._has_group(rule) or any([self.holds(keyword) for keyword in rule.keywords])
            self._known[rule] = found and self.confirms(rule)
        return self._known[rule]

    def confirms(self, rule: Rule) -> bool:
        """Whether a rule that looks closer still has something to look for."""
        return rule.confirm is None or rule.confirm(self.text)

    def _has_group(self, rule: Rule) -> bool:
        there = self.words
        groups = [marks for words, marks in rule.words if words <= there]
        return any([all([self.holds(mark) for mark in marks]) for marks in groups])

    def touches(self, rule: Rule) -> bool:
        """Whether it has at least a part of what the rule looks for: the rest may be in another cell."""
        if self.has(rule):
            return True
        for words, marks in rule.words:
            if not words.isdisjoint(self.words) or any([self.holds(mark) for mark in marks]):
                return True
        return False


def longest_word(keyword: str) -> bytes:
    """The longest word in a keyword, which is then a part of some word of the text."""
    return max(keyword.encode("utf-8", "replace").translate(_WORD_BYTES).split(), key=len, default=b"")


def word_groups(groups: Iterable[str]) -> Groups:
    """Groups of words, each written with blanks between them; what is no word is looked for as it is written."""
    made = []
    for group in groups:
        parts = group.split()
        words = [part for part in parts if part.replace("_", "a").isalnum()]
        marks = [part for part in parts if part not in words]
        made.append((frozenset([word.encode() for word in words]), tuple(marks)))
    return tuple(made)


def spelled_out(text: str) -> str:
    """The text, and after it the same without escapes and look-alike letters, where it has any.

    JSON, YAML, TOML and Python read `\\u005f` in a string as `_`, and Python full-width letters in a name as ASCII.
    """
    more = ""
    if "\\" in text and ("\\u00" in text or "\\x" in text or "\\U0000" in text):
        import re

        more = re.sub(r"\\(?:u00|x|U000000)([0-7][\dA-Fa-f])", lambda escape: chr(int(escape[1], 16)), text)
    if not text.isascii():
        from unicodedata import is_normalized, normalize

        more += "" if is_normalized("NFKC", text) else normalize("NFKC", text)
    return f"{text}\n{more}" if more else text
