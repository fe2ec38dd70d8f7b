"""Commands, and instructions of a Dockerfile, that download something over a connection without encryption."""

from __future__ import annotations

import re
from itertools import pairwise

from labcoat.unsafe_defaults.common.named_values import in_command, in_settings
from labcoat.unsafe_defaults.common.web import UNPROTECTED, unprotected_host

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.words import Word
    from labcoat.unsafe_defaults.common.named_values import NamedValue

    Found = tuple[tuple[int, int], str, str]  # where, the scheme, the host

PROGRAMS = frozenset(("curl", "wget", "wget2", "aria2c", "axel", "lftp", "ncftpget", "iwr", "irm", "fetch"))
REPOSITORIES = {"git": ("clone", "submodule", "fetch", "pull"), "svn": ("checkout", "co", "export")}
# Options whose value is no address that something is downloaded from.
OTHER = frozenset(
    "--proxy --preproxy --socks5 -e --referer -A --user-agent -U --header --data --data-raw --data-binary "
    "--data-urlencode --json --form -o --output --output-document --write-out --resolve -P".split()
)
OF_CURL = frozenset(("-x", "-H", "-d", "-F", "-w"))  # wget has them without a value, and `-O` with one
SENDING = ("-d", "--data", "--data-raw", "--data-binary", "--data-urlencode", "--json", "-F", "--form", "-T")
SENDING_LONG = ("--upload-file", "--post-data", "--post-file", "--body-data")
_CHECK = re.compile(
    r"\b(?:(?:sha\d{1,3}|md5|b2|b3)(?:sum)?|shasum)\b[^|&;\n]{0,200}(?:\s-c\b|\s--check\b)|\bgpg2? --verify\b"
)
MOST_AFTER = 2000  # characters after a command in which its download is checked
GIT = re.compile(r"(?i)(git)://([\w.-]{1,253})(?=[:/])")


def unprotected_addresses(command: CommandLine) -> Iterator[Found]:
    """The first address without encryption that a command downloads from, and what `HF_ENDPOINT` is set to."""
    yield from _endpoints(in_command(command))
    program, arguments = command.arguments_after_wrappers()
    is_download = program.lower() in PROGRAMS and not _sends(arguments) and not _is_checked(command)
    if is_download or any([word.value in REPOSITORIES.get(program, ()) for word in arguments]):
        yield from _first(arguments, OTHER | OF_CURL if program == "curl" else OTHER | {"-O"})


def _first(arguments: list[Word], other: Set[str]) -> Iterator[Found]:
    before = ""
    for word in arguments:
        found = _host(word.value) if before not in other else None
        if found:
            yield (word.start, word.end), *found
            return
        before = word.value


def _host(value: str) -> tuple[str, str] | None:
    git = GIT.match(value)
    return ("git", git[2].lower()) if git else unprotected_host(value.removeprefix("--url="))


def _sends(arguments: list[Word]) -> bool:
    """Whether a request sends something, or only asks for headers."""
    values = [word.value for word in arguments]
    method = next((after.upper() for value, after in pairwise(values) if value in METHOD), "GET")
    is_sending = any([value.partition("=")[0] in (*SENDING, *SENDING_LONG) for value in values])
    return is_sending or method != "GET" or any([value in ("-I", "--head", "--spider") for value in values])


METHOD = ("-X", "--request", "--method")


def _is_checked(command: CommandLine) -> bool:
    """Whether a hash or signature of the download is checked afterwards, in the same line."""
    if any([word.value.startswith("--checksum") for word in command.words]):
        return True
    text, end = command.segment.text, max([word.end for word in command.words], default=0)
    rest = text[end : end + MOST_AFTER].replace("\\\r\n", "  ").replace("\\\n", "  ")
    return bool(_CHECK.search(rest.partition("\n")[0]))


def added_addresses(segment: Segment) -> Iterator[Found]:
    """`ADD http://…` of a Dockerfile, unless its checksum is given."""
    from labcoat.core.dockerfile import instructions

    for instruction in instructions(segment.text):
        flags = [segment.text[start:end] for start, end in instruction.flags]
        if instruction.keyword != "ADD" or any([flag.startswith("--checksum=") for flag in flags]):
            continue
        for place in re.finditer(r"[^\s\"',\[\]]+", instruction.arguments):
            if UNPROTECTED.match(place[0]) and (host := unprotected_host(place[0])):
                start = instruction.arguments_start
                yield (start + place.start(), start + place.end()), *host
                break


def endpoint_settings(segment: Segment) -> Iterator[Found]:
    """`HF_ENDPOINT: http://…`."""
    yield from _endpoints(in_settings(segment))


def _endpoints(variables: Iterator[NamedValue]) -> Iterator[Found]:
    for variable in variables:
        host = unprotected_host(str(variable.value)) if variable.name == "HF_ENDPOINT" else None
        if host:
            yield (variable.start, variable.end), *host
