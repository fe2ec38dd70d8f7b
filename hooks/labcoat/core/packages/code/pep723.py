"""The header of a script that says what it needs: `# /// script`.

https://packaging.python.org/en/latest/specifications/inline-script-metadata/ and, for `[tool.uv]`,
https://docs.astral.sh/uv/guides/scripts/.
"""

from __future__ import annotations

import os
import re

from labcoat.core.packages.names import normalized
from labcoat.core.packages.pip.pip_requirement import read_requirement
from labcoat.core.packages.requirement import INVALID, SCRIPT, VCS, Requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_MARK = re.compile(r"(\A|[\r\n])#")
_OPENING = re.compile(r"# /// ([a-zA-Z0-9-]+)\Z")
EXCLUDE_NEWER = "exclude-newer"


def read(segment: Segment, found: Packages) -> None:
    """Add what the header of a script says; one that no tool can read is an INVALID requirement."""
    blocks = [span for name, span in _blocks(segment.text) if name == "script"]
    for number, (start, end) in enumerate(blocks):
        header = segment.slice(start, end, "toml")
        header.text = _without_marks(header.text)
        if number:
            _add_invalid(header, found, 0, len(header.text.rstrip()), "a second script header: a script has one")
        else:
            _read_header(header, found)


def _blocks(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The blocks of metadata: the type, and where the lines between its first and last one are.

    This finds what the pattern of the specification does, in linear time: a block is as long as possible, and so ends
    at the last `# ///` of the comment lines that follow.
    """
    name, start, end = "", 0, -1
    for line in _LINE.finditer(text):
        content = line[1]
        if name and (content == "#" or content.startswith("# ")):
            end = line.start() if content == "# ///" else end
            continue
        if name and end > start:
            yield name, (start, end)
        opening = _OPENING.match(content)
        name, start, end = (opening[1], line.end(), -1) if opening else ("", 0, -1)
        if line.end() == len(text):
            break


def _without_marks(text: str) -> str:
    """The lines without their `# `, every character in its place."""
    return _MARK.sub(r"\1 ", text)


def _add_invalid(segment: Segment, found: Packages, start: int, end: int, reason: str) -> None:
    made = Requirement(segment, start, max(start, end), "", INVALID)
    made.reason = reason
    found.add(made, SCRIPT)


def _line_at(text: str, offset: int) -> tuple[int, int]:
    """Where the line with a character is, without the blanks around; the last line for what is behind all."""
    start = text.rfind("\n", 0, min(offset, len(text.rstrip()))) + 1
    line = text[start:].partition("\n")[0]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _read_header(header: Segment, found: Packages) -> None:
    known = len(found.requirements)
    settings, error = header.settings()
    if error:
        _add_invalid(header, found, *_line_at(header.text, error.offset), f"not valid TOML: {error.reason}")
        return
    lock = _lock_of(settings, found)
    sources = _read_sources_and_options(header, found)
    for setting in settings:
        if setting.path[:1] == ("dependencies",) and len(setting.path) == 2:
            _add_dependency(header, setting, found, sources)
    for made in found.requirements[known:]:
        made.is_pinned_by = "" if lock == EXCLUDE_NEWER and made.form == VCS else lock


def _lock_of(settings: list[Setting], found: Packages) -> str:
    """What pins all that the script needs: a day after which nothing is new, or uv's lock file."""
    lock = os.path.basename(found.path) + ".lock"
    if lock in found.project.names(found.project.folders(found.path)[0]):
        return lock
    return EXCLUDE_NEWER if any([setting.path == ("tool", "uv", EXCLUDE_NEWER) for setting in settings]) else ""


def _read_sources_and_options(header: Segment, found: Packages) -> set[str]:
    """Add what `[tool.uv]` says. Returns the names of the packages that it says a source of."""
    if "tool" not in header.text:
        return set()
    from labcoat.core.packages.manifests import uv_settings

    known, options = len(found.requirements), len(found.options)
    uv_settings.read(header, found, ("tool", "uv"))
    for option in found.options[options:]:
        option.place = SCRIPT
    for made in found.requirements[known:]:
        made.place = SCRIPT
    return {normalized(made.name) for made in found.requirements[known:]}


def _add_dependency(header: Segment, setting: Setting, found: Packages, sources: set[str]) -> None:
    """A dependency; one that has a source is what that is."""
    written = header.text[setting.start : setting.end]
    text = written.strip()
    if written != setting.value or not text:
        _add_invalid(header, found, setting.start, setting.end, "not a plain string with a requirement")
        return
    made = read_requirement(header, setting.start + written.index(text), text)
    if normalized(made.name) not in sources or not made.name:
        found.add(made, SCRIPT)
