"""Hits made concrete: places in the file, redacted excerpts, fingerprints. Imported only when there is a hit."""

from __future__ import annotations

import re
from functools import lru_cache

from labcoat.core.colors import through_colors
from labcoat.core.copies import Copies
from labcoat.core.finding import Finding
from labcoat.core.fingerprint import fingerprint, identity
from labcoat.core.lines import Lines
from labcoat.core.raw_offsets import RawOffsets
from labcoat.core.redact import masked_at, redact
from labcoat.core.rule_docs import url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from labcoat.core.document import Document
    from labcoat.core.rule import Hit, Rule
    from labcoat.core.segment import Segment

EXCERPT_LENGTH = 160  # characters; longer lines are cut around the hit
SAID_LENGTH = 1000  # characters of a message about a model, of which the last 300 are kept where there are more
CONTEXT_LENGTH = 4000  # characters to either side that redaction sees, far more than a key is long
NAME_LENGTH = 200  # characters before a secret in which its name is
SHORTEST_PIECE = 4  # characters of a part of a key that is masked
CHUNK_LENGTH = 16_000  # characters that are redacted at once, for the next hits too
_RANDOM_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")  # RFC 9562, version 4
_COLOR = re.compile(r"\x1b\[[0-9;:]{0,40}[A-Za-z]")

_redact_short = lru_cache(maxsize=1000)(redact)  # messages and cell ids, which come again and again


