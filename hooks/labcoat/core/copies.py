"""Copies of known texts in other texts, at a cost that hardly depends on how many texts are known."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Copy = tuple[int, int, str]  # start, end, and the text that stands there

FEW = 40  # texts that are looked for one by one
HEAD = 8  # first characters by which many are looked up


class Copies:
    """Finds every place of some texts, none of which is empty."""

    __slots__ = ("_head", "_lengths", "_wanted")

    def __init__(self, wanted: Iterable[str]) -> None:
        self._wanted = dict.fromkeys(wanted)
        self._head = min([HEAD, *map(len, self._wanted)])
        self._lengths: dict[str, set[int]] = {}  # of the texts that begin so
        for text in self._wanted if len(self._wanted) > FEW else ():
            self._lengths.setdefault(text[: self._head], set()).add(len(text))

    def places(self, text: str) -> Iterator[Copy]:
        """The copies in a text, in no order; they may overlap."""
        return self._by_head(text) if self._lengths else self._one_by_one(text)

    def _one_by_one(self, text: str) -> Iterator[Copy]:
        for wanted in self._wanted:
            at = text.find(wanted)
            while at >= 0:
                yield at, at + len(wanted), wanted
                at = text.find(wanted, at + len(wanted))

    def _by_head(self, text: str) -> Iterator[Copy]:
        for at in range(len(text) - self._head + 1):
            for length in self._lengths.get(text[at : at + self._head], ()):
                copy = text[at : at + length]
                if len(copy) == length and copy in self._wanted:
                    yield at, at + length, copy
