"""JUnit XML, parsed back."""

from __future__ import annotations

from xml.etree import ElementTree

from labcoat.core.report.printable import printable
from tests.report_samples import HOSTILE, NOTEBOOK, SCRIPT, rendered


def test_a_suite_a_file_and_a_failure_a_finding() -> None:
    root = ElementTree.fromstring(rendered("junit", NOTEBOOK, SCRIPT, NOTEBOOK._replace(line=5)))
    assert root.attrib == {"name": "labcoat", "tests": "3", "failures": "3", "errors": "0"}
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root] == [
        ("nb.ipynb", "2", "2"),
        ("src/train.py", "1", "1"),
    ]
    case = root[0][0]
    assert case.attrib == {
        "name": "trust-remote-code at nb.ipynb:cell 3:2:33",
        "classname": "nb.ipynb",
        "file": "nb.ipynb",
        "line": "41",
    }
    assert case[0].attrib == {"message": NOTEBOOK.message, "type": "high"}
    assert case[0].text == (
        f"nb.ipynb:cell 3:2:33: {NOTEBOOK.message}\n{NOTEBOOK.excerpt}\n{NOTEBOOK.help}\n{NOTEBOOK.url}"
    )


def test_a_clean_run_passes() -> None:
    assert rendered("junit") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="labcoat" tests="1" failures="0" errors="0">\n'
        '  <testsuite name="labcoat" tests="1" failures="0" errors="0">\n'
        '    <testcase name="2 files checked" classname="labcoat"/>\n'
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_errors_are_errors() -> None:
    root = ElementTree.fromstring(rendered("junit", SCRIPT, errors=("x: not found",)))
    assert root.attrib == {"name": "labcoat", "tests": "2", "failures": "1", "errors": "1"}
    error = root.find("testsuite[@name='labcoat']/testcase/error")
    assert error is not None
    assert error.get("message") == "x: not found"


def test_hostile_text_parses_back() -> None:
    finding = NOTEBOOK._replace(path=HOSTILE, message=HOSTILE, help=HOSTILE, excerpt=HOSTILE)
    root = ElementTree.fromstring(rendered("junit", finding, errors=(HOSTILE,)))
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None
    assert failure.get("message") == printable(HOSTILE)
