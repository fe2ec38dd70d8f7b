"""What tells a real key from text that only looks like one: checksums, structure, entropy."""

from __future__ import annotations

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# In base64: `{"sub":"1234567890"` of the example on jwt.io and `"John Doe"`, at each of three offsets.
EXAMPLE_CLAIMS = ("eyJzdWIiOiIxMjM0NTY3ODkwIiwi", "Sm9obiBEb2Ui", "pvaG4gRG9l", "Kb2huIERvZS")


def entropy(text: str) -> float:
    """Shannon entropy in bits a character: 0 for one repeated character, at most 4 for hexadecimal digits."""
    from math import log2

    size = len(text)
    return -sum(count / size * log2(count / size) for count in map(text.count, set(text)))


def base62_crc32(text: str) -> str:
    """CRC-32 of a text in six base-62 digits, as GitHub and npm append it to their tokens.

    https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/
    """
    from binascii import crc32

    number = crc32(text.encode())
    digits = ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = BASE62[digit] + digits
    return digits


def has_crc32(token: str) -> bool:
    """Whether the last six characters are the checksum of the others, from the last `_` on."""
    body = token.rpartition("_")[2]
    return base62_crc32(body[:-6]) == body[-6:]


def has_kinds(text: str) -> bool:
    """Whether upper-case letters, lower-case letters and digits all occur."""
    return all(any(map(kind, text)) for kind in (str.isupper, str.islower, str.isdigit))


def has_digit_and_letter(text: str) -> bool:
    """Whether there is a digit, and a letter."""
    return any(map(str.isdigit, text)) and any(map(str.isalpha, text))


def is_jwt(text: str) -> bool:
    """Whether the first part, and the second one of a signed token, are JSON objects in base64url: RFC 7519."""
    parts = text.split(".")
    return len(parts) >= 2 and _is_json_object(parts[0]) and (len(parts) == 5 or _is_json_object(parts[1]))


def _is_json_object(part: str) -> bool:
    from base64 import urlsafe_b64decode
    from json import loads

    try:
        return isinstance(loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))), dict)
    except (ValueError, RecursionError):
        return False
