"""Hits made concrete: places in the file, redacted excerpts, fingerprints. Imported only when there is a hit."""

from __future__ import annotations

from labcoat.core.finding import Finding
from labcoat.core.fingerprint import fingerprint
from labcoat.core.lines import line_and_column, line_at, utf16_length
from labcoat.core.redact import redact
from labcoat.core.rule_docs import url
from labcoat.core.spans import raw_offset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.document import Document
    from labcoat.core.rule import Hit, Rule
    from labcoat.core.segment import Segment

EXCERPT_LENGTH = 160  # characters; longer lines are cut around the hit
CONTEXT_LENGTH = 4000  # characters to either side that redaction sees, far more than a key is long


def locate(document: Document, rule: Rule, hit: Hit, project_path: str, seen: dict[tuple[str, ...], int]) -> Finding:
    """The finding for a hit.

    `project_path` is the document's path from the root of the project, for the fingerprint; `seen` counts equal
    findings of the document, so that each gets its own.
    """
    segment = hit.segment
    start, end = segment.offset + hit.start, segment.offset + max(hit.start, hit.end)
    line, column = line_and_column(segment.parent, start)
    end_line, end_column = line_and_column(segment.parent, end)
    raw_line, raw_column = line_and_column(document.text, raw_place(document, segment, start))
    excerpt, cut = _excerpt(segment.parent, start)
    cell_id = segment.cell.id if segment.cell else None
    return Finding(
        path=document.path,
        rule=rule.name,
        severity=hit.severity or rule.severity,
        message=redact(hit.message),
        help=redact(hit.help),
        cell=segment.cell.index if segment.cell else None,
        cell_id=cell_id,
        part=segment.part or None,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        raw_line=raw_line,
        excerpt=excerpt,
        fingerprint=_fingerprint(rule.name, project_path, cell_id, excerpt, seen),
        fixable=bool(hit.fix and hit.fix.safe),
        url=url(rule.name),
        raw_column=raw_column,
        utf16_column=_utf16_column(segment.parent, start),
        utf16_end_column=_utf16_column(segment.parent, end),
        excerpt_column=start - cut + 1,
        excerpt_end_column=min(end - cut, len(excerpt)) + 1,
    )


def raw_place(document: Document, segment: Segment, offset: int) -> int:
    """Offset in the file's text of an offset in the segment's parent."""
    if segment.cell is None and segment.json_start < 0:
        return offset
    start, joiner = segment.json_start, ""
    if start < 0 and segment.cell is not None:
        start, joiner = segment.cell.value_start(segment.cell.source_key), segment.cell.joiner
    return raw_offset(document.text, start, offset, joiner) if start >= 0 else 0


def _excerpt(parent: str, offset: int) -> tuple[str, int]:
    """The redacted line around an offset, and the offset of its first character."""
    first, last = line_at(parent, offset)
    before, after = max(0, offset - CONTEXT_LENGTH), offset + CONTEXT_LENGTH
    first, last = max(first, before), min(last, after)
    line = redact(parent[before:after])[first - before : last - before]  # a secret may start on an earlier line
    indent = min(len(line) - len(line.lstrip()), offset - first)
    start = max(indent, offset - first - EXCERPT_LENGTH // 2) if len(line) - indent > EXCERPT_LENGTH else indent
    return line[start : start + EXCERPT_LENGTH].rstrip(), first + start


def _utf16_column(parent: str, offset: int) -> int:
    return utf16_length(parent[line_at(parent, offset)[0] : offset]) + 1


def _fingerprint(rule: str, path: str, cell_id: str | None, excerpt: str, seen: dict[tuple[str, ...], int]) -> str:
    key = (rule, cell_id or "", excerpt)
    seen[key] = seen.get(key, 0) + 1
    return fingerprint(rule, path, cell_id, excerpt, seen[key] - 1)
