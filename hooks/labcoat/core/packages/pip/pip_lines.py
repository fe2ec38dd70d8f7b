"""Logical lines of a requirements file, as pip takes a file apart, with the place of every character.

https://pip.pypa.io/en/stable/reference/requirements-file-format/: lines end where `str.splitlines` says, a backslash
joins the next line unless the line is a comment, and comments are cut off after that.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Line:
    """What pip gets as one line. `number` counts from 1, as pip counts.

    `comment` is the cut-off comment, from its `#` on, which a joined line may have in its middle: `swallowed` are the
    spans of the lines below that went into the comment with it.
    """

    __slots__ = ("_pieces", "comment", "number", "start", "swallowed", "text")

    def __init__(self, text: str, number: int, start: int, pieces: list[tuple[int, int]], comment: str = "") -> None:
        self.text = text
        self.number = number
        self.start = start
        self.comment = comment
        self.swallowed: list[tuple[int, int]] = []
        self._pieces = pieces

    def __repr__(self) -> str:
        return f"Line({self.text!r}, {self.number})"

    @property
    def is_whole(self) -> bool:
        """Whether it stands in one line of the file."""
        return not self._pieces

    def offset(self, index: int) -> int:
        """Offset in the file's text of character `index` of the line; of its length, where it ends."""
        if not self._pieces:
            return self.start + index
        from bisect import bisect_left

        before = bisect_left(self._pieces, (index if index == len(self.text) else index + 1,)) - 1
        at, place = self._pieces[before] if before >= 0 else (0, self.start)
        return place + index - at


def logical_lines(text: str) -> Iterator[Line]:
    """The lines with something in them. Never raises."""
    number = at = 0
    physical = text.splitlines(keepends=True)
    while number < len(physical):
        line = physical[number]
        if "\\" not in line:  # nearly all lines
            written = line if "#" not in line else _content(line)
            end = comment_start(written)
            content = written[:end].strip()
            if content:
                yield Line(content, number + 1, at + line.index(content), [], written[end:])
            at += len(line)
            number += 1
            continue
        count = _joined_count(physical, number)
        if found := _logical_line(physical[number : number + count], number + 1, at):
            yield found
        at += sum([len(line) for line in physical[number : number + count]])
        number += count


def _joined_count(physical: list[str], number: int) -> int:
    """How many physical lines make the line that starts here."""
    count = 1
    while number + count <= len(physical):
        content = _content(physical[number + count - 1])
        if not content.endswith("\\") or _is_comment(content):
            return count
        count += 1
    return count - 1


def _content(line: str) -> str:
    """A physical line without its end, whatever ends it."""
    return line.splitlines()[0]


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _logical_line(physical: list[str], number: int, start: int) -> Line | None:
    text = ""
    pieces: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []
    for line in physical:
        content = _content(line)
        is_last = not content.endswith("\\") or _is_comment(content)
        kept = content if is_last else content.strip("\\")
        skipped = 0 if is_last else len(content) - len(content.lstrip("\\"))
        if is_last and _is_comment(content):
            text += " "  # so that pip sees a comment
        pieces.append((len(text), start + skipped))
        spans.append((start, start + len(content)))
        text += kept
        start += len(line)
    return _without_comment(text, number, pieces, spans)


def _without_comment(
    text: str, number: int, pieces: list[tuple[int, int]], spans: list[tuple[int, int]]
) -> Line | None:
    at = comment_start(text)
    content = text[:at].strip()
    if not content:
        return None
    lead = len(text) - len(text.lstrip())
    pieces = [(max(0, index - lead), place + max(0, lead - index)) for index, place in pieces]
    first = [place for index, place in pieces if index == 0][-1]
    made = Line(content, number, first, pieces[1:], text[at:])
    later = [span for (index, _), span in zip(pieces, spans, strict=True) if index + lead > at]
    made.swallowed = [] if len(pieces) == 1 else later
    return made


def comment_start(text: str) -> int:
    """Where a comment starts: at a `#` that comes first or after white space. The length where there is none."""
    at = text.find("#")
    while at > 0 and not text[at - 1].isspace():
        at = text.find("#", at + 1)
    return at if at >= 0 else len(text)
