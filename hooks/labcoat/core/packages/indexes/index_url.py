"""Addresses of package indexes and repositories as people write them: scheme, credentials, host and path."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_TEMPLATE = re.compile(  # what a shell, a CI service, a template or the reader fills in; bounded, so that it is linear
    r"\$\([^()\n]{0,200}\)|\$?\{\{[^{}\n]{0,200}\}\}|\$?\{[^{}\n]{0,200}\}|<[^<>\n]{0,100}>|`[^`\n]{0,200}`|"
    r"%\([^()\n]{0,100}\)s|%[A-Z_][A-Z0-9_]{2,60}%|\$\w+|%s(?![0-9A-Za-z])"
)
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,20})://([^\s/?#\"'\\]*)([^\s?#\"'\\]*)")
_NO_PASSWORDS = ("", "x-oauth-basic", "x-access-token", "oauth2", "basic")  # beside a user that is a token
_GEMFURY = ("pypi.fury.io", "pip.fury.io", "repo.fury.io")  # once took a token as the first part of the path


class Address:
    """One address, at characters `start` to `end` of `text`.

    `scheme` is what it is reached by (`http` of `git+http`), `host` and `path` are in lower case, without port and
    credentials. `$` stands in both for characters that a variable or a template decides.
    """

    __slots__ = ("_user", "_user_start", "end", "host", "path", "scheme", "start", "text")

    def __init__(self, text: str, at: int, found: re.Match[str]) -> None:
        self.start, self.end = at + found.start(), at + found.end()
        self.scheme = found[1].lower().rpartition("+")[2]
        self._user: str
        self._user, _, place = found[2].rpartition("@")
        self._user_start = at + found.start(2)
        self.text = text
        self.host = _without_port(place).lower().rstrip(".")
        self.path = found[3].lower().strip("/")

    @property
    def is_local(self) -> bool:
        """Whether it never leaves this machine."""
        return is_local(self.host)

    @property
    def has_variable_host(self) -> bool:
        """Whether only running tells which host it is."""
        return "$" in self.host or not self.host

    def credential(self) -> tuple[int, int] | None:
        """Where the password or token is, if a real one is written there."""
        user, colon, password = self._user.partition(":")
        password_start = self._user_start + len(user) + len(colon)
        if password.lower() not in _NO_PASSWORDS:
            return self._literal(password_start, password)
        if user and self._is_token(self._user_start, user):
            return self._literal(self._user_start, user)
        return self._token_in_path()

    def _literal(self, start: int, masked: str) -> tuple[int, int] | None:
        from labcoat.core.keys.placeholder import is_placeholder

        end = start + len(masked)
        is_literal = "$" not in masked and not is_placeholder(self.text[start:end])
        return (start, end) if is_literal else None

    def _is_token(self, start: int, masked: str) -> bool:
        """Whether a user without a password is a token: most are the name of a person or an organisation."""
        from labcoat.core.keys.values import looks_random

        return "$" not in masked and looks_random(self.text[start : start + len(masked)])

    def _token_in_path(self) -> tuple[int, int] | None:
        first, slash, _ = self.path.partition("/")
        if self.host not in _GEMFURY or not slash:
            return None
        start = self.text.index("/", self._user_start) + 1
        return self._literal(start, first) if self._is_token(start, first) else None


def addresses(text: str, start: int, end: int) -> Iterator[Address]:
    """The addresses in a part of a text, such as a requirement or the value of an option, which may name many."""
    part = text[start:end]
    if "://" in part:
        for found in _ADDRESS.finditer(_TEMPLATE.sub(_dollars, part)):
            yield Address(text, start, found)


def is_local(host: str) -> bool:
    """Whether a host is this machine: a name or an address of the loopback interface."""
    host = host.strip("[]").lower()
    return host in ("localhost", "::1", "0.0.0.0") or host.endswith(".localhost") or host.startswith("127.")  # noqa: S104


def _dollars(template: re.Match[str]) -> str:
    return "$" * len(template[0])


def _without_port(place: str) -> str:
    if place.startswith("["):
        return place.partition("]")[0] + "]"
    host, _, port = place.partition(":")
    return host if not port.strip("0123456789$") else "$"  # else this is a piece of something longer
