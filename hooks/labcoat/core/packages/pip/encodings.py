"""Encodings in which a requirements file is something else to pip than to an editor."""

from __future__ import annotations

from labcoat.core.decode import decode
from labcoat.core.document import requirements_encoding
from labcoat.core.packages.pip import pip_file
from labcoat.core.packages.requirement import Packages
from labcoat.core.segment import Segment

MOST_BYTES = 1_000_000  # of a file that is decoded: some codecs take long


def hiding_encoding(text: str) -> str:
    """The encoding that a file declares, where ASCII means something else in it; empty for any other file."""
    encoding = requirements_encoding("\n".join(text.split("\n", 2)[:2]).encode("latin-1", "replace"))
    try:
        decode(b"", encoding)
    except LookupError:
        return encoding
    return ""


def names_in(text: str, encoding: str, found: Packages) -> list[str] | None:
    """What pip reads in such a file that is not in `found`: names of packages and options.

    `text` has one byte in each character. None where pip cannot read it.
    """
    try:
        really = text[:MOST_BYTES].encode("latin-1").decode(encoding)
    except (ValueError, LookupError):
        return None
    other = Packages(found.path, found.project)
    pip_file.read(Segment(really, "requirements"), other)
    known = {made.name for made in found.requirements} | {f"--{option.name}" for option in found.options}
    names = [made.name for made in other.requirements] + [f"--{option.name}" for option in other.options]
    return [name for name in dict.fromkeys(names) if name and name not in known]
