"""What was found in texts before, for a process that sees the same texts again and again."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from labcoat.core.keys.clues import Clues
    from labcoat.core.keys.detector import Detector

    Look = Callable[[Sequence[str]], dict[int, Clues]]

SHORT = 400  # characters of a text that is looked at faster than remembered
MOST_BYTES = 32_000_000
ENTRY, WORD, PLACE = 300, 250, 40  # bytes, about, of a text, of a word in it that is worth a look, and of each place


class ClueMemory:
    """The clues of texts, by their digests; the oldest are forgotten. `size` is what they take, about, in bytes."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.size = 0
        self._most = most_bytes
        self._known: OrderedDict[bytes, tuple[Clues | None, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def clues(self, owner: bytes, texts: Sequence[str], look: Look) -> dict[int, Clues]:
        """The clues of each text that has any, as `look` finds them. The same `owner` always looks the same way."""
        keys = [_key(owner, text) for text in texts]
        fresh = [index for index, key in enumerate(keys) if key not in self._known]
        found = {}
        for index, key in enumerate(keys):
            if key in self._known:
                self._known.move_to_end(key)
                found[index] = self._known[key][0]
        looked = look([texts[index] for index in fresh])
        for place, index in enumerate(fresh):
            found[index] = looked.get(place)
            self._keep(keys[index], looked.get(place))
        return {index: clues for index, clues in found.items() if clues is not None}

    def _keep(self, key: bytes, clues: Clues | None) -> None:
        if not key or key in self._known:
            return
        size = _size(clues)
        self._known[key] = clues, size
        self.size += size
        while self.size > self._most:
            self.size -= self._known.popitem(last=False)[1][1]


def owner_of(detectors: Sequence[Detector]) -> bytes:
    """What tells the clues for these detectors from those for others."""
    names = repr([(detector.name, detector.pattern) for detector in detectors])
    return blake2b(names.encode(), digest_size=16).digest()


def _key(owner: bytes, text: str) -> bytes:
    """The digest of a text; empty for one that is not worth it."""
    if len(text) < SHORT:
        return b""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16, key=owner).digest()


def _size(clues: Clues | None) -> int:
    if clues is None:
        return ENTRY
    words = len(clues.leads) + len(clues.inside)
    return ENTRY + words * WORD + sum(map(len, clues.places.values())) * PLACE
