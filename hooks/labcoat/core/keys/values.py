"""Values that may be secrets: whether they look drawn at random, or chosen as a password."""

from __future__ import annotations

import re
from functools import lru_cache

from labcoat.core.keys.checks import entropy
from labcoat.core.keys.names import is_password_name, is_request_name, is_weak_name

LONGEST_PASSWORD = 80  # characters that people choose

_JOINT = re.compile(  # what stands between the pieces of a joined literal
    r"""\\{0,3}["'`]\s{0,128}(?:\\\s{1,64})?(?:[+.]\s{0,128}(?:\\\s{1,64})?)?[rRbBuUfF]{0,2}\\{0,3}["'`]"""
)
# What follows each letter in words: pairs that make up 93% of those in 11,000 words of code and prose.
_FOLLOWERS = {
    "a": "bcdfgilmnprstuvz",
    "b": "aeiloru",
    "c": "acehiklortu",
    "d": "aeiorsu",
    "e": "abcdefgilmnopqrstuvx",
    "f": "aefiloru",
    "g": "aehilnoru",
    "h": "aeiortu",
    "i": "abcdefglmnoprstvz",
    "k": "ei",
    "l": "aeilostuy",
    "m": "abeimopu",
    "n": "acdefginostu",
    "o": "bcdgilmnoprstuvw",
    "p": "aehiloprtu",
    "q": "u",
    "r": "acdegimnorstuy",
    "s": "acehimopstu",
    "t": "aehiorstuy",
    "u": "abcdegilmnprst",
    "v": "aeio",
    "w": "aei",
    "x": "pt",
    "z": "aei",
}
_COMMON = frozenset(first + second for first, following in _FOLLOWERS.items() for second in following)

_TOKEN = re.compile(r"[A-Za-z0-9+/=_.~:!@#$%^&*-]+")
_HEX = re.compile(r"[0-9a-fA-F]+")
_HEX_TAIL = re.compile(r"(?:[0-9a-f]{32}|[0-9A-F]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$")
_SEPARATOR = re.compile(r"[-_.:!$]")
_PARAMETER = re.compile(r"[A-Za-z_]{3,40}=[^=]")
_HEX_GROUPS = re.compile(r"[0-9a-fA-F]{4,20}(?:[-:][0-9a-fA-F]{4,20}){1,8}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_REFERENCE = re.compile(
    r"""[$@%]?\{|\$[A-Za-z_(\[]|%\w+%$|%\(|[<\[(]|@[\w.]+@$|![A-Za-z]+(?:\s|$)|&\w|\*\w+$
    |(?:arn|sha\d+|md5|data|file|https?|ws|op|ssm|vault|ref|secret|env|gs|s3|kms|awskms|keyring|keychain|urn|projects|secretref)[:/]
    |ENC\[|\$ANSIBLE|\{cipher|\$2[aby]\$|(?:pbkdf2|bcrypt|argon2|scrypt|sha\d+|md5)[$_:]
    |-----BEGIN|(?:os|process|sys|self|cls|args|config|settings|env|st|ctx|context|this|window|document|request|req|params|options)\.""",
    re.VERBOSE,
)
_PATH = re.compile(r"(?:[A-Za-z]:\\|\.{0,2}/|~/)[\w./\\ -]+")
_FILE = re.compile(
    r"[\w./\\-]+\.(?:json|ya?ml|txt|pem|key|crt|cer|py|js|ts|ini|cfg|conf|env|toml|md|html?|csv|p12|pfx|jks|sh|xml|log|so|git)"
)
_CALL = re.compile(r"[A-Za-z_][\w.]*(?:\(.*\)?|\[.*\]?)")
_NUMBER = re.compile(r"[-+]?[\d.,:/_ -]+(?:[eE][-+]?\d+)?|0[xX][0-9a-fA-F]{1,8}")
_EMAIL = re.compile(r"[\w.+-]+@[\w.-]+\.[A-Za-z]{2,10}")
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]*")
_APP_PASSWORD = re.compile(r"[a-z]{4}(?: [a-z]{4}){3}")
_ADDRESS = re.compile(
    r"[A-Za-z][\w+.-]{1,30}://|[A-Za-z][\w ]{1,30}=[^;=]{0,200};[ ]?[A-Za-z][\w ]{1,30}="
)  # keys in them
_HUMP = re.compile(r"[A-Z][a-z]{3,40}")
_CLASS = re.compile(r"(?:\w{1,60}\.){0,6}[A-Z][A-Za-z0-9]{7,80}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def plain(value: str) -> str:
    """The value of adjacent and of joined literals, without what stands between them."""
    if '"' in value or "'" in value or "`" in value:
        value = _JOINT.sub("", value)
    return value.strip()


def is_secret_value(value: str, name: str, kind: str) -> bool:
    """Whether the literal assigned to a secret name, in a document of this kind, is likely to be a secret.

    Passwords may be short and human; whatever else must look random. Placeholders are for `is_placeholder`.
    """
    value = plain(value)
    if not 6 <= len(value) <= 2000 or _REFERENCE.match(value) or _PATH.fullmatch(value):
        return False
    if _FILE.fullmatch(value) or _NUMBER.fullmatch(value) or _CALL.fullmatch(value) or _EMAIL.fullmatch(value):
        return False
    if _ADDRESS.match(value) or (_UUID.fullmatch(value) and is_request_name(name)):
        return False
    if is_password_name(name):
        return is_password(value, kind) or looks_random(value) or _is_app_password(value)
    if is_class_name(value):
        return False
    if is_weak_name(name):
        return looks_random(value, 20) and (name.isupper() or not _is_hash(value))
    return looks_random(value) or (_is_short_token(value) and not _HEX.fullmatch(value))


def _is_hash(value: str) -> bool:
    return bool(_HEX.fullmatch(value) or _UUID.fullmatch(value))


def is_class_name(value: str) -> bool:
    """Whether it is the name of a class, as types are: two words with capitals, as in `OAuth2PasswordBearer`."""
    if not _CLASS.fullmatch(value):
        return False
    name = value.rpartition(".")[2]
    words = [len(hump) for hump in _HUMP.findall(name) if oddness(hump.lower()) <= 0.5]
    return len(words) >= 2 and sum(words) * 5 >= len(name) * 2


def looks_random(value: str, shortest: int = 16) -> bool:
    """Whether the characters seem to be drawn at random: no words, paths, numbers or names of things."""
    if len(value) < shortest or not _TOKEN.fullmatch(value):
        return False
    if _PARAMETER.match(value):
        return False
    if _HEX_GROUPS.fullmatch(value) and _has_both(value):
        return entropy(value) > 2.8
    last = max(_SEPARATOR.split(value), key=len)
    if len(last) < 10 and value.islower():  # words and numbers with `_` or `-` between them
        return False
    return _is_body(value, 0.4 if len(last) == len(value) else 0.5) or (
        shortest <= len(last) < len(value) and _is_body(last, 0.5)
    )


def _is_body(value: str, least: float) -> bool:
    if _HEX.fullmatch(value):
        return len(value) >= 20 and _has_both(value) and entropy(value) > 2.5
    if not _has_both(value):
        return _is_letters(value)
    return entropy(value) >= 3.0 and (oddness(value) >= least or bool(_HEX_TAIL.search(value)))


def _is_short_token(value: str) -> bool:
    """Whether 12 to 15 characters are that random that they are no name and no number of anything."""
    return 12 <= len(value) < 16 and value.isalnum() and sum(map(str.isdigit, value)) >= 2 and oddness(value) >= 0.6


def oddness(value: str) -> float:
    """The share of neighbouring letters and digits that words and names rarely have: 1 at most, of random ones 0.8."""
    pairs = [odd for odd in map(_is_odd, value[:399], value[1:400]) if odd is not None]
    return sum(pairs) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=10_000)
