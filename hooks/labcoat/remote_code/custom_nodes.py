"""`git clone` into ComfyUI's folder of extensions, all of which it imports."""

from __future__ import annotations

import re
from bisect import bisect_left

from labcoat.remote_code.hub_urls import checks_out_commit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.words import Word

FOLDER = "custom_nodes"
CHANGES = ("cd", "pushd", "chdir")
WITH_VALUE = ("-b", "--branch", "--depth", "-C", "-o", "--origin", "-c", "--config", "-j", "--jobs", "--filter")
MOST_FOLLOWING = 6  # commands among which the checkout is
_WORKDIR = re.compile(r"(?im)^[ \t]*WORKDIR[ \t]+(\S+)")
_URL = re.compile(r"(?:https?://|git@|ssh://|git://)\S+")


def cloned_nodes(commands: Sequence[CommandLine]) -> Iterator[tuple[Segment, int, int]]:
    """The URLs that are cloned into it, unless a commit is checked out next."""
    folder, segment = "", None
    workdirs = _Workdirs()
    for index, command in enumerate(commands):
        if command.segment is not segment and not _goes_on(command.segment, segment):
            folder = workdirs.before(command.segment)
        segment = command.segment
        program, words = command.arguments_after_wrappers()
        if program in CHANGES and words:
            folder = _changed(folder, words[0].value)
        elif program == "git":
            url = _cloned(words, folder)
            if url is not None and not checks_out_commit(commands[index : index + MOST_FOLLOWING]):
                yield command.segment, url.start, url.end


def _goes_on(segment: Segment, before: Segment | None) -> bool:
    """Whether a segment runs where the one before it has ended: notebooks have one for each line."""
    return before is not None and segment.cell is not None and not segment.in_container


class _Workdirs:
    """The `WORKDIR` instructions of Dockerfiles, each of which is read once."""

    def __init__(self) -> None:
        self._parent = ""
        self._found: list[tuple[int, str]] = []

    def before(self, segment: Segment) -> str:
        """The last one before an instruction."""
        if not segment.in_container:
            return ""
        if segment.parent is not self._parent:
            self._parent = segment.parent
            self._found = [(match.start(), match[1]) for match in _WORKDIR.finditer(segment.parent)]
        count = bisect_left(self._found, (segment.offset, ""))
        return self._found[count - 1][1] if count else ""


def _changed(folder: str, to: str) -> str:
    if to.startswith(("/", "~", "$")):
        return to
    if to.startswith(".."):
        return folder.rstrip("/").rpartition("/")[0]
    return f"{folder}/{to}"


def _cloned(words: Sequence[Word], folder: str) -> Word | None:
    """The URL, where its target is in the folder."""
    values = [word.value for word in words]
    if "clone" not in values:
        return None
    if "-C" in values[:2]:
        folder = _changed(folder, values[1])
    at = values.index("clone") + 1
    positional: list[Word] = []
    for index in range(at, len(words)):
        is_value = values[index - 1] in WITH_VALUE
        if not values[index].startswith("-") and not is_value:
            positional.append(words[index])
    if not positional or not _URL.match(positional[0].value):
        return None
    target = _changed(folder, positional[1].value) if len(positional) > 1 else folder
    return positional[0] if FOLDER in re.split(r"[/\\]", target.strip("\"'")) else None
