"""Placeholders: values that stand where a key should be. Asked for every match, also of named detectors."""

from __future__ import annotations

import re
from itertools import pairwise

from labcoat.core.keys.checks import EXAMPLE_CLAIMS
from labcoat.core.keys.values import looks_random, plain

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ROWS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz" * 2, "abcdef0123456789abcdef")
_RUNS = tuple(run for row in (*_ROWS, *_KEYBOARD) for run in (row, row[::-1]))
_NEIGHBOURS = frozenset(pair for row in _ROWS for run in (row, row[::-1]) for pair in pairwise(run)) | {("f", "a")}

_FOURS = frozenset(run[at : at + 4] for run in _RUNS for at in range(len(run) - 3))

_TEMPLATE = re.compile(r"\$?\{\{?[\s\w.\[\]'\":-]*\}?\}|<[^<>\n]*>|\[[A-Za-z _-]+\]|%\(?\w*\)?[sd]|\$\w+|%\w+%|@\w+@")
_GAP = re.compile(r"\.\.\.|…|\*\*\*|•••|[xX]{6}|_{4,}$|-{6}|#{3}|\?\?\?|@@@")
_ALWAYS = re.compile(  # long enough not to turn up in random characters
    r"example|changeme|change[-_](?:me|this|it)|placeholder|redacted|replace[-_ ]?(?:me|with|this)|"
    r"y[o0]ur?[-_ ]?(?:api|key|token|secret|password|own|access|hf|hugging|openai|wandb|client|auth|actual|personal|"
    r"email|user|db|bot|private)|insert[-_ ]?(?:your|here|key|token|api)|"
    r"(?:goes|put|enter|paste|type|fill|add)[-_ ]?(?:here|your|it|in)|[-_]here$|foobar|dummy|not[-_]?real|not[-_]a[-_]|"
    r"iosfodnn7|eby8vdm02xnocq|lorem|ipsum|do[-_]?not[-_]?use|whatever|anything|"
    r"something|hidden|masked|sanitized|removed|deleted|undefined|todo[-_]|[-_]todo|fixme|tbd[-_]|supersecret|topsecret|"
    r"mysecret|mytoken|my[-_]?api|deadbeef|cafebabe|badc0ffee|abc123|123abc",
    re.IGNORECASE,
)
_PUBLISHED = frozenset(  # keys of standards: RFC 6749 and 6750
    ("2YotnFZFEjr1z" + "CsicMWpAA", "tGzv3JOkF0X" + "G5Qx2TlKWIA", "gX1f" + "Bat3bV", "7Fjfp0ZBr1K" + "tDRbnfVdmIw")
)
_X = re.compile(r"[xX]{4,}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,200}={0,2}")
_WORDS = frozenset(  # what placeholders are made of
    "a an the needed dont care my your his our own this that is it to be in of for and or not no put here goes "
    "go insert enter add some any real fake dummy test tests testing tester sample mock stub demo foo bar baz "
    "qux spam eggs hello world temp tmp default none null nil empty unset blank undefined true false secret "
    "secrets super top very long random value val string str text data password passwords passwd passphrase "
    "pass pwd pw word token tokens key keys api apikey auth authorization bearer access private public client "
    "server service account user users username login admin root guest owner name id db database postgres "
    "postgresql mysql mariadb mongo redis rabbitmq rabbit minio grafana elastic jupyter kafka neo oracle sa "
    "airflow docker local localhost dev prod staging project org team app web openai hf huggingface hugging "
    "face hub anthropic google github gitlab aws azure wandb sk pk proj ant live new old credential credentials "
    "cred creds code qwerty asdf change changeit me please replace with from env environ environment variable "
    "invalid valid wrong bad good correct incorrect broken expired existing unknown anonymous required optional "
    "todo tbd one two three first second ml kv vault abc xyz xxx xx x encrypted encoded hashed".split()
)
_STRONG = frozenset(
    "your fake dummy sample mock stub placeholder foo bar baz invalid wrong insert replace here redacted".split()
)
_SAYS_SO = frozenset("your fake dummy mock sample stub placeholder example redacted invalid".split())
_VERSION = re.compile(r"(?<![A-Za-z0-9])v?\d{1,3}(?![A-Za-z0-9])|(?<=[a-z][-_])v\d{1,3}$")
_LONGEST_WORD = max(map(len, _WORDS))


