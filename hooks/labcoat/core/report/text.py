"""The default report, for people: a code frame a finding, and a summary. ASCII glyphs only, for Windows consoles."""

from __future__ import annotations

from labcoat.core.report.places import counted, message_beside_place, shown_place, totals
from labcoat.core.report.printable import printable, printable_characters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.finding import Finding
    from labcoat.core.report import Report

TAB_STOP = 4
MOST_PLACES = 5  # of the same key that are listed one by one
MOST_STARS = 40  # of a masked key that are shown: some keys are longer than a terminal is wide
_COLORS = {"low": "36", "medium": "33", "high": "31", "critical": "35"}  # SGR codes of ECMA-48: cyan to magenta


def render(report: Report, color: bool) -> Iterator[str]:
    """A code frame for each finding, one for all places of the same key, then one line that sums up the run."""
    places: dict[tuple[str, int], list[str]] = {}
    for finding in report.findings:
        places.setdefault((finding.path, finding.group), []).append(shown_place(finding))
    for finding in report.findings:
        same = places[finding.path, finding.group] if finding.group else [shown_place(finding)]
        if same[0] == shown_place(finding):
            yield "\n".join(_frame(finding, same[1:], color)) + "\n\n"
    yield _summary(report) + "\n"


def _frame(finding: Finding, same: list[str], color: bool) -> Iterator[str]:
    severity_color = "1;" + _COLORS.get(finding.severity, "31")
    line = finding.raw_line if finding.part and finding.cell is None else finding.line
    gutter = " " * len(str(line))
    bar = _painted(f"{gutter} |", "34", color)
    excerpt, carets = _underlined(finding)
    yield (
        _painted(f"{finding.severity}[{finding.rule}]", severity_color, color)
        + _painted(f": {message_beside_place(finding)}", "1", color)
    )
    yield f"{gutter}{_painted('-->', '34', color)} {shown_place(finding)}"
    if excerpt:
        yield bar
        yield f"{_painted(f'{line} |', '34', color)} {excerpt}"
        yield f"{bar} {_painted(carets, severity_color, color)}"
        yield bar
    for place in same[:MOST_PLACES]:
        yield f"{gutter}{_painted('-->', '34', color)} {place}: the same key"
    if len(same) > MOST_PLACES:
        yield f"{gutter}{_painted('-->', '34', color)} and {len(same) - MOST_PLACES} more places with the same key"
    for label, note in (("help", finding.help), ("docs", finding.url)):
        if note:
            yield f"{gutter} {_painted('=', '34', color)} {_painted(label, '1', color)}: {printable(note)}"


def _painted(text: str, sgr: str, color: bool) -> str:
    return f"\x1b[{sgr}m{text}\x1b[0m" if color else text


def _underlined(finding: Finding) -> tuple[str, str]:
    """The excerpt as the terminal shows it, and the line of carets below it."""
    first = min(max(finding.excerpt_column, 1), len(finding.excerpt) + 1) - 1
    last = min(finding.excerpt_end_column - 1, len(finding.excerpt))
    line, start, end = "", 0, 0
    width = 0
    for index, shown in enumerate(_shortened(finding, printable_characters(finding.excerpt), first, last)):
        shown = " " * (TAB_STOP - width % TAB_STOP) if shown == "\\t" else shown
        start = width if index == first else start
        line += shown
        width += _width(shown)
        end = width if index < last else end
    start = width if first >= len(finding.excerpt) else start
    return line, " " * start + "^" * max(1, end - start)


def _shortened(finding: Finding, characters: list[str], start: int, end: int) -> list[str]:
    """The characters of an excerpt; of a long masked key, between `start` and `end`, only the beginning."""
    stars = [index for index in range(start, end) if characters[index] == "*"] if finding.group else []
    for index in stars[MOST_STARS:]:
        characters[index] = ""
    return characters


def _width(text: str) -> int:
    """Terminal columns: 2 for wide characters, 0 for combining ones (https://www.unicode.org/reports/tr11/)."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _summary(report: Report) -> str:
    files = report.stats.get("files", 0)
    fixable = sum(finding.fixable for finding in report.findings)
    if report.findings:
        line = f"{totals(report.findings)}." + (f" {fixable} fixable with `labcoat fix`." if fixable else "")
    elif report.errors:
        line = f"No findings in {counted(files, 'file')}."
    else:
        line = f"All clear: {counted(files, 'file')} checked." if files else "No files to check."
    quiet = [f"{report.stats[name]} {name}" for name in ("ignored", "baselined", "unchanged") if report.stats.get(name)]
    line += f" ({', '.join(quiet)})" if quiet else ""
    return line + (f" {counted(len(report.errors), 'path')} could not be handled." if report.errors else "")
