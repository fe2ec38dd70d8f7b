"""Names of packages: https://packaging.python.org/en/latest/specifications/name-normalization/."""

from __future__ import annotations


def normalized(name: str) -> str:
    """The name as PEP 503 compares it: lower case, and one dash for each run of `-`, `_` and `.`."""
    name = name.lower().replace("_", "-").replace(".", "-")
    while "--" in name:
        name = name.replace("--", "-")
    return name
