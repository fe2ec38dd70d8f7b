"""Which rules have something to look for in a text: asked all at once, so that one more costs next to nothing."""

from __future__ import annotations

from labcoat.core.mentions import longest_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.mentions import Mentions
    from labcoat.core.rule import Rule


class Lookup:
    """Rules by the words that they look for; of a group of words the longest one, which is the rarest as a rule."""

    __slots__ = ("_by_piece", "_by_word", "_rules")

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._by_word: dict[bytes, set[Rule]] = {}
        self._by_piece: dict[bytes, set[Rule]] = {}
        for rule in rules:
            for words, marks in rule.words:
                if words:
                    self._by_word.setdefault(max(sorted(words), key=len), set()).add(rule)
                else:
                    self._by_piece.setdefault(longest_word(marks[0]), set()).add(rule)
            for keyword in rule.keywords:
                self._by_piece.setdefault(longest_word(keyword), set()).add(rule)

    def wanted(self, mentions: Mentions) -> list[Rule]:
        """The rules that may find something in a text, in their order."""
        vocabulary = mentions.vocabulary
        asked: set[Rule] = set()
        for word in self._by_word.keys() & mentions.words:
            asked |= self._by_word[word]
        for piece, rules in self._by_piece.items():
            if piece in vocabulary:
                asked |= rules
        return [rule for rule in self._rules if rule in asked and mentions.has(rule)]
