"""All text of a document, as a reader sees it: sources, outputs and metadata of a notebook, or the file itself.

Images and other binary outputs are left out by their type. Where a text stands in the file is found out only when
somebody asks: most documents have nothing to show.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from labcoat.core.segment import Segment
from labcoat.core.spans import scan_array, scan_object, skip_space

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from labcoat.core.document import Document
    from labcoat.core.notebook import Cell, Notebook
    from labcoat.core.spans import Item, Member

    Path = tuple[str | int, ...]  # keys and indices from the cell, or from the notebook, to a value

BINARY = ("image/", "audio/", "video/", "font/", "application/pdf", "application/octet-stream", "application/zip")
OLD_BINARY = ("png", "jpeg", "pdf")  # keys of an output before nbformat 4
OUTPUT = "output"


class Part:
    """One text: its kind (a document's, or `output`), where it is in a notebook, and how to get there.

    `joiner` is what stands between the strings of an array. Of a JSON value (`is_json`) the text is one line for
    every key and string in it.
    """

    __slots__ = ("cell", "is_json", "joiner", "kind", "part", "path", "text")

    def __init__(
        self,
        text: str,
        kind: str,
        cell: Cell | None = None,
        part: str = "",
        path: Path = (),
        joiner: str = "",
        is_json: bool = False,
    ) -> None:
        self.text = text
        self.kind = kind
        self.cell = cell
        self.part = part
        self.path = path
        self.joiner = joiner
        self.is_json = is_json


def document_parts(document: Document) -> list[Part]:
    """Every text of a document that is not empty."""
    if document.notebook is None:
        kind = "json" if document.kind == "notebook" else document.kind
        return [Part(document.text, kind)] if document.text else []
    return [part for part in _notebook_parts(document.notebook) if part.text]


def _notebook_parts(notebook: Notebook) -> Iterator[Part]:
    for cell in notebook.cells:
        yield Part(cell.source, cell.language, cell, "source")
        yield from _json_part(cell.metadata, cell, "metadata", ("metadata",))
        attachments = cell.data.get("attachments")
        if isinstance(attachments, dict):
            for name in attachments:
                yield Part(name, "text", cell, "attachment", ("attachments", name))
        outputs = cell.data.get("outputs")
        for index, output in enumerate(outputs if isinstance(outputs, list) else ()):
            if isinstance(output, dict):
                yield from _output_parts(output, cell, ("outputs", index))
    yield from _json_part(notebook.metadata, None, "metadata", ("metadata",))


def _output_parts(output: dict[str, Any], cell: Cell, path: Path) -> Iterator[Part]:
    """The texts of one output. Before nbformat 4 its data stand beside its other keys."""
    for key, value in output.items():
        if key == "data" and isinstance(value, dict):
            for mime, content in value.items():
                if not mime.startswith(BINARY) or mime == "image/svg+xml":
                    yield from _value_part(content, cell, (*path, key, mime))
        elif key == "metadata":
            yield from _json_part(value, cell, OUTPUT, (*path, key))
        elif key not in ("output_type", "execution_count", "name", *OLD_BINARY):
            yield from _value_part(value, cell, (*path, key))


def _value_part(value: Any, cell: Cell, path: Path) -> Iterator[Part]:
    if isinstance(value, str):
        yield Part(value, OUTPUT, cell, OUTPUT, path)
    elif isinstance(value, list) and all([isinstance(line, str) for line in value]):
        joiner = "\n" if path[-1] == "traceback" else ""
        yield Part(joiner.join(value), OUTPUT, cell, OUTPUT, path, joiner)
    else:
        yield from _json_part(value, cell, OUTPUT, path)


def _json_part(value: Any, cell: Cell | None, part: str, path: Path) -> Iterator[Part]:
    if value and isinstance(value, (dict, list)):
        yield Part("".join(_lines(value)), "json", cell, part, path, is_json=True)


def _lines(value: Any) -> list[str]:
    """A line for every member of an object and every string of an array; what is nested follows later."""
    lines: list[str] = []
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            lines += [f'"{key}": "{item}"\n' if isinstance(item, str) else f'"{key}":\n' for key, item in value.items()]
            stack += [item for item in value.values() if isinstance(item, (dict, list))]
        else:
            lines += [f'"{item}"\n' for item in value if isinstance(item, str)]
            stack += [item for item in value if isinstance(item, (dict, list))]
    return lines


class Places:
    """Where the texts of a notebook stand in its file."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._members: dict[int, list[Member]] = {}
        self._items: dict[int, list[Item]] = {}
        self._strings: dict[int, tuple[list[int], list[_String]]] = {}

    def segment(self, part: Part, start: int, end: int) -> tuple[Segment, int, int]:
        """The segment of characters `start` to `end` of a part, and where they are in it."""
        if part.part in ("", "source"):
            return Segment(part.text, part.kind, cell=part.cell, part=part.part), start, end
        at = self._start(part)
        if part.is_json:
            return self._json_segment(part, at, start, end)
        segment = Segment(part.text, part.kind, cell=part.cell, part=part.part, json_start=at, joiner=part.joiner)
        return segment, start, end

    def _start(self, part: Part) -> int:
        """Offset of a part's value in the file; of an attachment's name."""
        at = part.cell.start if part.cell else skip_space(self._text, 0)
        member = None
        for step in part.path:
            if isinstance(step, int):
                at = self._items_at(at)[step].start
            else:
                member = [member for member in self._members_at(at) if member.key == step][-1]
                at = member.start
        return member.key_start if member and part.part == "attachment" else at

    def _members_at(self, at: int) -> list[Member]:
        if at not in self._members:
            self._members[at] = scan_object(self._text, at)[0]
        return self._members[at]

    def _items_at(self, at: int) -> list[Item]:
        if at not in self._items:
            self._items[at] = scan_array(self._text, at)[0]
        return self._items[at]

    def _json_segment(self, part: Part, at: int, start: int, end: int) -> tuple[Segment, int, int]:
        """The string of a JSON value that holds a place of its lines."""
        if at not in self._strings:
            strings = list(self._strings_at(at))
            ends = list(accumulate([string.length for string in strings]))
            self._strings[at] = ends, strings
        ends, strings = self._strings[at]
        index = bisect_right(ends, start)
        string = strings[index]
        start -= ends[index] - string.length
        end -= ends[index] - string.length
        return string.segment(part, start, end)

    def _strings_at(self, at: int) -> Iterator[_String]:
        """Every line of the value, in the order of `_lines`."""
        stack = [at]
        while stack:
            at = stack.pop()
            if self._text[at] == "{":
                last = {member.key: member for member in self._members_at(at)}  # of equal keys, the last one counts
                yield from [
                    _String(member.key, member.key_start, member.value, member.start) for member in last.values()
                ]
                stack += [member.start for member in last.values() if isinstance(member.value, (dict, list))]
            else:
                items = self._items_at(at)
                yield from [_String(None, -1, item.value, item.start) for item in items if isinstance(item.value, str)]
                stack += [item.start for item in items if isinstance(item.value, (dict, list))]


class _String:
    """A line of a JSON value: the key, where it starts in the file, the value, and where that starts."""

    __slots__ = ("key", "key_start", "start", "value")

    def __init__(self, key: str | None, key_start: int, value: Any, start: int) -> None:
        self.key = key
        self.key_start = key_start
        self.value = value
        self.start = start

    @property
    def label(self) -> int:
        """Characters before the value."""
        return 1 if self.key is None else len(self.key) + 5

    @property
    def length(self) -> int:
        """Characters of the line."""
        if isinstance(self.value, str):
            return self.label + len(self.value) + 2
        return self.label - 1

    def segment(self, part: Part, start: int, end: int) -> tuple[Segment, int, int]:
        """The key or the value that the place in the line is in."""
        in_key = self.key is not None and (start < self.label - 4 or not isinstance(self.value, str))
        text, at, before = (self.key or "", self.key_start, 1) if in_key else (self.value, self.start, self.label)
        segment = Segment(text, "text", cell=part.cell, part=part.part, json_start=at)
        return segment, max(0, start - before), min(len(text), end - before)
