"""Which lines of a text are not in an older one, and where lines are gone. Bounded, whatever the texts are."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_COMPARED = 10_000  # lines on either side that are compared each with each, many at a time: 50 ms, 13 MB


class Difference:
    """The numbers of the `new` lines, from 1, and those of the lines right before which old ones are gone."""

    __slots__ = ("gaps", "new")

    def __init__(self, new: list[int], gaps: list[int]) -> None:
        self.new = new
        self.gaps = gaps

    def touches(self, first: int, last: int, behind: bool = False) -> bool:
        """Whether one of these lines is new, or one between them is gone, or right `behind` them."""
        return _has(self.new, first, last) or _has(self.gaps, first + 1, last + behind)


def _has(numbers: list[int], first: int, last: int) -> bool:
    """Whether one of the sorted numbers is in the range."""
    at = bisect_left(numbers, first)
    return at < len(numbers) and numbers[at] <= last


def difference(old: Sequence[str], new: Sequence[str]) -> Difference:
    """What has changed from the old lines to the new ones."""
    shortest = min(len(old), len(new))
    start = next((index for index in range(shortest) if old[index] != new[index]), shortest)
    room = shortest - start
    end = next((index for index in range(room) if old[-1 - index] != new[-1 - index]), room)
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    known, wanted = set(before), set(after)
    left = [index for index, line in enumerate(before) if line in wanted]
    right = [index for index, line in enumerate(after) if line in known]
    if max(len(left), len(right)) > MOST_COMPARED:
        return _by_number(before, after, start + 1)
    pairs = _common([before[index] for index in left], [after[index] for index in right])
    kept = [(left[one], right[other]) for one, other in pairs]
    places = {other for _, other in kept}
    fresh = [start + 1 + index for index in range(len(after)) if index not in places]
    ends = [(-1, -1), *kept, (len(before), len(after))]
    gaps = [start + 1 + other for (last, _), (one, other) in pairwise(ends) if one - last > 1]
    return Difference(fresh, gaps)


def _by_number(before: Sequence[str], after: Sequence[str], first: int) -> Difference:
    """What can be told of long texts: which lines there are more of than before, and that any may be gone."""
    added = Counter(after) - Counter(before)
    new = [first + index for index, line in enumerate(after) if line in added]
    return Difference(new, list(range(first, first + len(after) + 1)))


def _common(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The places of a longest common subsequence, by Hyyrö's bit-parallel algorithm: a row of the table is a number."""
    masks: dict[str, int] = {}
    for index, line in enumerate(before):
        masks[line] = masks.get(line, 0) | 1 << index
    row = full = (1 << len(before)) - 1
    rows = []
    for line in after:
        met = row & masks[line]
        row = (row + met | row - met) & full
        rows.append(row)
    return _pairs(rows, len(before))


def _pairs(rows: list[int], one: int) -> list[tuple[int, int]]:
    """The way back through the table: a bit is 0 where one more line makes the subsequence longer."""
    pairs = []
    other = len(rows)
    while one and other:
        bit = 1 << one - 1
        if rows[other - 1] & bit:
            one -= 1
            continue
        other -= 1
        if not other or rows[other - 1] & bit:
            one -= 1
            pairs.append((one, other))
    return pairs[::-1]
