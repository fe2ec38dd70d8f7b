"""Copies without keys: in every part of a document, over and over until nothing is found any more.

The texts of a notebook are looked at as `labcoat check` does, and then every string of the file once more: also the
ones that readers pass over, such as the first of two values with the same key.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache

from labcoat.core.copies import Copies
from labcoat.core.document import read_document
from labcoat.core.edits import EditError, apply
from labcoat.core.keys.engine import Finder
from labcoat.core.keys.providers import load_detectors
from labcoat.core.keys.values import plain
from labcoat.core.personal import SHORTEST_NAME, addresses, names, own_names, paths, places_of_names
from labcoat.core.rule import MARK, Edit, Fix, Hit
from labcoat.core.segment import Segment
from labcoat.core.texts import Places, document_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.document import Document

MOST_ROUNDS = 8  # what is left after a redaction may be found in the next round: what it overlapped with
SHORTEST_COPY = 8  # characters of a secret, copies of which are redacted wherever they stand
SHORTEST_PIECE = 3  # characters of a literal that is a piece of a key
LONG_PIECE = 12  # characters of a piece that is redacted also where it is a part of a literal
LONGEST_BLOB = 1000  # characters of base64 in a string that is no image
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")


class RedactError(Exception):
    """Why no copy was made, in words for the user."""


class Redaction:
    """What to redact in a file besides keys. `counts` says how much of each kind there was."""

    def __init__(self, paths: bool = False, users: bool = False, ips: bool = False) -> None:
        self.paths = paths
        self.users = users
        self.ips = ips
        self.counts: dict[str, int] = {}
        self._names: list[str] = []
        self._secrets: set[str] = set()
        self._is_hidden = False

    def redact(self, path: str, data: bytes) -> bytes:
        """The file's bytes without what is to be redacted. Raises RedactError where that cannot be had."""
        document = _read(path, data)
        if self.users:
            told = names([part.text for part in document_parts(document)])
            self._names = sorted(own_names() | told, key=len, reverse=True)
        for _ in range(MOST_ROUNDS):
            hits = [hit for hit in self._hits(document) if hit.fix and (hit.fix.edits or hit.fix.shared)]
            hits = hits or list(self._hits_in_strings(document))
            if not hits and self._is_hidden:
                raise RedactError("code puts a key together in a way that cannot be redacted")
            if not hits:
                return data
            for hit in hits:
                self.counts[hit.message] = self.counts.get(hit.message, 0) + 1
            data = _applied(document, hits)
            document = _read(path, data)
        raise RedactError("some of it is left after several rounds")

    def _hits(self, document: Document) -> Iterator[Hit]:
        """What is found in the texts of a document."""
        from labcoat.find_keys.scan import hits_of

        self._is_hidden = False
        for match, hit in hits_of(document, _finders()[0]):
            secret = plain(match.secret)
            if len(secret) >= SHORTEST_COPY and not secret.isalpha():
                self._secrets.add(secret)
            self._secrets.update(_lines(match.secret))
            if hit.pieces and not hit.fix:
                edits = _edits_of_pieces(document, hit)
                self._is_hidden = self._is_hidden or not edits
                yield Hit(hit.segment, hit.start, hit.end, "key", fix=Fix("", [], shared=edits))
            else:
                yield _hit("key", hit.segment, hit.start, hit.end, f'"{MARK}"' if hit.pieces else MARK)
        places = Places(document.text)
        for part in document_parts(document):
            for what, start, end, replacement in self._personal(part.text):
                yield _hit(what, *places.segment(part, start, end), replacement)

    def _personal(self, text: str, in_context: bool = True) -> Iterator[tuple[str, int, int, str]]:
        """(kind, start, end, replacement) of what tells whose machine a text comes from."""
        for what, is_wanted, spans in (
            ("path", self.paths, paths),
            ("name", self.users, lambda text: places_of_names(text, self._names)),
            ("address", self.ips and in_context, addresses),
        ):
            for start, end, replacement in spans(text) if is_wanted else ():
                yield what, start, end, replacement

    def _hits_in_strings(self, document: Document) -> Iterator[Hit]:
        """What is found in the strings of the file, each by itself: there, a name has no value beside it."""
        segments = list(_string_segments(document))
        texts = [segment.text for segment in segments]
        for index, match in _finders()[1].find(texts, ["text"] * len(texts)) if document.notebook else ():
            yield _hit("key", segments[index], match.start, match.end, MARK)
        copies = Copies(self._secrets)
        for segment in segments:
            for start, end, _ in copies.places(segment.text):
                yield _hit("key", segment, start, end, MARK)
            for what, start, end, replacement in self._personal(segment.text, in_context=False):
                yield _hit(what, segment, start, end, replacement)


@lru_cache(maxsize=1)
def _finders() -> tuple[Finder, Finder]:
    """For every key, and for those that need no name beside them."""
    rows = load_detectors()
    return Finder(rows), Finder([row for row in rows if row.pattern])


def _read(path: str, data: bytes) -> Document:
    document = read_document(path, data)
    if document.decoded is None or (document.kind == "notebook" and document.notebook is None):
        raise RedactError(document.problems[0][0] if document.problems else "not a text file")
    return document


def _applied(document: Document, hits: Sequence[Hit]) -> bytes:
    try:
        assert document.decoded is not None  # noqa: S101 - for mypy: _read sees to it
        return document.decoded.encode(apply(document, hits))
    except (EditError, UnicodeError) as error:
        raise RedactError(str(error)) from None


def _hit(what: str, segment: Segment, start: int, end: int, replacement: str) -> Hit:
    return Hit(segment, start, end, what, fix=Fix("", [Edit(start, end, replacement)]))


def _lines(secret: str) -> list[str]:
    """The lines of a key that may be a string each: in a list, as notebooks keep texts."""
    lines = [line.strip(' ",') for line in secret.splitlines()] if "\n" in secret else []
    return [line for line in lines if len(line) >= SHORTEST_COPY and _BASE64.fullmatch(line)]


def _edits_of_pieces(document: Document, hit: Hit) -> list[tuple[str, Segment, Edit]]:
    """For a key that code puts together from literals here and there: each of them is redacted."""
    from labcoat.core.segments import split, whole_segments
    from labcoat.find_keys.literals import Strings

    python = [segment for segment in whole_segments(document) if segment.language == "python"]
    found: dict[str, tuple[str, Segment, Edit]] = {}
    for segment, at, body, value in Strings(split(python).modules).bodies():
        for start, end in _places_of_pieces(body, value, hit.pieces):
            name = f"{segment.cell.index if segment.cell else 0}:{segment.offset + at + start}"
            found[name] = name, segment, Edit(at + start, at + end, MARK)
    return list(found.values())


def _places_of_pieces(body: str, value: str | None, pieces: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where pieces of a key are in a literal."""
    for piece in pieces:
        if len(piece) < SHORTEST_PIECE:
            continue
        if piece == value:
            yield 0, len(body)
        elif (value is None or len(piece) >= LONG_PIECE) and piece in body:
            start = body.index(piece)
            yield start, start + len(piece)


def _string_segments(document: Document) -> Iterator[Segment]:
    """Every string of a notebook's file, keys too, but for images; the text of another file."""
    if document.notebook is None:
        yield Segment(document.text, document.kind)
        return
    for string in _STRING.finditer(document.text):
        raw = string[0]
        text = json.loads(raw) if "\\" in raw else raw[1:-1]
        if len(text) >= SHORTEST_NAME and (len(text) < LONGEST_BLOB or not _BASE64.fullmatch(text)):
            yield Segment(text, "text", part="metadata", json_start=string.start())
