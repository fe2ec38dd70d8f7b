"""One document through the rules: what could not be read, models, texts, languages."""

from __future__ import annotations

from labcoat.core.rule_set import MODEL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.document import Document
    from labcoat.core.models.source import Source
    from labcoat.core.rule import Hit, Rule
    from labcoat.core.rule_set import RuleSet

    RuleHit = tuple[Rule, Hit]

REPAIR = "repair the file, or leave it out with `exclude` or `per-file-ignores` in [tool.labcoat]"


def check(document: Document, rules: RuleSet) -> Iterator[RuleHit]:
    """Yield what the rules say about a document, with what could not be read; not yet sorted or ignored."""
    yield from _problems(document)
    if document.source is not None and rules.for_models:
        yield from _in_model(document, document.source, rules)
    for scan in rules.scans:
        yield from scan(document)
    if rules.readers and document.decoded is not None:
        from labcoat.core.languages import hits_in_text

        yield from hits_in_text(document, rules)


def _in_model(document: Document, source: Source, rules: RuleSet) -> Iterator[RuleHit]:
    """What the rules say about a model file, which is read once for all of them."""
    from labcoat.core.models.model import read_model

    asks_keys = document.decoded is None and any([rule.asks_keys for rule in rules.for_models])  # of text, others tell
    model = read_model(document, source, asks_keys)
    for rule in rules.for_models:
        for hit in rule.checks[MODEL](model, document.options.get(rule.family, {})):
            yield rule, hit


def _problems(document: Document) -> Iterator[RuleHit]:
    if not document.problems:
        return
    from labcoat.core.reading import UNREADABLE_FILE
    from labcoat.core.rule import Hit
    from labcoat.core.segment import Segment

    whole = Segment(document.text, document.kind)
    for reason, offset in document.problems:
        yield UNREADABLE_FILE, Hit(whole, offset, offset, reason, REPAIR)
