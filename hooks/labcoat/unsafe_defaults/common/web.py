"""Addresses on the web: which are not encrypted, and which never leave this machine or its network."""

from __future__ import annotations

import re

from labcoat.core.packages.indexes.index_url import is_local

UNPROTECTED = re.compile(r"(?i)(http|ftp)://(?:[^\s/@?#]{0,200}@)?([\w.-]{1,253})(?::\d{1,5})?(?=[/?#'\"]|\Z)")
_ADDRESS = re.compile(
    r"(?i)(?:(?:https?|ftp)://)?(?:[^\s/@?#]{0,200}@)?(\[[\da-f:.]{2,45}\]|[\w.-]{1,253})(?=[:/?#]|\Z)"
)
_PRIVATE = re.compile(
    r"10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\."
)
_NUMBERS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
INSIDE = ("local", "internal", "svc", "lan", "localdomain", "intranet", "corp", "home", "cluster", "consul")


def unprotected_host(address: str) -> tuple[str, str] | None:
    """The scheme and host of an address that is not encrypted and leaves the network; None for any other."""
    found = UNPROTECTED.match(address)
    if not found or is_inside(found[2]):
        return None
    return found[1].lower(), found[2].lower()


def is_inside(host: str) -> bool:
    """Whether a host is this machine, in a private network, or a name that only means something there."""
    host = host.lower().rstrip(".")
    if is_local(host) or "." not in host:
        return True
    if _NUMBERS.fullmatch(host):
        return bool(_PRIVATE.match(host))
    return host.rpartition(".")[2] in INSIDE or ".svc." in host


def is_local_address(address: str) -> bool:
    """Whether this is an address, with or without a scheme, of this machine, or of a file on it."""
    found = _ADDRESS.match(address)
    return address.startswith("file:") or (found is not None and is_local(found[1]))
