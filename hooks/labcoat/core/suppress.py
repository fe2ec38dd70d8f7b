"""Hits to findings, less those that comments, cell tags and per-file settings ignore. Imported only for hits."""

from __future__ import annotations

import os

from labcoat.core.ignores import Directives, tag_covers
from labcoat.core.lines import Lines
from labcoat.core.locate import Locator
from labcoat.core.paths import project_root, relative
from labcoat.core.reading import UNUSED_IGNORE
from labcoat.core.rule import Hit
from labcoat.core.segments import whole_segments
from labcoat.core.selection import is_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from labcoat.core.arguments import Arguments
    from labcoat.core.document import Document
    from labcoat.core.engine import RuleHit
    from labcoat.core.finding import Finding
    from labcoat.core.rule import Rule

    Accepts = Callable[[str, Hit], bool]


AFTER_CELLS = 1 << 62  # the place of a notebook's own metadata among its cells


class Suppressions:
    """What hides hits of one document; `count` is how many were hidden, `ignored_rules` those ignored for the file.

    `accepts` says whether a `.secrets.baseline` covers a key in the file at a path; `accepted` is for how many it did.
    """

    def __init__(
        self, arguments: Arguments, ignored_rules: list[str], rules: Sequence[Rule], accepts: Accepts | None = None
    ) -> None:
        self.arguments = arguments
        self.ignored_rules = ignored_rules
        self.rules = rules
        self.count = 0
        self.accepted = 0
        self._accepts = accepts
        self._directives: dict[str, tuple[Lines, Directives]] = {}

    def kept(self, hits: list[RuleHit]) -> list[RuleHit]:
        """The hits that nothing hides, in the order of their places, equal ones once."""
        kept = [(rule, hit) for rule, hit in _once(hits) if not is_named(self.ignored_rules, rule.name, rule.family)]
        if not self.arguments.no_ignores:
            kept = [(rule, hit) for rule, hit in kept if not self._is_ignored(rule, hit)]
        self.count = len(hits) - len(kept)
        return _in_order(kept)

    def findings(self, document: Document, hits: list[RuleHit]) -> list[tuple[Finding, RuleHit]]:
        """The kept hits with their findings, and with `--pedantic` the comments that hide nothing."""
        kept = [(rule, hit) for rule, hit in self.kept(hits) if not (hit.secret and self._is_accepted(document, hit))]
        if UNUSED_IGNORE in self.rules:
            kept = _in_order(kept + [(UNUSED_IGNORE, hit) for hit in self._idle(document)])
        path = document.path
        project_path = relative(path, project_root(os.path.dirname(path))) or path
        locator = Locator(document, project_path, [hit for _, hit in hits])
        return [(locator.finding(rule, hit), (rule, hit)) for rule, hit in kept]

    def _is_accepted(self, document: Document, hit: Hit) -> bool:
        is_accepted = self._accepts is not None and self._accepts(document.path, hit)
        self.accepted += is_accepted
        return is_accepted

    def _is_ignored(self, rule: Rule, hit: Hit) -> bool:
        segment = hit.segment
        if segment.cell is not None and tag_covers(segment.cell.tags, rule.name, rule.family):
            return True
        if segment.json_start >= 0:  # an output or metadata: whoever printed it must not be able to hide it
            return False
        lines, directives = self._directives_of(segment.parent)
        first, _ = lines.place(segment.offset + hit.start)
        last, _ = lines.place(segment.offset + hit.end)
        return directives.covers(first, last, rule.name, rule.family)

    def _directives_of(self, text: str) -> tuple[Lines, Directives]:
        if text not in self._directives:
            self._directives[text] = Lines(text), Directives(text)
        return self._directives[text]

    def _idle(self, document: Document) -> Iterator[Hit]:
        from labcoat.core.families import known_names

        known = known_names()
        ran = {name for rule in self.rules for name in (rule.name, rule.family)}
        for segment in whole_segments(document):
            lines, directives = self._directives_of(segment.text)
            for line, column, message in directives.unused(known, ran):
                start = lines.starts[line - 1] + column - 1
                yield Hit(segment, start, start, message)


def _once(hits: list[RuleHit]) -> list[RuleHit]:
    """The hits without those of switched-on rules where another rule has found a key."""
    keys = [hit for rule, hit in hits if hit.secret and not rule.switch]
    return [(rule, hit) for rule, hit in hits if not (rule.switch and any([_overlap(hit, key) for key in keys]))]


def _overlap(first: Hit, second: Hit) -> bool:
    (*where, start), (*there, other) = _place(first), _place(second)
    return where == there and start < other + second.end - second.start and other < start + first.end - first.start


def _in_order(hits: list[RuleHit]) -> list[RuleHit]:
    unique = {(*_place(hit), rule.name, hit.about): (rule, hit) for rule, hit in reversed(hits)}
    return [unique[key] for key in sorted(unique)]


def _place(hit: Hit) -> tuple[int, int, int]:
    segment = hit.segment
    place = segment.offset + hit.start
    if segment.cell is not None:
        return segment.cell.index, segment.json_start, place
    return (0, 0, place) if segment.json_start < 0 else (AFTER_CELLS, segment.json_start, place)