class Locator:
    """Makes findings of one document's hits. What is costly is kept for the next hit.

    `project_path` is the document's path from the root of the project, for the fingerprints. The secrets of `hits`
    are masked in every excerpt.
    """

    def __init__(self, document: Document, project_path: str, hits: Iterable[Hit] = ()) -> None:
        self.document = document
        self.project_path = project_path
        hits = [hit for hit in hits if hit.secret]
        self._secrets = {piece: 0 for hit in hits for piece in hit.pieces if len(piece) >= SHORTEST_PIECE}
        self._secrets |= {hit.secret: hit.shown for hit in hits}
        self._copies = Copies(self._secrets)
        self._groups: dict[str, int] = {}
        self._lines: dict[str, Lines] = {}
        self._raw: dict[int, RawOffsets] = {}
        self._redacted: tuple[str, int, str] = ("", 0, "")
        self._seen: dict[tuple[str, ...], int] = {}

    def finding(self, rule: Rule, hit: Hit) -> Finding:
        """The finding for a hit; of equal ones each gets a fingerprint of its own."""
        segment = hit.segment
        start, end = segment.offset + hit.start, segment.offset + max(hit.start, hit.end)
        lines = self.lines(segment.parent)
        (line, column), (end_line, end_column) = lines.place(start), lines.place(end)
        raw_line, raw_column = self.lines(self.document.text).place(self.raw_offset(segment, start))
        excerpt, excerpt_column, excerpt_end_column = self._excerpt(lines, start, end)
        return Finding(
            path=self.document.path,
            rule=rule.name,
            severity=hit.severity or rule.severity,
            message=self._shown(hit.message, segment),
            help=self._shown(hit.help, segment),
            cell=segment.cell.index if segment.cell else None,
            cell_id=_cell_id(segment),
            part=segment.part or None,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            raw_line=raw_line,
            excerpt=excerpt,
            fingerprint=self._fingerprint(rule, hit, self._content(hit, lines, start, excerpt)),
            fixable=bool(hit.fix and hit.fix.safe),
            url=url(rule),
            raw_column=raw_column,
            utf16_column=lines.utf16_column(start),
            utf16_end_column=lines.utf16_column(end),
            excerpt_column=excerpt_column,
            excerpt_end_column=excerpt_end_column,
            group=self._groups.setdefault(hit.secret, len(self._groups) + 1) if hit.secret else 0,
            inside=None if segment.inside is None else self._shown(segment.inside, segment),
            causes=tuple([self.raw_lines(segment, *span) for span in hit.causes]),
        )

    def lines(self, text: str) -> Lines:
        """The lines of a text of the document."""
        if text not in self._lines:
            self._lines[text] = Lines(text)
        return self._lines[text]

    def raw_lines(self, segment: Segment, start: int, end: int) -> tuple[int, int]:
        """The first and last line, in the file, of characters `start` to `end` of a segment."""
        lines = self.lines(self.document.text)
        first, last = segment.offset + start, segment.offset + max(start, end - 1)
        return lines.place(self.raw_offset(segment, first))[0], lines.place(self.raw_offset(segment, last))[0]

    def raw_offset(self, segment: Segment, offset: int) -> int:
        """Offset in the file's text of an offset in the segment's parent."""
        raw = self._raw_offsets(segment)
        return raw.offset(offset) if raw else offset

    def raw_end(self, segment: Segment, offset: int) -> int:
        """Offset in the file's text after the character before an offset in the segment's parent."""
        raw = self._raw_offsets(segment)
        return raw.end(offset) if raw else offset

    def _raw_offsets(self, segment: Segment) -> RawOffsets | None:
        start, cell = segment.json_start, segment.cell
        if start < 0 and cell is None:
            return None
        key = start if start >= 0 or cell is None else -cell.index  # a cell's source is asked for by its number
        if key not in self._raw:
            joiner = cell.joiner if cell and start < 0 else segment.joiner
            self._raw[key] = RawOffsets(self.document.text, cell.source_start if cell and start < 0 else start, joiner)
        return self._raw[key]

    def _excerpt(self, lines: Lines, offset: int, end: int) -> tuple[str, int, int]:
        """The redacted line around an offset, without colours, and the columns of `offset` and `end` in it."""
        first, last = lines.span(offset)
        first, last = max(first, offset - CONTEXT_LENGTH), min(last, offset + CONTEXT_LENGTH)
        line = self._redacted_slice(lines.text, first, last, offset)
        line, at, stop = _without_colors(line, offset - first, end - first)
        indent = min(len(line) - len(line.lstrip()), at)
        start = max(indent, at - EXCERPT_LENGTH // 2) if len(line) - indent > EXCERPT_LENGTH else indent
        excerpt = line[start : start + EXCERPT_LENGTH].rstrip()
        return excerpt, at - start + 1, min(stop - start, len(excerpt)) + 1

    def _redacted_slice(self, text: str, first: int, last: int, offset: int) -> str:
        """A slice around `offset`, redacted with what is around it: a secret may start on an earlier line."""
        before, after = max(0, offset - CONTEXT_LENGTH), min(len(text), offset + CONTEXT_LENGTH)
        parent, start, redacted = self._redacted
        if parent is not text or start > before or start + len(redacted) < after:
            start, redacted = before, self._masked(text[before : before + CHUNK_LENGTH])
            self._redacted = text, start, redacted
        return redacted[first - start : last - start]

    def _shown(self, text: str, segment: Segment) -> str:
        """A message without secrets. One about a model quotes the file, which may hold the keys that were found."""
        shown = _redact_short(text)
        return shown if segment.inside is None else _without_middle(self._without_known(text, shown))

    def _masked(self, text: str) -> str:
        """The text without its secrets: those that were found, and whatever else looks like one."""
        return through_colors(self._masked_plain, text)

    def _masked_plain(self, text: str) -> str:
        return self._without_known(text, redact(text))

    def _without_known(self, text: str, redacted: str) -> str:
        spans = [(start + self._secrets[secret], end) for start, end, secret in self._copies.places(text)]
        return masked_at(redacted, spans)

    def _content(self, hit: Hit, lines: Lines, start: int, excerpt: str) -> str:
        """What tells a finding from others of its rule and file: in a model all that was seen, in a text its line."""
        if hit.secret:
            return self._identity(hit, lines, start)
        return excerpt if hit.segment.inside is None else self._masked(hit.segment.text)

    def _identity(self, hit: Hit, lines: Lines, start: int) -> str:
        before = self._redacted_slice(lines.text, max(0, start - NAME_LENGTH), start, start)
        return identity(hit.secret, hit.is_token, before)

    def _fingerprint(self, rule: Rule, hit: Hit, content: str) -> str:
        cell_id = _cell_id(hit.segment)
        key = (rule.name, cell_id or "", " ".join(content.split()))
        self._seen[key] = self._seen.get(key, -1) + 1
        return fingerprint(rule.name, self.project_path, cell_id, content, self._seen[key])


def _without_middle(text: str) -> str:
    return text if len(text) <= SAID_LENGTH else f"{text[: SAID_LENGTH - 301]}…{text[-300:]}"


def _without_colors(line: str, start: int, end: int) -> tuple[str, int, int]:
    """A line of a traceback or a log without its ANSI sequences, and where two of its places are then."""
    if "\x1b" not in line:
        return line, start, end
    plain, done = "", 0
    places = [start, end]
    for found in _COLOR.finditer(line):
        plain += line[done : found.start()]
        done = found.end()
        for index, place in enumerate((start, end)):
            places[index] -= max(0, min(place, found.end()) - found.start())
    return plain + line[done:], places[0], places[1]


def _cell_id(segment: Segment) -> str | None:
    """The id as reports show it: a notebook's author may have put anything there. JupyterLab puts a random UUID."""
    own = segment.cell.id if segment.cell else None
    return own if own is None or _RANDOM_ID.fullmatch(own) else _redact_short(own)
