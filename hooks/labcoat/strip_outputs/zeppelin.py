"""Zeppelin notes (.zpln): `results` (`result` before Zeppelin 0.7) of every paragraph becomes `{}`."""

from __future__ import annotations

from labcoat.core.spans import JSONError, scan_array, scan_object, scan_value, skip_space

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.spans import Member
    from labcoat.strip_outputs.splice import Edit

RESULTS = ("results", "result")


def note_edits(text: str) -> list[Edit]:
    """Edits that empty the results, one for each. Raises JSONError where the text is no note."""
    parts = [part for paragraph in _paragraphs(text) for part in paragraph]
    return [(part.start, part.end, "{}") for part in parts if part.key in RESULTS and part.value]


def _paragraphs(text: str) -> list[list[Member]]:
    places = [member for member in _note_members(text) if member.key == "paragraphs"]
    if not places or any(text[member.start] != "[" for member in places):
        raise JSONError('it has no array "paragraphs"', 0)
    items = [item for member in places for item in scan_array(text, member.start)[0]]
    if any(not isinstance(item.value, dict) for item in items):
        raise JSONError("a paragraph is not an object", items[0].start)
    return [scan_object(text, item.start)[0] for item in items]


def _note_members(text: str) -> list[Member]:
    start = skip_space(text, 0)
    if text[start : start + 1] != "{":
        scan_value("", text, start)
        raise JSONError("the top level is not an object", start)
    members, end = scan_object(text, start)
    if skip_space(text, end) != len(text):
        raise JSONError("unexpected text after the note", skip_space(text, end))
    return members


def is_stripped(before: str, after: str) -> bool:
    """Whether `after` is the note `before` without its results and nothing else."""
    model = [
        [(part.key, {} if part.key in RESULTS and part.value else part.value) for part in paragraph]
        for paragraph in _paragraphs(before)
    ]
    return repr(model) == repr([[(part.key, part.value) for part in paragraph] for paragraph in _paragraphs(after)])
