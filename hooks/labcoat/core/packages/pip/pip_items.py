"""Requirements that stand as values in YAML and JSON: items of a list that pip gets as the lines of a file."""

from __future__ import annotations

from labcoat.core.packages.configuration.escapes import read_decoded
from labcoat.core.packages.pip.pip_file import read_line
from labcoat.core.packages.pip.pip_lines import logical_lines
from labcoat.core.packages.requirement import ENV, INVALID, LOCAL, Option, Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

TEMPLATES = ("$", "{{", "<%", "<<")


def list_of(setting: Setting) -> tuple[str, ...]:
    """The path of the list that a setting is an item of; empty for a value that has a key."""
    return setting.path[:-1] if setting.key_start == setting.key_end else ()


def is_as_written(segment: Segment, setting: Setting) -> bool:
    """Whether each character of a value stands in the text, so that there are places to show."""
    return setting.style == "|" or segment.text[setting.start : setting.end] == setting.value


def read_item(segment: Segment, setting: Setting, found: Packages, place: str) -> None:
    """Add what a value says that pip gets as a line, or as several."""
    known = len(found.requirements)
    if is_as_written(segment, setting):
        _read_lines(segment.slice(setting.start, setting.end, "requirements"), found, place)
    else:
        read_decoded(segment, setting, "requirements", found, lambda inner: _read_lines(inner, found, place))
    for made in found.requirements[known:]:
        if made.level in (INVALID, LOCAL) and any([mark in made.text for mark in TEMPLATES]):
            made.level, made.reason = ENV, ""


def _read_lines(inner: Segment, found: Packages, place: str) -> None:
    for line in logical_lines(inner.text):
        read_line(inner, line, found, place)


def add_reference(segment: Segment, setting: Setting, found: Packages) -> None:
    """A value is the path of a requirements file."""
    found.references.append(Reference(segment, str(setting.value), False, setting.start, setting.end))


def add_option(segment: Segment, setting: Setting, name: str, found: Packages, place: str) -> None:
    """A value is that of one of pip's options."""
    span = setting.key_start, setting.end
    found.options.append(Option(segment, name, str(setting.value), span, (setting.start, setting.end), place))
