"""Environment variables that installers take for options, where a script or a command line sets them."""

from __future__ import annotations

from labcoat.core.packages.commands.command_variables import expand
from labcoat.core.packages.pip.pip_options import option_of_variable
from labcoat.core.packages.requirement import Option, Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.words import Assignment, Word

ASSIGNING = frozenset("export env declare local readonly typeset setenv set_env".split())
OFF = frozenset(("", "0", "false", "no", "off", "n", "f"))
_PREFIXES = ("PIP_", "UV_")
_OPTIONS = ("--build-arg=", "--env=", "-e=")

Span = tuple[int, int]


def add_assignments(
    segment: Segment,
    assignments: Sequence[Assignment],
    found: Packages,
    place: str,
    variables: Mapping[str, str | None],
) -> None:
    """Add `PIP_INDEX_URL=… pip install x` and `export UV_INDEX_URL=…`."""
    for assignment in assignments:
        if assignment.name.startswith(_PREFIXES):
            value = expand(assignment.value, variables)
            value = assignment.value if value is None else value
            span = assignment.start, assignment.end
            add_setting(segment, assignment.name, value, span, _inside(segment, assignment), found, place)


def _inside(segment: Segment, assignment: Assignment) -> Span:
    """The place of a value without the quotes around it."""
    start, end = assignment.value_start, assignment.end
    first = segment.text[start : start + 1]
    is_quoted = first in ("'", '"') and end - start > 1 and segment.text[end - 1] == first
    return (start + 1, end - 1) if is_quoted else (start, end)


def add_words(segment: Segment, words: Sequence[Word], found: Packages, place: str) -> None:
    """Add `%env PIP_INDEX_URL …`, and `docker run -e PIP_INDEX_URL=…`."""
    first = words[0].value if words else ""
    if len(words) == 3 and first in ("env", "set_env", "setenv"):
        add_setting(segment, words[1].value, words[2].value, _span(words[1], words[2]), _span(words[2]), found, place)
    for word in words if first not in ASSIGNING else ():  # those come as assignments
        written = word.value
        for option in _OPTIONS:
            written = written.removeprefix(option)
        name, equals, value = written.partition("=")
        if equals and name.startswith(_PREFIXES):
            at = word.offset(len(word.value) - len(value)) if value else word.end
            end = word.offset(len(word.value) - 1) + 1 if value else word.end
            add_setting(segment, name, value, _span(word), (at, end), found, place)


def _span(first: Word, last: Word | None = None) -> Span:
    return first.start, (last or first).end


def add_setting(
    segment: Segment, name: str, value: str, span: Span, value_span: Span, found: Packages, place: str
) -> None:
    """Add what an environment variable says: an option, or files of constraints or requirements."""
    option = option_of_variable(name)
    if option in ("constraint", "requirement"):
        for path in value.split():
            found.references.append(Reference(segment, path, option == "constraint", *span))
    elif option and value.lower() not in OFF:
        found.options.append(Option(segment, option, value, span, value_span, place))
