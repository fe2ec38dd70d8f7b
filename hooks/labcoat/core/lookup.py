"""Which rules have something to look for in a text: asked all at once, so that one more costs next to nothing."""

from __future__ import annotations

from labcoat.core.mentions import longest_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.mentions import Mentions
    from labcoat.core.rule import Rule

    Group = tuple[Rule, frozenset[bytes], tuple[str, ...]]
    Keyword = tuple[Rule, tuple[str, ...]]


class Lookup:
    """Rules by the words that they look for; of a group of words the longest one, which is the rarest as a rule."""

    __slots__ = ("_by_piece", "_by_word", "_rules")

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._by_word: dict[bytes, list[Group]] = {}
        self._by_piece: dict[bytes, list[Keyword]] = {}
        for rule in rules:
            for words, marks in rule.words:
                if words:
                    self._by_word.setdefault(max(sorted(words), key=len), []).append((rule, words, marks))
                else:
                    self._by_piece.setdefault(longest_word(marks[0]), []).append((rule, marks))
            for keyword in rule.keywords:
                self._by_piece.setdefault(longest_word(keyword), []).append((rule, (keyword,)))

    def wanted(self, mentions: Mentions) -> list[Rule]:
        """The rules that may find something in a text, in their order."""
        words, vocabulary = mentions.words, mentions.vocabulary
        found: set[Rule] = set()
        for word in self._by_word.keys() & words:
            for rule, group, marks in self._by_word[word]:
                if rule not in found and group <= words and all([mentions.holds(mark) for mark in marks]):
                    found.add(rule)
        for piece, keywords in self._by_piece.items():
            if piece in vocabulary:
                found |= _held(mentions, keywords, found)
        return [rule for rule in self._rules if rule in found and mentions.confirms(rule)]


def _held(mentions: Mentions, keywords: Sequence[Keyword], found: set[Rule]) -> set[Rule]:
    """Rules, of which none is found yet, with all marks of one of these in the text."""
    return {rule for rule, marks in keywords if rule not in found and all([mentions.holds(mark) for mark in marks])}
