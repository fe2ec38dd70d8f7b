"""What is printed by code that does not parse: Python 2, half a cell."""

from __future__ import annotations

import re

from labcoat.core.rule import Hit
from labcoat.core.secret_identifiers import is_secret_identifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.segment import Segment

_PRINTED = re.compile(
    r"^[ \t]*print(?:[ \t]+|[ \t]*\([ \t]*)(?:[\"'][^\"'\n]*[\"'][ \t]*[,%+][ \t]*)?"
    r"(?:dict\()?([A-Za-z_][\w.]*)\)*[ \t]*$",
    re.MULTILINE,
)


def printed_names(segment: Segment) -> Iterator[tuple[str, int, int]]:
    """Names that are printed, each on a line of its own."""
    for found in _PRINTED.finditer(segment.text):
        yield found[1], found.start(1), found.end(1)


def environment_in_text(segment: Segment) -> Iterator[Hit]:
    """`print os.environ`."""
    for name, start, end in printed_names(segment):
        if name == "os.environ":
            message = "the whole environment is printed, with every key and password in it"
            yield Hit(segment, start, end, message, "show only the variables that matter, by name", "medium")


def secrets_in_text(segment: Segment) -> Iterator[Hit]:
    """`print api_key`."""
    for name, start, end in printed_names(segment):
        if is_secret_identifier(name.rpartition(".")[2]):
            message = f"`{name}` is printed: whoever can read that has the secret"
            yield Hit(segment, start, end, message, "leave it out, or say only whether it is set", "low")
