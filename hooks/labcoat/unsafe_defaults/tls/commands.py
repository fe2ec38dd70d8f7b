"""Options of commands that switch the check of certificates off."""

from __future__ import annotations

import re

from labcoat.core.running.scripts import talks
from labcoat.unsafe_defaults.common.web import is_local_address
from labcoat.unsafe_defaults.tls.settings import OFF, ON, command_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.running import CommandLine
    from labcoat.core.words import Word

    Found = tuple[tuple[int, int], str]

# Options that mean this whatever the program is; those with a value are off or on by it.
ALWAYS = frozenset(
    "--no-check-certificate --no-check-certificates --no-verify-ssl --insecure-skip-tls-verify --insecure-skip-verify "
    "--skip-tls-verify --tls-skip-verify -tls-skip-verify --tlsAllowInvalidCertificates --tlsInsecure".split()
)
VALUED = frozenset(
    "--tls-verify --src-tls-verify --dest-tls-verify --tlsverify --strict-ssl --check-certificate".split()
)
INSECURE = frozenset("curl mc argocd axel crane oras redis-cli redli docker-ls".split())  # have `--insecure`
CURL_VALUES = "AbcCdDeEFhHKmoPQrtTuUwxXyYz"  # short options of curl of which the rest of the word is the value
NAMED_PROGRAMS = {"http": "--verify", "https": "--verify"}  # HTTPie
_SSL_VERIFY = re.compile(r"(?i)http\.(?:\S+\.)?sslverify(?:=(\S*))?")
_IN_WORD = re.compile(
    r"(?i)(?:[\w.-]+[.:])?(insecure-?_?skip-?_?(?:tls-?_?)?verify=true|https_validate_certificates=false)\b"
)
MANAGERS = ("npm", "yarn", "pnpm")


def unverified_options(command: CommandLine) -> Iterator[Found]:
    """The variables and the first option of a command that switch the check off."""
    if talks(command):
        return
    yield from command_settings(command)
    program, arguments = command.arguments_after_wrappers()
    found = _option(program, arguments)
    if found and not _is_local(arguments):
        yield found


def _is_local(arguments: Sequence[Word]) -> bool:
    """Whether only this machine is asked, or nothing that has a certificate."""
    addresses = [word.value for word in arguments if "://" in word.value[:8] or is_local_address(word.value)]
    return bool(addresses) and all([is_local_address(text) or text.startswith("http://") for text in addresses])


def _option(program: str, arguments: Sequence[Word]) -> Found | None:
    values = [word.value for word in arguments]
    if program == "git":
        return _of_git(arguments)
    if program in MANAGERS and values[:2] == ["config", "set"]:
        return _set(arguments[2:], ("strict-ssl", "strict_ssl"), OFF)
    if program == "gcloud" and values[:2] == ["config", "set"]:
        return _set(arguments[2:], ("auth/disable_ssl_validation",), ON)
    for word, following in zip(arguments, [*values[1:], ""], strict=False):
        if _is_option(program, word.value, following):
            return (word.start, word.end), word.value.partition("=")[0]
    return None


def _is_option(program: str, value: str, following: str) -> bool:
    name, equals, given = value.partition("=")
    if name in ALWAYS:
        return given.lower() not in OFF
    if name in VALUED or name == NAMED_PROGRAMS.get(program):
        return (given if equals else following).lower() in OFF
    if program in INSECURE and name == "--insecure":
        return given.lower() not in OFF
    return (program == "curl" and _has_k(value)) or (not value.startswith("--") and bool(_IN_WORD.search(value)))


def _has_k(value: str) -> bool:
    """Whether a group of curl's short options has `k`: `-k`, `-sSLk`, but not `-ok`, a file."""
    if not value.startswith("-") or value.startswith("--"):
        return False
    for letter in value[1:]:
        if letter == "k":
            return True
        if letter in CURL_VALUES or not letter.isalnum():
            return False
    return False


def _of_git(arguments: Sequence[Word]) -> Found | None:
    """`git -c http.sslVerify=false`, `git config --global http.sslVerify false`."""
    for index, word in enumerate(arguments):
        named = _SSL_VERIFY.fullmatch(word.value)
        if not named:
            continue
        following = arguments[index + 1] if index + 1 < len(arguments) else word
        value, end = (named[1], word.end) if named[1] is not None else (following.value, following.end)
        if value.lower() in OFF:
            return (word.start, end), "http.sslVerify"
    return None


def _set(arguments: Sequence[Word], names: Sequence[str], off: Sequence[str]) -> Found | None:
    """`config set NAME VALUE`, `config set NAME=VALUE`."""
    for index, word in enumerate(arguments):
        name, equals, value = word.value.partition("=")
        if name not in names:
            continue
        following = arguments[index + 1] if not equals and index + 1 < len(arguments) else word
        if (value if equals else following.value).lower() in off:
            return (word.start, following.end), name
    return None
