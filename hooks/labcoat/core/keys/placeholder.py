"""Placeholders: values that stand where a key should be. Asked for every match, also of detectors that know the provider."""

from __future__ import annotations

import re

from labcoat.core.keys.values import looks_random, plain

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890123456789", "abcdefghijklmnopqrstuvwxyz" * 2)
_RUNS = _ROWS + tuple(row[::-1] for row in _ROWS)

_TEMPLATE = re.compile(r"\$?\{\{?[\s\w.\[\]'\":-]*\}?\}|<[^<>\n]*>|\[[A-Za-z _-]+\]|%\(?\w*\)?[sd]|\$\w+|%\w+%|@\w+@")
_GAP = re.compile(r"\.\.\.|…|\*\*\*|•••|[xX]{4}|_{4}|-{6}|#{3}|\?\?\?|@@@")
_ALWAYS = re.compile(  # long enough not to turn up in random characters
    r"example|changeme|change[-_]me|placeholder|redacted|replace[-_ ]?(?:me|with|this)|replaceme|y[o0]ur?[-_ ]?(?:api|key|token|secret|password|own|"
    r"access|hf|hugging|openai|wandb|client|auth|actual|personal|email|user|db|bot|private)|insert[-_ ]?(?:your|here|key|token|api)|"
    r"(?:goes|put|enter|paste|type|fill|add)[-_ ]?(?:here|your|it|in)|[-_]here$|foobar|dummy|notreal|not[-_]a?[-_]?real|iosfodnn7|"
    r"not[-_]a[-_]|abcdefghij|deadbeef|cafebabe|badc0ffee|lorem|ipsum|do[-_]?not[-_]?use|whatever|anything|something|"
    r"hidden|masked|sanitized|removed|deleted|undefined|todo[-_]|[-_]todo|fixme|tbd[-_]|supersecret|topsecret|mysecret|mytoken|my[-_]?api",
    re.IGNORECASE,
)
_WORDS = frozenset(  # what placeholders are made of
    "a an the my your his our own this that is it to be in of for and or not no put here goes go insert enter add some any "
    "real fake dummy test tests testing tester sample mock stub demo foo bar baz qux spam eggs hello world temp tmp default none null nil "
    "empty unset blank undefined true false secret secrets super top very long random value val string str text data password passwords passwd passphrase "
    "pass pwd pw word token tokens key keys api apikey auth authorization bearer access private public client server service account user users username "
    "login admin root guest owner name id db database postgres postgresql mysql mariadb mongo redis rabbitmq rabbit minio grafana "
    "elastic jupyter kafka neo oracle sa airflow docker local localhost dev prod staging project org team app web "
    "openai hf huggingface hugging face hub anthropic google github gitlab aws azure wandb sk pk proj ant live new old "
    "credential credentials cred creds code qwerty asdf change changeit me please replace with from env environ environment variable "
    "invalid valid wrong bad good correct incorrect broken expired existing unknown anonymous required optional todo tbd "
    "one two three first second abc xyz xxx xx x encrypted encoded hashed example".split()
)
_STRONG = frozenset(
    "your fake dummy sample mock stub placeholder foo bar baz invalid wrong insert replace here example redacted".split()
)
_LONGEST_WORD = max(map(len, _WORDS))


def is_placeholder(value: str) -> bool:
    """Whether the value only stands for a key, in documentation, a test or a template.

    A random body of 16 characters makes a value real, whatever short words stand around it (`sk_test_` and so on),
    unless one of them says that it is not (`fake`, `your`). The long words of `_ALWAYS` do not turn up by chance.
    """
    value = plain(value)
    if not value or _TEMPLATE.fullmatch(value) or _is_repeated(value):
        return True
    if len(value) > 400:
        return False
    return bool(_GAP.search(value) or _ALWAYS.search(value)) or _is_run(value) or _is_made_of_words(value)


def _is_repeated(value: str) -> bool:
    """Whether it is one short group over and over, or hardly more than runs of one character."""
    bodies = [value, re.split(r"[-_.:]", value)[-1]]
    for body in bodies:
        if len(body) >= 6 and ((body + body).find(body, 1) <= len(body) // 2 or len(set(body)) <= 2):
            return True
        if len(body) >= 12 and len(set(body)) <= max(4, len(body) // 12):
            return True
    rest = re.sub(r"(.)\1{3,}", "", value)
    return len(rest) < min(len(value), max(8, len(value) // 3)) and len(value) - len(rest) >= 4


def _is_run(value: str) -> bool:
    """Whether half of it, or eight characters in a row, go along the alphabet, the digits or the keyboard."""
    low = "".join(filter(str.isalnum, value.lower()))
    total = 0
    for text in (low, low[::2] if _alternates(low) else ""):
        covered, longest = _covered(text)
        if longest >= 8:
            return True
        total = max(total, covered)
    return total * 2 >= len(low) and len(low) > 0


def _alternates(low: str) -> bool:
    """Whether letters and digits take turns: `a1b2c3d4`."""
    return len(low) >= 8 and (low[::2].isalpha() and low[1::2].isdigit() or low[::2].isdigit() and low[1::2].isalpha())


def _covered(low: str) -> tuple[int, int]:
    """How many characters are in runs of at least four along a row, and the longest such run."""
    covered = longest = at = 0
    while at < len(low) - 3:
        size = _run_length(low, at)
        if size >= 4:
            covered += size
            longest = max(longest, size)
        at += size if size >= 4 else 1
    return covered, longest


def _run_length(low: str, at: int) -> int:
    best = 1
    for row in _RUNS:
        size = 4
        while at + size <= len(low) and low[at : at + size] in row:
            size += 1
        best = max(best, size - 1)
    return best if best >= 4 else 1


def _is_made_of_words(value: str) -> bool:
    """Whether hardly anything is left without the words that placeholders are made of."""
    left = 0
    strong = known = False
    for chunk in re.findall(r"[A-Za-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", value)):
        word = chunk.lower()
        strong = strong or word in _STRONG
        rest = 0 if word in _WORDS else _unknown(word)
        known = known or rest < len(word)
        left += rest
    digits = sum(map(str.isdigit, value))
    if strong and not looks_random(re.split(r"[-_.:]", value)[-1], 20):
        return left < 12
    return known and left == 0 and digits <= 4


def _unknown(word: str) -> int:
    """How many letters no segmentation into known words covers."""
    if len(word) > 60:
        return len(word)
    best = [0]
    for end in range(1, len(word) + 1):
        least = best[-1] + 1
        for start in range(max(0, end - _LONGEST_WORD), end - 1):
            if best[start] < least and word[start:end] in _WORDS:
                least = best[start]
        best.append(least)
    return best[-1]
