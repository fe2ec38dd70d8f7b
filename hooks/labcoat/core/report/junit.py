"""JUnit XML: a test suite a file, a failed test case a finding (https://github.com/testmoapp/junitxml).

Written by hand: `printable` leaves no character that XML 1.0 forbids.
"""

from __future__ import annotations

from html import escape

from labcoat.core.report.places import counted, shown_place
from labcoat.core.report.printable import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.finding import Finding
    from labcoat.core.report import Report


def render(report: Report, color: bool) -> Iterator[str]:
    """The document. A clean run has one test case, which passes."""
    failures, errors = len(report.findings), len(report.errors)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="labcoat" tests="{max(1, failures + errors)}" failures="{failures}" errors="{errors}">\n'
    by_path: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_path.setdefault(finding.path, []).append(finding)
    for path, findings in by_path.items():
        yield _opened_suite(path, len(findings), failures=len(findings))
        yield from map(_failed, findings)
        yield "  </testsuite>\n"
    if errors or not failures:
        yield from _suite_of_the_run(report)
    yield "</testsuites>\n"


def _opened_suite(name: str, tests: int, failures: int = 0, errors: int = 0) -> str:
    return f'  <testsuite name="{_xml(name)}" tests="{tests}" failures="{failures}" errors="{errors}">\n'


def _failed(finding: Finding) -> str:
    place = shown_place(finding)
    lines = [f"{place}: {printable(finding.message)}", printable(finding.excerpt), printable(finding.help), finding.url]
    text = escape("\n".join(filter(None, lines)))
    return (
        f'    <testcase name="{_xml(finding.rule)} at {escape(place)}" classname="{_xml(finding.path)}" '
        f'file="{_xml(finding.path)}" line="{finding.raw_line}">\n'
        f'      <failure message="{_xml(finding.message)}" type="{_xml(finding.severity)}">{text}</failure>\n'
        "    </testcase>\n"
    )


def _suite_of_the_run(report: Report) -> Iterator[str]:
    yield _opened_suite("labcoat", max(1, len(report.errors)), errors=len(report.errors))
    for error in report.errors:
        yield (
            f'    <testcase name="{_xml(error)}" classname="labcoat">\n'
            f'      <error message="{_xml(error)}"/>\n    </testcase>\n'
        )
    if not report.errors:
        files = counted(report.stats.get("files", 0), "file")
        yield f'    <testcase name="{files} checked" classname="labcoat"/>\n'
    yield "  </testsuite>\n"


def _xml(text: str) -> str:
    return escape(printable(text))
