"""How a finding can be ignored."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.document import Document
    from labcoat.core.rule import Hit, Rule


def how_to_ignore(document: Document, rule: Rule, hit: Hit) -> str | None:
    """`comment`, `tag`, or None where neither would hide the finding."""
    if hit.segment.cell is not None:
        return "tag"
    return None
