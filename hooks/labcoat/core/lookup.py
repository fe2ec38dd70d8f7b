"""Which rules have something to look for in a text: asked all at once, so that one more costs next to nothing."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.mentions import Mentions
    from labcoat.core.rule import Rule


class Lookup:
    """Rules by the words that they look for; of a group of words the longest one, which is the rarest as a rule."""

    __slots__ = ("_by_word", "_others", "_rules")

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._by_word: dict[bytes, list[Rule]] = {}
        self._others: list[Rule] = []
        for rule in rules:
            if rule.keywords or not all([words for words, _ in rule.words]):
                self._others.append(rule)
            for word in {max(sorted(words), key=len) for words, _ in rule.words if words}:
                self._by_word.setdefault(word, []).append(rule)

    def wanted(self, mentions: Mentions) -> list[Rule]:
        """The rules that may find something in a text, in their order."""
        asked = {rule for word in self._by_word.keys() & mentions.words for rule in self._by_word[word]}
        asked.update(self._others)
        return [rule for rule in self._rules if rule in asked and mentions.has(rule)]
