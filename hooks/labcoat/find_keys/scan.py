"""A document's texts through the detectors: matches to hits."""

from __future__ import annotations

from labcoat.core.keys.engine import Finder
from labcoat.core.keys.providers import load_detectors
from labcoat.core.texts import Places, document_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.document import Document
    from labcoat.core.engine import RuleHit
    from labcoat.core.keys.engine import Leads
    from labcoat.core.rule import Rule


def scan(document: Document, rules: Sequence[Rule]) -> Iterator[RuleHit]:
    """Every key of these rules in a document."""
    by_name = {rule.name: rule for rule in rules}
    finder = _finder(frozenset(by_name))
    parts = document_parts(document)
    places = Places(document.text)
    found = set()
    has_fragments = False
    for index, clues in finder.clues([part.text for part in parts]).items():
        part = parts[index]
        for match in finder.matches(part.text, part.kind, clues):
            from labcoat.find_keys.messages import hit

            found.add(match.secret)
            segment, start, end = places.segment(part, match.start, match.end)
            yield by_name[match.detector.name], hit(document, segment, start, end, match)
        has_fragments = has_fragments or (part.kind == "python" and _has_fragment(part.text, clues.leads))
    if has_fragments:
        from labcoat.find_keys.pieces import keys_in_pieces

        for match, module, node, pieces in keys_in_pieces(document, finder):
            if match.secret not in found:
                made = hit(document, *module.span(node), match)
                made.pieces = pieces
                yield by_name[match.detector.name], made


def _has_fragment(text: str, leads: Leads) -> bool:
    if not any([lead.is_fragment for lead in leads.values()]):
        return False
    from labcoat.find_keys.pieces import has_fragment

    return has_fragment(text, leads)


_finders: dict[frozenset[str], Finder] = {}


def _finder(names: frozenset[str]) -> Finder:
    if names not in _finders:
        _finders[names] = Finder([detector for detector in load_detectors() if detector.name in names])
    return _finders[names]
