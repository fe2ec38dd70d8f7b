"""Which strings of a model may hold a key at all: there are millions of others, and the detectors take time to load."""

from __future__ import annotations

SHORTEST_PASSWORD = 6  # characters of a value that its name gives away
SHORTEST_KEY = 16  # characters of a key that nothing names
_NAMES = ("key", "token", "secret", "passw", "pwd", "auth", "cred", "bearer", "webhook", "dsn", "login", "pass")
_GIVEN = "=:@ \n"  # what stands between a name and a value, or before a host
_APART = str.maketrans(dict.fromkeys("./:,;()[]{}<>|'\"\\@&?=", " "))


def may_hold_key(name: str, value: str) -> bool:
    """Whether detectors are to look at a string, and what names it."""
    size = len(value)
    if size < SHORTEST_PASSWORD:
        return False
    if name and is_telling(name):
        return True
    if size < SHORTEST_KEY and "@" not in value:
        return False
    if max(map(len, value.translate(_APART).split()), default=0) >= SHORTEST_KEY and not value.isalpha():
        return True
    return any([mark in value for mark in _GIVEN]) and is_telling(value)


def is_telling(text: str) -> bool:
    """Whether a name, or a text with one in it, says that what it names is a secret."""
    text = text.lower()
    return any([word in text for word in _NAMES])
