"""Keys that belong to nobody, made from templates when they are needed: none is written down in a file."""

from __future__ import annotations

import re
from random import Random
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits

from labcoat.core.keys.checks import base62_crc32

ALPHABETS = {
    "letters": ascii_letters,
    "lower": ascii_lowercase,
    "upper": ascii_uppercase,
    "digits": digits,
    "alnum": ascii_letters + digits,
    "lower+digits": ascii_lowercase + digits,
    "upper+digits": ascii_uppercase + digits,
    "hex": digits + "abcdef",
    "HEX": digits + "ABCDEF",
    "word": ascii_letters + digits + "_-",
    "base64": ascii_letters + digits + "+/",
    "base32": ascii_uppercase + "234567",
}
_FIELD = re.compile(r"<([A-Za-z0-9+]+)(?::(\d+))?>")


def expand(template: str, seed: int = 0) -> str:
    """A fake key: `hf_<letters:34>` with 34 letters. Fields are those of ALPHABETS, `uuid` and `crc32`.

    `crc32` is the checksum, six base-62 digits, of the characters since the last `_`. The same seed, the same key.
    """
    random = Random(f"{template} {seed}")  # noqa: S311 - nothing is protected by it
    made = ""
    at = 0
    for field in _FIELD.finditer(template):
        made += template[at : field.start()]
        at = field.end()
        made += _field(field[1], int(field[2] or 0), made, random)
    return made + template[at:]


def _field(kind: str, length: int, before: str, random: Random) -> str:
    if kind == "crc32":
        return base62_crc32(before.rpartition("_")[2])
    if kind == "uuid":
        return "-".join(_random("hex", size, random) for size in (8, 4, 4, 4, 12))
    return _random(kind, length, random)


def _random(kind: str, length: int, random: Random) -> str:
    """Characters of an alphabet: where there is room, with each of its kinds, as real keys have."""
    alphabet = ALPHABETS[kind]
    while True:
        made = "".join(random.choices(alphabet, k=length))
        kinds = [test for test in (str.islower, str.isupper, str.isdigit) if any(map(test, alphabet))]
        if length < 12 or all(any(map(test, made)) for test in kinds):
            return made
