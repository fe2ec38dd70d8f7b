"""hidden-requirement: what pip installs and nobody sees, or the other way round."""

from __future__ import annotations

from labcoat.core.rule import Hit
from labcoat.pinned_requirements.prose import by_file, is_prose
from labcoat.pinned_requirements.scan import packages_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.packages.pip.pip_lines import Line
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.rule import Options
    from labcoat.core.segment import Segment

BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"  # ends of lines to `str.splitlines` and so to pip, to few editors


@packages_rule("critical")
def hidden_requirement(found: Packages, options: Options) -> Iterator[Hit]:
    r"""What pip reads is something else than what an editor shows.

    What it does
    ------------
    Reports, in what pip reads,

    - a requirement or an option behind a character that ends a line for pip but not for most editors: U+2028, U+2029,
      U+0085, a vertical tab, a form feed, U+001C to U+001E. It may stand in the middle of a comment.
    - a `coding:` line that makes pip take ASCII for something else, such as `utf-7`, with the names that are then there
    - a comment that ends in a backslash behind a requirement: the next line is part of the comment (high)
    - characters that are not shown, or that turn the direction of text, in a requirement or in the comment behind it
    - a name with letters that only look like those of ASCII (high: pip refuses it)

    Why is this bad?
    ----------------
    The change passes review, since nobody can see it, and the next build installs it; or a pin, a hash or an index that
    everybody relies on was never there.

    Example
    -------
        requests==2.32.5  # from C:\temp\
        urllib3==2.5.0

    Use instead
    -----------
        requests==2.32.5  # from C:\temp
        urllib3==2.5.0

    References
    ----------
    - https://pip.pypa.io/en/stable/reference/requirements-file-format/
    - https://docs.python.org/3/library/stdtypes.html#str.splitlines
    - https://trojansource.codes/
    """
    for segment, lines in found.files:
        if "coding" in segment.text:
            yield from _other_encoding(segment, found)
        if any([mark in segment.text for mark in BREAKS]) and not any([is_prose(made) for made in by_file(found)]):
            yield from _behind_breaks(segment, lines)
        for line in lines:
            if line.swallowed:
                yield from _swallowed(segment, line)
    if not all([made.segment.text.isascii() for made in found.requirements]):
        from labcoat.pinned_requirements.invisible import invisible_characters

        yield from invisible_characters(found)


def _other_encoding(segment: Segment, found: Packages) -> Iterator[Hit]:
    """The `coding:` line of a file that could only be read byte for byte."""
    from labcoat.core.packages.pip.encodings import hiding_encoding, names_in

    encoding = hiding_encoding(segment.text)
    names = names_in(segment.text, encoding, found) if encoding else None
    if names is None:
        return
    start = segment.text.index("coding")
    shown = ", ".join([f"`{name}`" for name in names[:5]]) + (" …" if len(names) > 5 else "")
    more = f", and finds {shown} in it" if names else ""
    message = f"pip reads this file as `{encoding}`, in which ASCII may mean something else{more}"
    advice = "remove the line: the file is UTF-8 without it"
    yield Hit(segment, start, start + len("coding"), message, advice, causes=[(0, len(segment.text))])


def _behind_breaks(segment: Segment, lines: list[Line]) -> Iterator[Hit]:
    """Lines of pip that start, or go on, within a line of an editor."""
    from labcoat.core.lines import Lines

    text, places = segment.text, Lines(segment.text)
    end = first = -1  # of the editor's line that is looked at, and where something is to be seen in it
    for line in lines:
        if line.start >= end:
            start, end = places.span(line.start)
            first = end - len(text[start:end].lstrip())
            end += 1
        last = line.offset(len(line.text) - 1) + 1
        odd = _break_in(text, line.start, last)
        if line.start > first and not odd:
            odd = _break_before(text, line.start)
        if odd:
            message = f"hidden from view: U+{ord(odd):04X} is the end of a line to pip, and to few editors"
            yield Hit(segment, line.start, last, message, "remove the character, and see who put it there")


def _break_in(text: str, start: int, end: int) -> str:
    """The first of the characters in a line that pip has joined."""
    part = text[start:end]
    return next((mark for mark in BREAKS if mark in part), "")


def _break_before(text: str, at: int) -> str:
    """The nearest of the characters before a line."""
    while at and text[at - 1] not in BREAKS:
        at -= 1
    return text[at - 1] if at else ""


def _swallowed(segment: Segment, line: Line) -> Iterator[Hit]:
    """The first line that went into a comment above it, unless it is one itself."""
    for start, end in line.swallowed:
        content = segment.text[start:end].strip().strip("\\")
        if content and not content.startswith("#"):
            start += len(segment.text[start:end]) - len(segment.text[start:end].lstrip())
            message = "pip never reads this line: the comment above it ends in a backslash and goes on here"
            causes = [(line.start, line.swallowed[0][0] - 1)]
            yield Hit(segment, start, end, message, "remove the backslash", "high", causes=causes)
            return


RULES = [hidden_requirement]
