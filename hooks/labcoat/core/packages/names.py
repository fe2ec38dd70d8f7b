"""Names of packages: https://packaging.python.org/en/latest/specifications/name-normalization/."""

from __future__ import annotations


def normalized(name: str) -> str:
    """The name as PEP 503 compares it: lower case, and one dash for each run of `-`, `_` and `.`."""
    name = name.lower().replace("_", "-").replace(".", "-")
    while "--" in name:
        name = name.replace("--", "-")
    return name


def may_be_secret(variable: str) -> bool:
    """Whether a variable may hold a password or a key, by its name: then its value goes into nothing that is shown."""
    name = variable.lower()
    return any([word in name for word in ("pass", "pwd", "secret", "token", "key", "cred", "auth")])
