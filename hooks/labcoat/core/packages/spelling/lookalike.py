"""Which popular name a name may be mistaken for: a letter or two away, or with `python` on the other side.

The limits are measured: of 30,000 names drawn from all of PyPI, 2 % are like a popular one by them; of names of
malware that imitate, 9 in 10 are. The shorter a name, the more names are like it by chance.
"""

from __future__ import annotations

from labcoat.core.packages.spelling.popular import MOST_ANSWERS, tiers

ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789-"
SHORTEST = 5  # letters of a name that may differ in one
LONG = 6  # letters of the longer one of the two, where the other is less popular
LONG_FOR_TWO, SHORT_FOR_TWO = 8, 7  # letters of a name that may differ in two, and of the popular one
MOST = 100  # letters of a name that is looked at
BEFORE = ("python-", "python3-", "py-")
AFTER = ("-python", "-py")
ONE, TWO = "one letter away from", "two letters away from"
DASH, ORDER, PYTHON = "a dash away from", "the other way round:", "a `python` away from"

_answers: dict[str, tuple[str, str] | None] = {}


def lookalike(name: str) -> tuple[str, str] | None:
    """The popular name that a normalized one, itself not popular, is like; and in what way."""
    if name not in _answers:
        if len(_answers) >= MOST_ANSWERS:
            _answers.clear()
        best, second, _ = tiers()
        is_fit = SHORTEST <= len(name) <= MOST
        like = _one_away(name, best, second) or _rearranged(name, best) or _two_away(name, best) if is_fit else None
        _answers[name] = like
    return _answers[name]


def _one_away(name: str, best: frozenset[str], second: frozenset[str]) -> tuple[str, str] | None:
    near = one_edit_from(name)
    for tier, shortest in ((best, SHORTEST), (second, LONG)):
        for found in sorted(near & tier):
            is_by_design = _is_build(found, name) or (tier is second and _is_version(found, name))
            if max(len(found), len(name)) >= shortest and not is_by_design and name[1:] != found:
                return found, DASH if found.replace("-", "") == name.replace("-", "") else ONE
    return None


def one_edit_from(name: str) -> set[str]:
    """All that is a letter more, a letter less, another letter, or two neighbours swapped."""
    found = set()
    for at in range(len(name) + 1):
        before, after = name[:at], name[at:]
        found.update([before + letter + after for letter in ALPHABET])
        if after:
            found.add(before + after[1:])
            found.update([before + letter + after[1:] for letter in ALPHABET])
            found.add(before + after[1:2] + after[0] + after[2:])
    found.discard(name)
    return found


def _is_version(name: str, other: str) -> bool:
    """Whether two names differ in the number at their end: `remotezip` and `remotezip2`."""
    return name.rstrip("0123456789") == other.rstrip("0123456789")


def _is_build(name: str, other: str) -> bool:
    """Whether two names are builds of one thing: `faiss-cpu` and `faiss-gpu`."""
    return name.replace("gpu", "cpu") == other.replace("gpu", "cpu")


def _rearranged(name: str, best: frozenset[str]) -> tuple[str, str] | None:
    """`python3-flask`, `dateutil`, `client-prometheus`."""
    others = [name.removeprefix(word) for word in BEFORE] + [name.removesuffix(word) for word in AFTER]
    others += [word + name for word in BEFORE] + [name + word for word in AFTER]
    for other in others:
        if other != name and other in best:
            return other, PYTHON
    first, dash, second = name.partition("-")
    swapped = f"{second}-{first}"
    return (swapped, ORDER) if dash and swapped in best else None


def _two_away(name: str, best: frozenset[str]) -> tuple[str, str] | None:
    if len(name) < LONG_FOR_TWO:
        return None
    letters = set(name)
    shortest, longest = max(len(name) - 2, SHORT_FOR_TWO), len(name) + 2
    fitting = [other for other in best if other[0] == name[0] and shortest <= len(other) <= longest]
    fitting = [other for other in fitting if len(letters.symmetric_difference(other)) <= 4]
    fitting = [other for other in fitting if not _is_version(name, other) and _differs_in_long_words(name, other)]
    near = [other for other in fitting if distance(name, other) <= 2]
    return (min(near), TWO) if near else None


def _differs_in_long_words(name: str, other: str) -> bool:
    """Not so `gradio-tools` and `grpcio-tools`: there, two letters are a third of the word."""
    words, others = name.split("-"), other.split("-")
    if len(words) != len(others):
        return True
    differing = [word for word, wanted in zip(words, others, strict=True) if word != wanted]
    return sum([len(word) for word in differing]) >= LONG_FOR_TWO


def distance(name: str, other: str) -> int:
    """How many letters to add, to leave out, to change, or to swap with the next one (optimal string alignment)."""
    two_ago: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(name, 1):
        current = [row]
        for column, wanted in enumerate(other, 1):
            least = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != wanted))
            if two_ago and column > 1 and letter == other[column - 2] and name[row - 2] == wanted:
                least = min(least, two_ago[column - 2] + 1)
            current.append(least)
        two_ago, last = last, current
    return last[-1]
