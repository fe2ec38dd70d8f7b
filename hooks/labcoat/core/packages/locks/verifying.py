"""A document with pins beside the old one: the same packages, but for the specifiers that were to change."""

from __future__ import annotations

from labcoat.core.document import read_document
from labcoat.core.packages.reading import read_packages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labcoat.core.document import Document
    from labcoat.core.packages.requirement import Packages, Requirement
    from labcoat.core.rule import Edit
    from labcoat.core.segment import Segment

    Change = tuple[Segment, Edit]
    Place = tuple[int, int, int, int]  # of a text in a file: where its JSON value is, its cell, from and to


def pins_of(found: Packages, changes: Sequence[Change]) -> list[Change]:
    """Those of the changes that replace the version specifier of a requirement."""
    specifiers = {_spec(requirement) for requirement in found.requirements}
    return [(segment, edit) for segment, edit in changes if _place(segment, edit.start, edit.end) in specifiers]


def difference(document: Document, pins: Sequence[Change], changed: str) -> str:
    """What is wrong with the text of a document with nothing but these pins made; empty where only they differ."""
    if document.packages is None or document.decoded is None:
        return ""
    edits = {_place(segment, edit.start, edit.end): edit.replacement for segment, edit in pins}
    before = document.packages
    after, _ = read_packages(read_document(document.path, document.decoded.encode(changed), document.kind))
    if _around(after) != _around(before) or len(after.requirements) != len(before.requirements):
        return "the result would not have the same lines"
    for old, new in zip(before.requirements, after.requirements, strict=True):
        if not _is_same(old, new, edits):
            return f"the result would change `{old.name or old.text}` in another way"
    return ""


def _place(segment: Segment, start: int, end: int) -> Place:
    cell = segment.cell.index if segment.cell else 0
    return segment.json_start, cell, segment.offset + start, segment.offset + end


def _spec(requirement: Requirement) -> Place:
    return _place(requirement.segment, requirement.spec_start, requirement.spec_end)


def _around(found: Packages) -> tuple[object, ...]:
    """All that no pin may change."""
    return (
        [(option.name, option.value) for option in found.options],
        [(reference.path, reference.is_constraint) for reference in found.references],
        [(line.comment, len(line.swallowed)) for line in found.lines],
        len(found.redirects),
    )


def _is_same(old: Requirement, new: Requirement, edits: Mapping[Place, str]) -> bool:
    """Whether a requirement is what it was, with the specifier that an edit gives it."""
    text = old.segment.text
    specifier = edits.get(_spec(old))
    is_pinned = specifier is not None
    expected = text[old.start : old.spec_start] + (specifier or "") + text[old.spec_end : old.end]
    return (
        new.text == (expected if is_pinned else old.text)
        and (new.level in ("exact", "hash") if is_pinned else new.level == old.level)
        and _identity(new) == _identity(old)
    )


def _identity(requirement: Requirement) -> tuple[object, ...]:
    one = requirement
    return one.name, one.extras, one.marker, one.url, one.hashes, one.form, one.place, one.reason
