"""Every finding is at exactly its place, in whatever way the file is written."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from labcoat.core.finding import Finding
from tests.cases import found
from tests.notebooks import STYLES, Rendered, Style, code, encoded, markdown, places, render, unmarked

# Letters of one to four bytes, a combining one, a joiner, line ends that are none in Python, what JSON may escape.
LETTERS = "ab T_/:éß日本🙂🏳\u0301\u200d\t,.-+"
TEXTS = st.text(st.sampled_from(LETTERS + "\u2028\x0b\x0c\x1c\x85"), max_size=10)
PLAIN = st.text(st.sampled_from(LETTERS), max_size=10)  # YAML has other line ends, and allows no control characters
EOLS = st.sampled_from(["\n", "\r\n"])

COMMENTS = TEXTS.map("# {}".format)
PLAIN_COMMENTS = PLAIN.map("# {}".format)
FILLERS = COMMENTS | st.sampled_from(
    ["", "x = 1", "%matplotlib inline", "!ls '🙂'", "print('a?')", "y = %env A", "%time x"]
)
INDENTS = st.sampled_from(["", "    ", "\t", "  \t "])
KEYWORD = "f('{}', »trust_remote_code=True«)"
OPTION = "serve '{}' »--trust-remote-code« -x"
SETTING = "»trust_remote_code: true«  # {}"


@st.composite
def python_lines(draw, last: str = KEYWORD) -> str:
    """Python with a marked call, indented, somewhere among other lines."""
    indent, eol = draw(INDENTS), draw(EOLS)
    call = indent + last.format(draw(TEXTS))
    lines = [
        *draw(st.lists(FILLERS, max_size=4)),
        *(["if x:"] if indent else []),
        call,
        *draw(st.lists(FILLERS, max_size=3)),
    ]
    return eol.join(lines) + draw(st.sampled_from(["", eol]))


@st.composite
def magic_cells(draw) -> str:
    """A cell whose body is in another language, with a marked line in it."""
    head, line = draw(
        st.sampled_from(
            [
                ("%%bash", OPTION),
                ("%%capture\n%%sh -e", OPTION),
                ("%%script bash", OPTION),
                ("%%writefile x.yaml", SETTING),
                ('%%writefile -a "x y.yml"', SETTING),
                ("%%writefile run.sh", OPTION),
                ("%%writefile a.py", KEYWORD),
            ]
        )
    )
    eol = draw(EOLS)
    comments = draw(st.lists(PLAIN_COMMENTS, max_size=3))
    lines = [*head.split("\n"), *comments, line.format(draw(PLAIN)), draw(PLAIN_COMMENTS)]
    return eol.join(lines)


MARKED = (
    python_lines()
    | python_lines("!" + OPTION)
    | python_lines("y = !" + OPTION)
    | python_lines("%time " + KEYWORD)
    | magic_cells()
)
OTHERS = st.lists(TEXTS.map(markdown) | st.lists(FILLERS, max_size=3).map("\n".join).map(code), max_size=3)


def assert_at(finding: Finding, source: str, raw: tuple[int, int]) -> None:
    """The finding covers what is marked in the source, and is at `raw` in the file."""
    start, end = places(source)
    assert (finding.line, finding.column) == start
    assert (finding.end_line, finding.end_column) == end
    assert (finding.raw_line, finding.raw_column) == raw
    line = lines_of(source)[start[0] - 1]
    assert finding.utf16_column == units(line[: start[1] - 1]) + 1
    assert finding.utf16_end_column == units(line[: end[1] - 1]) + 1
    assert finding.excerpt == line.strip()
    marked = finding.excerpt[finding.excerpt_column - 1 : finding.excerpt_end_column - 1]
    assert marked == line[start[1] - 1 : end[1] - 1]


def lines_of(source: str) -> list[str]:
    return unmarked(source).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def only(path: str, rendered: Rendered) -> Finding:
    [finding] = found(path, rendered.data)
    assert finding.rule == "trust-remote-code"
    return finding


@settings(max_examples=300)
@given(OTHERS, MARKED, OTHERS, STYLES)
def test_notebooks(before, source, after, style):
    rendered = render([*before, code(source), *after], style)
    finding = only("a.ipynb", rendered)
    assert (finding.cell, finding.part) == (len(before) + 1, "source")
    assert_at(finding, source, rendered.places[0])


@given(python_lines(), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_python_files(source, encoding):
    source = "\n".join(
        line for line in source.split("\n") if line.lstrip()[:1] not in ("%", "!") and "%env" not in line
    )
    rendered = encoded(source, Style(encoding=encoding))
    assert_at(only("a.py", rendered), source, rendered.places[0])


@given(st.text(st.sampled_from("aéß"), max_size=8), st.sampled_from(["\n", "\r\n", "\r"]))
def test_python_files_in_the_encoding_they_declare(text, eol):
    source = eol.join(["# coding: latin-1", f"x = '{text}'", KEYWORD.format(text)])
    assert_at(only("a.py", encoded(source, Style(encoding="latin-1"))), source, places(source)[0])


@given(st.lists(PLAIN_COMMENTS, max_size=4), PLAIN, EOLS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16-bom"]))
def test_files_of_other_kinds(comments, text, eol, encoding):
    for path, line in {"a.yaml": SETTING, "a.sh": OPTION}.items():
        source = eol.join([*comments, line.format(text)])
        rendered = encoded(source, Style(encoding=encoding))
        assert_at(only(path, rendered), source, rendered.places[0])


@given(st.lists(python_lines(), min_size=2, max_size=4), STYLES)
def test_findings_come_in_the_order_of_their_places(sources, style):
    rendered = render([code(source) for source in sources], style)
    findings = found("a.ipynb", rendered.data)
    assert [(finding.cell, finding.line, finding.column) for finding in findings] == [
        (number, *places(source)[0]) for number, source in enumerate(sources, 1)
    ]
    assert sorted((finding.raw_line, finding.raw_column) for finding in findings) == sorted(rendered.places[::2])
    assert len({finding.fingerprint for finding in findings}) == len(sources)


def test_a_minified_notebook_is_one_line():
    source = "x = 'é🙂'\n" + KEYWORD.format("日")
    style = Style(indent=None, separators=(",", ":"), ascii=True, final_eol=False)
    finding = only("a.ipynb", rendered := render([markdown("# A"), code(source)], style))
    assert (finding.raw_line, finding.cell, finding.line) == (1, 2, 2)
    assert_at(finding, source, rendered.places[0])


def test_a_long_line_is_cut_around_the_finding():
    source = f"f({'[1], ' * 100}»trust_remote_code=True«{', **x' * 100})"
    finding = only("a.py", encoded(source, Style()))
    marked = finding.excerpt[finding.excerpt_column - 1 : finding.excerpt_end_column - 1]
    assert (marked, len(finding.excerpt)) == ("trust_remote_code=True", 160)
    assert (finding.line, finding.column) == places(source)[0]


def test_a_finding_over_several_lines_ends_where_it_ends():
    source = "f(\n  »trust_remote_code=(\n    True«\n  ))"
    finding = only("a.ipynb", render([code(source)]))
    assert [(finding.line, finding.column), (finding.end_line, finding.end_column)] == [(2, 3), (3, 9)]
    assert finding.excerpt == "trust_remote_code=("
    assert (finding.excerpt_column, finding.excerpt_end_column) == (1, 20)


def test_an_unreadable_notebook_is_reported_where_it_breaks():
    source = '{\r\n "cells": [\r\n  »{]\r\n}'
    [finding] = found("a.ipynb", encoded(source, Style(encoding="utf-16-bom")).data)
    assert (finding.rule, finding.cell, finding.part) == ("unreadable-file", None, None)
    assert (finding.raw_line, finding.raw_column) == (3, 4)


def test_a_cell_that_does_not_parse_is_reported_where_it_breaks():
    source = "f(trust_remote_code=False)\nprint 1"
    [finding] = found("a.ipynb", render([code("x"), code(source)]).data)
    assert (finding.rule, finding.cell, finding.line, finding.column) == ("unparsed-cell", 2, 2, 1)
