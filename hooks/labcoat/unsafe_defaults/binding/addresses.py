"""Addresses that stand for all interfaces of a machine."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_HOST = r"(?:0\.0\.0\.0|\[::0?\]|::0?|\*(?=:))"
_BOUND = re.compile(rf"{_HOST}(?::[^/@,\s]*)?")
_BOUND_URL = re.compile(rf"(?:tcp|udp|https?)://{_HOST}(?::[^/@,\s]*)?/?")
_DEFAULT = re.compile(r"\$\{\w+:?[-=]([^}]*)\}")  # `${HOST:-0.0.0.0}`
MOST_TEXT = 200  # characters of an address


def is_everywhere(value: Any, with_scheme: bool = False) -> bool:
    """Whether a value is such an address, or a list with one; a port may follow, and where asked a scheme precede."""
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        return False
    return any([_is_one(part.strip(), with_scheme) for part in value.split(",")])


def _is_one(part: str, with_scheme: bool) -> bool:
    found = _DEFAULT.match(part)
    if found:
        part = found[1] + part[found.end() :]
    return bool(_BOUND.fullmatch(part) or (with_scheme and _BOUND_URL.fullmatch(part)))