def _is_odd(first: str, second: str) -> bool | None:
    """Whether neighbours are such a pair; None where they are not both letters or digits."""
    if not (first.isalnum() and second.isalnum()):
        return None
    if first.isdigit() or second.isdigit():
        return not (first.isdigit() and second.isdigit())
    return (first + second).lower() not in _COMMON or (first.islower() and second.isupper())


def _is_letters(value: str) -> bool:
    """Whether letters alone look random: in both cases, and longer."""
    letters = len(value) >= 24 and not value.islower() and not value.isupper() and value.isalpha()
    return letters and oddness(value) >= 0.5


def _has_both(value: str) -> bool:
    return any(map(str.isdigit, value)) and any(map(str.isalpha, value))


def is_password(value: str, kind: str) -> bool:
    """Whether it looks like a password somebody chose: no word, name, label or sentence."""
    if len(value) > LONGEST_PASSWORD or any(map(str.isspace, value)) or _DATE.match(value):
        return False
    if not value.isascii() and not any(map(str.isdigit, value)):
        return False
    if not any(map(str.isalpha, value)) or value[-1] in ":?" or value[0] in ".#/":
        return False
    body = value.rstrip("!.")
    if body.replace("_", "").replace("-", "").replace(".", "").isalpha():
        return _is_mixed(body)
    return not (_is_code(value) or (value.isupper() and _CONSTANT.fullmatch(value)))


def _is_app_password(value: str) -> bool:
    """Four times four letters, as Google makes them for programs: https://support.google.com/accounts/answer/185833"""
    return bool(_APP_PASSWORD.fullmatch(value)) and oddness(value) >= 0.4


def is_strong_password(value: str) -> bool:
    """Whether it can only be a password: letters of both cases and digits, eight characters, no code."""
    kinds = (str.islower, str.isupper, str.isdigit)
    return (
        8 <= len(value) <= LONGEST_PASSWORD
        and all([any(map(kind, value)) for kind in kinds])
        and is_password(value, "")
        and oddness(value) >= 0.3
    )


def _is_mixed(value: str) -> bool:
    """Whether letters alone, with `_-.` between them, look like no word and no name."""
    return len(value) >= 8 and oddness(value) >= 0.5


_CODE = re.compile(
    r"""(?:sha|md|utf|base|pbkdf|bcrypt|argon|scrypt|aes|rsa|hs|rs|es|field|input|text|col|type|str|string|int|line|step
    |v|version|pass|password|part|test|page|user|arg|param|p|key|token|label|button|form|id|index)[-_]?\d{1,4}
    |.*[\[\](){}<>|\\;,].*|\w+\.\w[\w.]*|[\w-]+[:=/][\w:=/-]+|[\w.-]+/[\w./-]+|.*::.*|[\w-]+=|\?.*|[\w.]+\.[\w.]+:\w+|[\w/-]+/|passed\d{1,4}""",
    re.VERBOSE | re.IGNORECASE,
)


def _is_code(value: str) -> bool:
    return bool(_CODE.fullmatch(value))
