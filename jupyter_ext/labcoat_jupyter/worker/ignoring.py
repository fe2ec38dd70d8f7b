"""How a finding can be ignored, and what has to be written for it."""

from __future__ import annotations

from labcoat.core.edits import EditError, splices_of
from labcoat.core.ipython import mask
from labcoat.core.reading import UNPARSED_CELL, UNREADABLE_FILE
from labcoat.core.rule import Fix, Hit
from labcoat.core.segment import Segment
from labcoat_jupyter.worker.comments import comments, style_of
from labcoat_jupyter.worker.meaning import meaning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.document import Document
    from labcoat.core.edits import Splice
    from labcoat.core.finding import Finding
    from labcoat.core.lines import Lines
    from labcoat.core.rule import Edit, Rule

    Written = tuple[Hit, list[Splice]]  # a fix that writes a comment, and what that replaces in the file


def how_to_ignore(document: Document, rule: Rule, hit: Hit) -> str | None:
    """`comment` or `tag`; None where neither would hide the finding. A comment may turn out to have no place."""
    if rule is UNREADABLE_FILE:
        return None
    if hit.segment.cell is None:
        return "comment" if document.notebook is None and style_of(document.kind, document.path) else None
    return "comment" if rule is not UNPARSED_CELL and _language(document, hit) else "tag"


def written_comments(document: Document, rule: Rule, hit: Hit, finding: Finding, lines: Lines) -> Iterator[Written]:
    """The comments that may hide a finding and change nothing else; `lines` are those of the hit's parent."""
    language = _language(document, hit)
    style = style_of(language, document.path)
    if style is None:
        return
    text, cell = hit.segment.parent, hit.segment.cell
    whole = Segment(text, cell.language if cell else document.kind, cell=cell, part="source" if cell else "")
    before = meaning(text, whole.language, cell)
    for edit in comments(lines, (finding.line, finding.end_line), rule.name, language, style):
        changed = text[: edit.start] + edit.replacement + text[edit.end :]
        if meaning(changed, whole.language, cell) == before:
            made = Hit(whole, edit.start, edit.end, "", fix=Fix("", [edit]))
            if splices := _splices(document, made, edit):
                yield made, splices


def _splices(document: Document, made: Hit, edit: Edit) -> list[Splice]:
    """What a comment replaces in the file; nothing where it cannot be written."""
    if document.notebook is None:
        return [(edit.start, edit.end, edit.replacement)]
    try:
        return splices_of(document, [made])
    except EditError:
        return []


def _language(document: Document, hit: Hit) -> str:
    """The language that a comment at a hit is to be in; empty where it is in none that has comments."""
    cell = hit.segment.cell
    if cell is None:
        return document.kind
    if hit.segment.json_start >= 0 or cell.type != "code" or cell.language not in ("python", "shell"):
        return ""
    return _language_at(cell.source, hit.segment.offset + hit.start) if cell.language == "python" else "shell"


def _language_at(source: str, offset: int) -> str:
    """The language of a place in a cell: its magics bring others."""
    masked = mask(source) if source.lstrip().startswith("%%") else None
    if masked is None or masked.is_python:
        return "python"
    inside = [language for start, end, language in masked.slices if start <= offset < end]
    return inside[0] if inside and style_of(inside[0], "") else ""
