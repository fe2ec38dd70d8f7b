"""Documents to segments: which text is in which language, and where."""

from __future__ import annotations

from labcoat.core.segment import Segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.document import Document
    from labcoat.core.python import Module
    from labcoat.core.running import CommandLine


NO_PYTHON = "not valid Python 3"  # why most code does not parse


class Unparsed:
    """Code that did not parse, why, and at which line (from 1) of its segment the parser gave up."""

    __slots__ = ("line", "reason", "segment")

    def __init__(self, segment: Segment, reason: str, line: int) -> None:
        self.segment = segment
        self.reason = reason
        self.line = line


class Parts:
    """What rules look at: Python modules, segments in other languages, and what could not be parsed.

    `foreign` is code of notebooks in languages that nobody here parses.
    """

    def __init__(self) -> None:
        self.commands: list[CommandLine] = []  # only after `running.collect.expand`
        self.modules: list[Module] = []
        self.segments: list[Segment] = []
        self.foreign: list[Segment] = []
        self.unparsed: list[Unparsed] = []

    def add(self, other: Parts) -> None:
        """Add what other parts hold."""
        self.commands += other.commands
        self.modules += other.modules
        self.segments += other.segments
        self.foreign += other.foreign
        self.unparsed += other.unparsed


def whole_segments(document: Document) -> list[Segment]:
    """The file itself, or every cell's source, unparsed: the text that keywords are looked for in."""
    if document.segments is None:
        document.segments = list(_whole_segments(document))
    return document.segments


def _whole_segments(document: Document) -> Iterator[Segment]:
    if document.notebook is None:
        if document.text and document.kind != "notebook":
            yield Segment(document.text, document.kind)
        return
    for cell in document.notebook.cells:
        source = cell.source
        if source:
            yield Segment(source, cell.language, cell=cell, part="source")


def split(segments: list[Segment]) -> Parts:
    """Take segments apart by language; Python cells of one document become one module."""
    parts = Parts()
    _add_module(parts, [segment for segment in segments if segment.language == "python"])
    for segment in segments:
        if segment.language != "python":
            _add(parts, segment)
    return parts


def _add(parts: Parts, segment: Segment) -> None:
    if segment.language == "python":
        _add_module(parts, [segment])
    elif segment.language == "dockerfile":
        from labcoat.core.dockerfile import segments as dockerfile_segments

        parts.segments.append(segment)
        segment.in_container = True
        for inner in dockerfile_segments(segment):
            _add(parts, inner)
    elif segment.language == "makefile":
        from labcoat.core.makefile import segments as makefile_segments

        parts.segments += makefile_segments(segment)
    elif _is_foreign(segment):
        parts.foreign.append(segment)
    else:
        parts.segments.append(segment)


def _is_foreign(segment: Segment) -> bool:
    """Whether this is a code cell of a kernel whose language nobody here parses."""
    cell = segment.cell
    return cell is not None and cell.type == "code" and cell.language == segment.language != "shell"


def _add_module(parts: Parts, segments: list[Segment]) -> None:
    if not segments:
        return
    if len(segments) == 1 and segments[0].cell is None:
        _add_file(parts, segments[0])
        return
    module = _new_module(parts)
    for segment in segments:
        if segment.cell is not None and not segment.offset:
            _add_cell(parts, module, segment)
        elif error := _try_add(module, segment, segment.text):
            parts.unparsed.append(error)


def _add_file(parts: Parts, segment: Segment) -> None:
    """A file of Python, or a script in another one: parsed once, whoever looks at it."""
    if segment.parsed is None:
        own = Parts()
        error = _try_add(_new_module(own), segment, segment.text)
        own.unparsed += [error] if error else []
        segment.parsed = own
    parts.add(segment.parsed)


def _new_module(parts: Parts) -> Module:
    from labcoat.core.python import Module

    module = Module()
    parts.modules.append(module)
    return module


def _add_cell(parts: Parts, module: Module, segment: Segment) -> None:
    from labcoat.core.ipython import mask, mask_leniently

    masked = mask(segment.text)
    error = _try_add(module, segment, masked.text) if masked.is_python else None
    lenient = mask_leniently(segment.text) if error else None
    if lenient is not None:
        error = _try_add(module, segment, lenient.text)
        masked = masked if error else lenient
    if masked.foreign and (error or not masked.is_python):
        parts.foreign.append(segment.slice(0, len(segment.text), masked.foreign))
    elif error:
        parts.unparsed.append(error)
    for start, end, language in masked.slices:
        _add(parts, segment.slice(start, end, language))


def _try_add(module: Module, segment: Segment, text: str) -> Unparsed | None:
    """Add a segment to the module; what went wrong, if anything did."""
    from labcoat.core.parsing import ParseError

    try:
        module.add(segment, text)
    except ParseError as error:
        return Unparsed(segment, error.reason, error.line)
    return None
