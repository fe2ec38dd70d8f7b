"""Requirements and constraints files, read as pip reads them; one bad line is one INVALID requirement."""

from __future__ import annotations

from labcoat.core.packages.pip.pip_lines import Line, logical_lines
from labcoat.core.packages.pip.pip_plain import plain_requirement
from labcoat.core.packages.requirement import CONSTRAINTS, INPUT, INVALID, REQUIREMENTS, Option, Reference, Requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.pip.pip_options import Given
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment


def read(segment: Segment, found: Packages) -> None:
    """Add what a requirements file says."""
    place = place_of(found.path_of(segment))
    lines: list[Line] = []
    found.files.append((segment, lines))
    first, first_option = len(found.requirements), len(found.options)
    for line in logical_lines(segment.text):
        lines.append(line)
        read_line(segment, line, found, place)
    options = found.options[first_option:]
    if options:
        from labcoat.core.packages.pip.folders import pin_by_folder

        pin_by_folder(found.requirements[first:], options)


def place_of(path: str) -> str:
    """What kind of file it is, by its name."""
    name = path.replace("\\", "/").rpartition("/")[2].lower()
    if name.endswith(".in"):
        return INPUT
    stem = name.partition(".")[0]
    is_constraints = stem.startswith("constraint") or stem.endswith(("constraint", "constraints"))
    return CONSTRAINTS if is_constraints else REQUIREMENTS


def read_line(segment: Segment, line: Line, found: Packages, place: str) -> None:
    """Add what one line says."""
    text = line.text
    options_at = _options_start(text)
    if options_at == len(text):
        found.add(_requirement(segment, line, 0, text), place)
        return
    from labcoat.core.packages.pip.pip_options import OptionError, read_options, words_of

    try:
        given = read_options(words_of(text, options_at))
    except OptionError as error:
        _add_invalid(segment, line, found, place, str(error))
        return
    if options_at:
        requirement = _requirement(segment, line, 0, text[:options_at].rstrip())
        requirement.hashes = [option.value for option in given if option.name == "hash"]
        if requirement.hashes and requirement.level == "exact":
            requirement.level = "hash"
        found.add(requirement, place)
    else:
        _add_options(segment, line, found, place, given)


def _options_start(text: str) -> int:
    """Where the options start: at the first word after a blank (a tab is none) with a dash in front."""
    if text.startswith("-"):
        return 0
    at = text.find(" -")
    return at + 1 if at >= 0 else len(text)


def _requirement(segment: Segment, line: Line, at: int, text: str, is_editable: bool = False) -> Requirement:
    """The requirement at `at` in a line, with its places in the file."""
    if line.is_whole and not is_editable and (plain := plain_requirement(segment, line.start + at, text)):
        return plain
    from labcoat.core.packages.pip.pip_requirement import read_requirement

    made = read_requirement(segment, at, text, is_editable)
    made.start, made.end = line.offset(made.start), _end(line, made.start, made.end)
    is_empty = made.spec_start == made.spec_end
    made.spec_end = _end(line, made.spec_start - 1, made.spec_end)
    made.spec_start = made.spec_end if is_empty else line.offset(made.spec_start)
    return made


def _end(line: Line, start: int, end: int) -> int:
    """Offset in the file after the character that ends a span of the line."""
    return line.offset(end - 1) + 1 if end > start and end else line.offset(end)


def _add_invalid(segment: Segment, line: Line, found: Packages, place: str, reason: str) -> None:
    made = Requirement(segment, line.offset(0), _end(line, 0, len(line.text)), "", INVALID)
    made.reason = reason
    found.add(made, place)


def _add_options(segment: Segment, line: Line, found: Packages, place: str, given: list[Given]) -> None:
    """A line of options: pip takes its first `-e`, else its first `-r`, else its first `-c`, and all the others."""
    editable = next((option for option in given if option.name == "editable"), None)
    references = [option for option in given if option.name == "requirement"]
    references += [option for option in given if option.name == "constraint"]
    if editable:
        found.add(_requirement(segment, line, editable.value_start, editable.value, is_editable=True), place)
    for option in references[:1] if not editable else ():
        span = line.offset(option.start), _end(line, option.start, option.end)
        found.references.append(Reference(segment, option.value, option.name == "constraint", *span))
    for option in given:
        if option.name not in ("editable", "requirement", "constraint", "hash"):
            found.options.append(_option(segment, line, option, place))


def _option(segment: Segment, line: Line, given: Given, place: str) -> Option:
    span = line.offset(given.start), _end(line, given.start, given.end)
    value_span = line.offset(given.value_start), _end(line, given.value_start, given.value_end)
    return Option(segment, given.name, given.value, span, value_span, place)
