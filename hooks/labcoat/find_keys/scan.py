"""A document's texts through the detectors: matches to hits."""

from __future__ import annotations

from labcoat.core.colors import ESCAPE, Plain
from labcoat.core.keys.engine import Finder
from labcoat.core.keys.providers import load_detectors
from labcoat.core.texts import Places, document_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.document import Document
    from labcoat.core.engine import RuleHit
    from labcoat.core.keys.clues import Clues
    from labcoat.core.keys.detector import Match
    from labcoat.core.notebook import Cell
    from labcoat.core.rule import Hit, Rule, ScanDocument
    from labcoat.core.texts import Part
    from labcoat.find_keys.fixes import Fixes

LARGEST_WITHOUT_NAMES = 20_000  # characters of a file that may hold keys without a name beside them
MOST_SCANNERS = 8

_scanners: dict[tuple[Rule, ...], ScanDocument] = {}  # kept: their tables have a thousand words


def scanner(rules: Sequence[Rule]) -> ScanDocument:
    """What finds every key of these rules in a document."""
    wanted = tuple(rules)
    if wanted not in _scanners:
        if len(_scanners) == MOST_SCANNERS:
            _scanners.clear()
        _scanners[wanted] = _scanner(wanted)
    return _scanners[wanted]


def _scanner(rules: Sequence[Rule]) -> ScanDocument:
    by_name = {rule.name: rule for rule in rules}
    finder = Finder([detector for detector in load_detectors() if detector.name in by_name])

    def scan(document: Document) -> Iterator[RuleHit]:
        for match, found in hits_of(document, finder):
            yield by_name[match.detector.name], found

    return scan


def hits_of(document: Document, finder: Finder) -> Iterator[tuple[Match, Hit]]:
    """Every key that a finder finds in a document, with a hit for it."""
    parts = document_parts(document)
    colored = {index: Plain(part.text) for index, part in enumerate(parts) if ESCAPE in part.text}
    texts = [colored[index].text if index in colored else part.text for index, part in enumerate(parts)]
    places = Places(document.text)
    found: list[tuple[Match, Hit]] = []
    has_fragments = False
    fixes: Fixes | None = None
    for index, clues in sorted(finder.clues(texts).items(), key=lambda item: item[0]):
        text, part = texts[index], parts[index]
        for match in sorted(finder.matches(text, part.kind, clues), key=lambda match: match.start):
            from labcoat.find_keys.fixes import Fixes
            from labcoat.find_keys.messages import hit

            fixes = fixes or Fixes(document)
            made = hit(document, *places.segment(part, *_place(match, colored.get(index))), match)
            made.fix = fixes.fix(made.segment, made.start, made.end, match)
            found.append((match, made))
        has_fragments = has_fragments or (part.kind == "python" and _has_fragment(text, clues))
    if _may_have_far_names(document):
        found += _hits_at_far_names(document, parts, finder, fixes, found)
    return _with_pieces(found, list(_hits_in_pieces(document, finder, fixes)) if has_fragments else [])


def _place(match: Match, plain: Plain | None) -> tuple[int, int]:
    """Where a match in a text, or in the plain one without colours, stands in the text."""
    return (plain.offset(match.start), plain.end(match.end)) if plain else (match.start, match.end)


def _may_have_far_names(document: Document) -> bool:
    text = document.text
    if document.notebook is None and document.kind in ("text", "other"):
        return len(text) <= LARGEST_WITHOUT_NAMES
    return "PasswordModel" in text or ("password" in text and "type" in text)


def _hits_at_far_names(
    document: Document, parts: Sequence[Part], finder: Finder, fixes: Fixes | None, known: list[tuple[Match, Hit]]
) -> list[tuple[Match, Hit]]:
    """What only a name that stands elsewhere gives away, and no other detector has found."""
    from labcoat.find_keys.far_names import far_matches
    from labcoat.find_keys.fixes import Fixes
    from labcoat.find_keys.messages import hit

    taken = {_start(made) for _, made in known}
    fixes, places = fixes or Fixes(document), Places(document.text)
    found = []
    for part in parts:
        for match in far_matches(document, part, finder):
            made = hit(document, *places.segment(part, match.start, match.end), match)
            made.fix = fixes.fix(made.segment, made.start, made.end, match)
            if _start(made) not in taken:
                found.append((match, made))
    return found


def _start(hit: Hit) -> tuple[Cell | None, int, int]:
    return hit.segment.cell, hit.segment.json_start, hit.segment.offset + hit.start


def _with_pieces(found: list[tuple[Match, Hit]], joined: list[tuple[Match, Hit]]) -> Iterator[tuple[Match, Hit]]:
    """Each key once: as a whole where a piece is all of it, else as put together, and not by the name of a piece."""
    secrets = {match.secret for match, _ in found}
    joined = [
        (match, hit)
        for match, hit in joined
        if match.secret not in secrets or not any([match.secret in piece for piece in hit.pieces])
    ]
    for match, hit in found:
        if match.detector.pattern or not any([_is_in(hit, whole) for _, whole in joined]):
            yield match, hit
    yield from joined


def _is_in(hit: Hit, whole: Hit) -> bool:
    """Whether a hit is in the source of another one."""
    places = [
        (made.segment.cell, made.segment.offset + made.start, made.segment.offset + made.end) for made in (hit, whole)
    ]
    (cell, start, end), (other, first, last) = places
    return hit.segment.json_start < 0 and cell is other and first <= start and end <= last


def _hits_in_pieces(document: Document, finder: Finder, fixes: Fixes | None) -> Iterator[tuple[Match, Hit]]:
    from labcoat.find_keys.fixes import Fixes
    from labcoat.find_keys.messages import hit
    from labcoat.find_keys.pieces import keys_in_pieces

    fixes = fixes or Fixes(document)
    for match, module, node, pieces in keys_in_pieces(document, finder):
        made = hit(document, *module.span(node), match)
        made.pieces = pieces
        made.message += ", in pieces"
        made.fix = fixes.fix_pieces(module, node, match)
        yield match, made


def _has_fragment(text: str, clues: Clues) -> bool:
    if not any([lead.is_fragment for lead in clues.leads.values()]):
        return False
    from labcoat.find_keys.pieces import has_fragment

    return has_fragment(text, clues)
