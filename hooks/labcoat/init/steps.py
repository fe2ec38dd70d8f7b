"""What init would do to one file: make it, add to it, or leave it alone."""

from __future__ import annotations

import os
from typing import NamedTuple

from labcoat.core.paths import relative
from labcoat.core.write import WriteError, read_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Added = tuple[str, str]

CREATE, ADD, LEAVE = "create", "add to", "leave alone"
_MOST_BYTES = 1_000_000  # of a file of settings that is looked at
BOM = "\ufeff"


class UnsureError(Exception):
    """Why a file is left to its owner, in words for the user."""


class Step(NamedTuple):
    """What is to be done with a file. `path` is from the root on, with slashes.

    `block` is what goes in: people may have to paste it. A file that is left alone and has no block needs nothing.
    """

    path: str
    action: str
    about: str
    block: str = ""
    old: bytes = b""
    new: bytes = b""
    before: os.stat_result | None = None


def planned(root: str, path: str, about: str, block: str, whole: str, added: Callable[[str], Added]) -> Step:
    """Make the file with the text `whole`, or add the block to what it has.

    `added` gives a text with the block in, and the block in the style of that text; the same text where nothing is
    missing. It raises UnsureError.
    """
    place = os.path.join(root, path)
    try:
        _check_place(root, place)
        if not os.path.lexists(place):
            return Step(path, CREATE, about, block, b"", whole.encode())
        data, before = read_file(place)
        text = _text(data)
        new, styled = added(text)
    except (UnsureError, WriteError) as error:
        return Step(path, LEAVE, str(error), block)
    except OSError as error:
        return Step(path, LEAVE, f"cannot be read: {error.strerror}", block)
    if new == text:
        return Step(path, LEAVE, "already set up")
    return Step(path, ADD, about, styled, data, new.encode(), before)


def text_of(path: str) -> str:
    """What a file of settings says; nothing where there is none, or it cannot be read as such."""
    try:
        return _text(read_file(path)[0])
    except (UnsureError, WriteError, OSError):
        return ""


def in_style(text: str, block: str) -> str:
    """The block with the line ends of a text."""
    return block.replace("\n", "\r\n") if "\r\n" in text else block


def appended(text: str, block: str) -> str:
    """The text, and the block after an empty line."""
    lines = text.lstrip(BOM).splitlines(keepends=True)[-1:]
    blank = "" if not lines or not lines[0].strip("\r\n") else "\n" if lines[0].endswith("\n") else "\n\n"
    return text + in_style(text, blank + block)


def _check_place(root: str, place: str) -> None:
    """Raise UnsureError where a link leads out of the repository, or nowhere."""
    if relative(os.path.realpath(place), os.path.realpath(root)) is None:
        raise UnsureError("it is, or is behind, a link out of the repository")
    if os.path.islink(place) and not os.path.exists(place):
        raise UnsureError("it is a link to nothing")


def _text(data: bytes) -> str:
    if len(data) > _MOST_BYTES:
        raise UnsureError("it is too large for a file of settings")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise UnsureError("it is not UTF-8") from None