def is_placeholder(value: str, has_format: bool = False) -> bool:
    """Whether the value only stands for a key, in documentation, a test or a template.

    With `has_format` it has all of a provider's format. Runs and repeats do not count then: such a key is a fake one,
    but the tests of scanners are full of them, and notebooks are not. A random body of 20 characters makes a value
    real, whatever stands around it (`sk_test_` and so on), but for a part that says otherwise (`fake_...`). The words
    of `_ALWAYS` are long enough not to turn up by chance.
    """
    value = plain(value)
    if value.startswith("eyJ") and any([claim in value for claim in EXAMPLE_CLAIMS]):
        return True
    if not value or value in _PUBLISHED or _TEMPLATE.fullmatch(value) or _is_monotonous(value):
        return True
    if len(value) > 400:
        return False
    if not has_format and (_is_repeated(value) or _is_run(value) or "abcdefghij" in value.lower()):
        return True
    if _GAP.search(value) or _is_blanked(value) or _ALWAYS.search(value) or _is_made_of_words(value):
        return True
    return _is_encoded(value)


def _bodies(value: str) -> list[str]:
    """The value, and its last part where that is most of it."""
    last = re.split(r"[-_.:]", value)[-1]
    return [body for body in (value, last) if len(body) * 2 >= len(value)]


def _is_repeated(value: str) -> bool:
    """Whether it is one group over and over."""
    return any([len(body) >= 6 and (body + body).find(body, 1) <= len(body) // 2 for body in _bodies(value)])


def _is_monotonous(value: str) -> bool:
    """Whether it is made of two characters, of very few, or hardly of more than runs of one."""
    for body in _bodies(value):
        size, kinds = len(body), len(set(body))
        if size >= 6 and kinds <= 3:
            return True
        if size >= 12 and kinds <= min(6, max(4, size // 12)):
            return True
    rest = re.sub(r"(.)\1{3,}", "", value)
    return len(rest) < min(len(value), max(8, len(value) // 3)) and len(value) - len(rest) >= 4


def _is_blanked(value: str) -> bool:
    """Whether there are four or five `x` in it, and no random body around them."""
    return "xxxx" in value.lower() and not looks_random(_X.sub("", value), 20)


def _is_run(value: str) -> bool:
    """Whether half of it, or eight characters in a row, go along the alphabet, the digits or the keyboard."""
    low = "".join(filter(str.isalnum, value.lower()))
    if len(low) < 4:
        return False
    covered, longest = _covered(low)
    return longest >= 8 or covered * 2 >= len(low) or _takes_turns(low)


def _takes_turns(low: str) -> bool:
    """Whether every second character goes along a row: `a1b2c3d4`."""
    if len(low) < 8:
        return False
    steps = sum([pair in _NEIGHBOURS for pair in zip(low, low[2:], strict=False)])
    return steps * 5 >= (len(low) - 2) * (3 if len(low) >= 12 else 5)


def _is_encoded(value: str) -> bool:
    """Whether it is a placeholder in base64, as `user:password` is in the header of a request."""
    if not _BASE64.fullmatch(value) or len(value.rstrip("=")) % 4 == 1:
        return False
    from base64 import urlsafe_b64decode

    raw = value.rstrip("=").replace("+", "-").replace("/", "_")
    text = urlsafe_b64decode(raw + "=" * (-len(raw) % 4)).decode("latin-1")
    return text.isascii() and text.isprintable() and is_placeholder(text.rpartition(":")[2])


def _covered(low: str) -> tuple[int, int]:
    """How many characters are in runs of at least four along a row, and the longest such run."""
    covered = longest = at = 0
    while at < len(low) - 3:
        size = _run_length(low, at) if low[at : at + 4] in _FOURS else 1
        if size >= 4:
            covered += size
            longest = max(longest, size)
        at += size if size >= 4 else 1
    return covered, longest


def _run_length(low: str, at: int) -> int:
    best = 4
    for row in _RUNS:
        size = 4
        while at + size <= len(low) and low[at : at + size] in row:
            size += 1
        best = max(best, size - 1)
    return best


def _is_made_of_words(value: str) -> bool:
    """Whether one of its parts says so, or hardly anything is left without the words that placeholders are made of."""
    parts = re.split(r"[-_.:/ ]", value.lower())
    if not _SAYS_SO.isdisjoint(parts):
        return True
    left = 0
    strong = known = False
    if not looks_random(value):
        value = _VERSION.sub("", value)
    for chunk in re.findall(r"[A-Za-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", value)):
        word = chunk.lower()
        rest = 0 if word in _WORDS else _unknown(word)
        strong = strong or word in _STRONG
        known = known or rest < len(word)
        left += rest
        if left >= 12:
            return False
    if strong and not looks_random(max(parts, key=len), 20):
        return True
    return known and left == 0 and sum(map(str.isdigit, value)) <= 4


def _unknown(word: str) -> int:
    """How many letters no segmentation into known words covers."""
    if not 2 < len(word) <= 60:
        return len(word)
    best = [0]
    for end in range(1, len(word) + 1):
        least = best[-1] + 1
        for start in range(max(0, end - _LONGEST_WORD), end - 1):
            if best[start] < least and word[start:end] in _WORDS:
                least = best[start]
        best.append(least)
    return best[-1]
