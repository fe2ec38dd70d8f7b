"""What holds for every report format: known names, safe characters, cheap imports."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.report import FORMATS, render
from labcoat.core.report.printable import printable
from tests.report_samples import HOSTILE, NOTEBOOK, SCRIPT, rendered, report

HOSTILE_FINDING = NOTEBOOK._replace(
    path=HOSTILE, message=HOSTILE, help=HOSTILE, excerpt=HOSTILE, cell_id=HOSTILE, excerpt_end_column=99
)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown format: xml"):
        next(render("xml", report(), False))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("finding", [HOSTILE_FINDING, HOSTILE_FINDING._replace(cell=None, part=None)])
def test_nothing_a_file_holds_reaches_the_terminal_raw(format_: str, finding: object) -> None:
    text = rendered(format_, finding, errors=(HOSTILE,))
    text.encode("utf-8")
    assert all(line.isprintable() for line in text.split("\n"))
    assert not [line for line in text.split("\n")[1:] if line.lstrip().startswith("::set-output")]


@pytest.mark.parametrize("format_", sorted({*FORMATS} - {"json", "jsonl"}))
def test_no_orders_to_ci_services(format_: str) -> None:
    text = rendered(format_, HOSTILE_FINDING, errors=(HOSTILE,))
    assert "##[" not in text
    assert "##vso[" not in text


@pytest.mark.parametrize("format_", FORMATS)
def test_any_path_is_printable(format_: str) -> None:
    rendered(format_, *(NOTEBOOK._replace(path=path) for path in ("::stop", " ::x", "-x", "a b", "\udcff", "ü/雪.py")))


@pytest.mark.parametrize("format_", FORMATS)
@given(text=st.text(st.characters()))
def test_any_text_is_printable(format_: str, text: str) -> None:
    shown = rendered(format_, SCRIPT._replace(message=text, excerpt=text, path=text, help=text))
    shown.encode("utf-8")
    assert all(line.isprintable() for line in shown.split("\n"))


@given(st.text(st.characters()))
def test_printable_is_one_printable_line(text: str) -> None:
    assert printable(text).isprintable()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ascii #1", "plain ascii #1"),
        ("Grüße 雪 🙂", "Grüße 雪 🙂"),
        ("a\tb\nc\rd", r"a\tb\nc\rd"),
        ("\x1b[0m\x00\x7f\x9b", r"\x1b[0m\x00\x7f\x9b"),
        ("\u202e\u200b\u2066\ufeff\xad\xa0", r"\u202e\u200b\u2066\ufeff\xad\xa0"),
        ("\ufe0f\u3164\U000e0041\U000e0101", r"\ufe0f\u3164\U000e0041\U000e0101"),
        ("\ud800 \udcff", r"\ud800 \udcff"),
        ("##[group] ##vso[x] ###[y] ## [z]", r"##\[group] ##vso\[x] ###\[y] ## [z]"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_json_keeps_hostile_text_as_it_is(format_: str) -> None:
    document = json.loads(rendered(format_, HOSTILE_FINDING).strip())
    finding = document["findings"][0] if format_ == "json" else document
    assert finding["message"] == HOSTILE
    assert finding["path"] == HOSTILE


def test_a_clean_text_report_imports_next_to_nothing() -> None:
    code = (
        "import sys; from labcoat.core.report import Report, render\n"
        "''.join(render('text', Report([], {}, {'files': 1}, []), False))\n"
        "print(*{'re', 'json', 'typing', 'unicodedata', 'html', 'inspect', 'labcoat.core.rule_docs'} & {*sys.modules})"
    )
    run = subprocess.run([sys.executable, "-I", "-S", "-c", f"import sys; sys.path = {sys.path!r}\n{code}"],
                         capture_output=True, text=True, check=True)  # fmt: skip
    assert run.stdout.split() == []
