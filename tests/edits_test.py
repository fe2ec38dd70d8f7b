"""Fixes become splices: in every way of writing a notebook, what the fix names changes and nothing else."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.arguments import Arguments
from labcoat.core.checker import Checker
from labcoat.core.document import Document, read_document
from labcoat.core.edits import EditError, apply
from labcoat.core.families import load_rules
from labcoat.core.rule import Edit, Fix, Hit
from labcoat.core.segment import Segment
from labcoat.fix import main
from tests.notebooks import STYLES, Rendered, Style, code, encoded, markdown, notebook, render, unmarked

TEXTS = st.text(st.sampled_from('ab/"\\é日🙂\u0301\u2028\t'), max_size=8)
FIXED = {"trust_remote_code": "False", "trust_repo": '"check"'}


def hits_of(document: Document) -> list[Hit]:
    checker = Checker(load_rules(), Arguments(), lambda config: None)
    return [hit for _, hit in checker.kept_hits(document)]


def fixed(path: str, data: bytes) -> bytes:
    """A file's bytes with every fix its rules offer."""
    document = read_document(path, data)
    return document.decoded.encode(apply(document, hits_of(document)))


def with_marked(rendered: Rendered, style: Style, replacement: str) -> bytes:
    """A file's bytes with each marked piece replaced."""
    return encoded(re.sub("»[^«]*«", lambda _: replacement, rendered.marked), style).data


@st.composite
def sources(draw, option: str) -> str:
    """Code with calls that switch an option on; what a fix would change is marked."""
    eol = draw(st.sampled_from(["\n", "\r\n"]))
    calls = [f"torch.hub.load({draw(TEXTS)!r}, {option}=»True«)" for _ in range(draw(st.integers(1, 3)))]
    return eol.join([f"# {draw(TEXTS)}", *calls, draw(st.sampled_from(["", "!ls", "x = 1"]))])


@pytest.mark.parametrize("option", FIXED)
@given(data=st.data(), style=STYLES)
def test_fixes_in_notebooks(option, data, style):
    source = data.draw(sources(option))
    before = data.draw(st.lists(TEXTS.map(markdown), max_size=2))
    rendered = render([*before, code(source), markdown(unmarked(source))], style)
    replacement = FIXED[option].replace('"', '\\"')
    assert fixed("a.ipynb", rendered.data) == with_marked(rendered, style, replacement)


@given(sources("trust_remote_code"), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_fixes_in_python_files(source, encoding):
    source = source.replace("!ls", "pass")
    style = Style(encoding=encoding)
    assert fixed("a.py", encoded(source, style).data) == with_marked(encoded(source, style), style, "False")


def test_a_fix_in_a_written_file():
    rendered = render([code("%%writefile a.py\nx = 'é'\nf(trust_remote_code=»True«)")])
    assert fixed("a.ipynb", rendered.data) == with_marked(rendered, Style(), "False")


def test_a_fix_across_two_lines_of_the_file_joins_them():
    text = '{"cells": [{"cell_type": "code", "source": ["f(trust_remote_code=Tr", "ue)\\n", "x"]}], "nbformat": 4}'
    assert fixed("a.ipynb", text.encode()).decode() == text.replace('Tr", "ue', "False")


def test_nothing_to_fix_changes_nothing():
    data = render([code("x = 1")], Style(indent="\t", eol="\r\n")).data
    assert fixed("a.ipynb", data) == data


def document_of(*texts: object, version: int = 4) -> Document:
    data = notebook(*[code(text) for text in texts], kernelspec={"language": "R"})  # whose code nobody parses
    return read_document("a.ipynb", json.dumps(data | {"nbformat": version}).encode())


def hit(document: Document, *edits: tuple[int, int, str], cell: int = 1) -> Hit:
    """A hit in a cell whose fix has these edits."""
    place = document.notebook.cells[cell - 1]
    segment = Segment(place.source, "python", cell=place, part="source")
    return Hit(segment, 0, 1, "Here.", fix=Fix("Fix it", [Edit(*edit) for edit in edits]))


def sources_after(document: Document, *hits: Hit) -> list[str]:
    after = read_document("a.ipynb", apply(document, hits).encode())
    return [cell.source for cell in after.notebook.cells]


EDITS = {
    "replace": ("abc", [(1, 2, "X")], "aXc"),
    "insert": ("abc", [(1, 1, "X")], "aXbc"),
    "insert at the start": ("abc", [(0, 0, "X")], "Xabc"),
    "insert at the end": ("abc", [(3, 3, "X")], "abcX"),
    "delete": ("abc", [(1, 3, "")], "a"),
    "everything": ("abc", [(0, 3, "")], ""),
    "two": ("abcd", [(0, 1, "X"), (2, 3, "Y")], "XbYd"),
    "two, last first": ("abcd", [(2, 3, "Y"), (0, 1, "X")], "XbYd"),
    "side by side": ("abcd", [(0, 2, "X"), (2, 4, "Y")], "XY"),
    "what JSON escapes": ("a", [(0, 1, 'é🙂"\\\n\t\x00')], 'é🙂"\\\n\t\x00'),
    "escapes": ('"\\\n🙂é', [(1, 4, "X")], '"Xé'),
    "lines": (["ab\n", "cd\n", "ef"], [(4, 5, "X")], "ab\ncX\nef"),
    "a line": (["ab\n", "cd\n", "ef"], [(3, 6, "")], "ab\nef"),
    "over lines": (["ab\n", "cd\n", "ef"], [(1, 7, "X")], "aXf"),
    "insert between lines": (["ab\n", "cd"], [(3, 3, "X")], "ab\nXcd"),
}


@pytest.mark.parametrize(("source", "edits", "after"), EDITS.values(), ids=EDITS)
def test_edits(source, edits, after):
    document = document_of("x", source, "y")
    assert sources_after(document, hit(document, *edits, cell=2)) == ["x", after, "y"]


OLD_LINES = {
    "replace": ([(0, 2, "X")], "X\ncd"),
    "the end of a line": ([(2, 3, " ")], "ab cd"),
    "a line": ([(0, 3, "")], "cd"),
}


@pytest.mark.parametrize(("edits", "after"), OLD_LINES.values(), ids=OLD_LINES)
def test_edits_of_lines_without_their_ends(edits, after):
    text = '{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "markdown", "source": ["ab", "cd"]}]}]}'
    document = read_document("a.ipynb", text.encode())
    assert sources_after(document, hit(document, *edits)) == [after]


OVERLAPS = {
    "the same": ([(0, 1, "X")], [(0, 1, "X")], "Xbcd"),
    "the same insertion": ([(1, 1, "X")], [(1, 1, "X")], "aXbcd"),
    "in part": ([(0, 2, "X")], [(1, 3, "Y")], "Xcd"),
    "inside": ([(0, 3, "X")], [(1, 2, "Y")], "Xd"),
    "around": ([(1, 2, "X")], [(0, 3, "Y")], "aXcd"),
    "one of two edits": ([(0, 1, "X")], [(0, 1, "Y"), (2, 3, "Y")], "Xbcd"),
    "not at all": ([(0, 1, "X")], [(1, 2, "Y")], "XYcd"),
}


@pytest.mark.parametrize(("first", "second", "after"), OVERLAPS.values(), ids=OVERLAPS)
def test_the_first_of_fixes_that_overlap_counts(first, second, after):
    document = document_of("abcd")
    assert sources_after(document, hit(document, *first), hit(document, *second)) == [after]


def test_hits_without_a_fix_change_nothing():
    document = document_of("abc")
    segment = Segment("abc", "python", cell=document.notebook.cells[0], part="source")
    assert apply(document, [Hit(segment, 0, 1, "Here.")]) == document.text


def test_a_result_that_differs_from_what_was_expected_is_refused():
    document = document_of("abc", "def")
    wrong = hit(document, (0, 1, "X"))
    wrong.segment.json_start = document.notebook.cells[1].source_start
    with pytest.raises(EditError, match="the result would change cell 1 in another way"):
        apply(document, [wrong])


def test_a_result_that_is_no_notebook_is_refused():
    document = document_of("abc")
    wrong = hit(document, (0, 1, "X"))
    wrong.segment.cell = None
    with pytest.raises(EditError, match="the result would not be a notebook"):
        apply(document, [wrong])


@pytest.fixture
def path(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "a.ipynb"


def test_the_command_makes_unsafe_fixes_only_when_asked(path, capsys):
    style = Style(indent=None, encoding="utf-16-bom", escapes="everything")
    rendered = render([code("x = '🙂'\nf(trust_remote_code=»True«)  # é")], style)
    path.write_bytes(rendered.data)
    assert main(["--ignore", "strip-outputs", "a.ipynb"]) == 0
    assert path.read_bytes() == rendered.data
    assert main(["--ignore", "strip-outputs", "--unsafe-fixes", "--check", "a.ipynb"]) == 1
    assert path.read_bytes() == rendered.data
    assert main(["--ignore", "strip-outputs", "--unsafe-fixes", "a.ipynb"]) == 1
    assert path.read_bytes() == with_marked(rendered, style, "False")
    assert main(["--ignore", "strip-outputs", "--unsafe-fixes", "a.ipynb"]) == 0


def test_ignored_findings_are_not_fixed(path):
    data = render([code("f(trust_remote_code=True)", "labcoat:ignore")]).data
    path.write_bytes(data)
    assert main(["--ignore", "strip-outputs", "--unsafe-fixes", "a.ipynb"]) == 0
    assert path.read_bytes() == data


def test_a_fix_that_would_break_a_python_file_is_refused():
    document = read_document("a.py", b"x = 1\n")
    hit = Hit(Segment(document.text, "python"), 0, 1, "message", fix=Fix("title", [Edit(0, 1, "(")]))
    with pytest.raises(EditError, match="not be valid Python"):
        apply(document, [hit])


def test_a_fix_that_would_break_a_cell_is_refused():
    document = read_document("a.ipynb", json.dumps(notebook(code("!ls\nx = 1"))).encode())
    with pytest.raises(EditError, match="cell 1 would not be valid Python"):
        apply(document, [hit(document, (4, 5, "("))])


def test_a_broken_cell_may_stay_broken():
    document = read_document("a.ipynb", json.dumps(notebook(code("x ="))).encode())
    assert sources_after(document, hit(document, (0, 1, "y"))) == ["y ="]


def in_value(document: Document, at: int, text: str, *edits: tuple[int, int, str], joiner: str = "") -> Hit:
    """A hit in the JSON value at an offset of the file."""
    segment = Segment(text, "text", part="output", json_start=at, joiner=joiner)
    return Hit(segment, 0, 1, "Here.", fix=Fix("Fix it", [Edit(*edit) for edit in edits]))


def raw(text: str) -> Document:
    """A notebook with a number and a key that no JSON writer of ours would write so."""
    data = f'{{"cells": [], "metadata": {{"a": {text}, "n": 1.50e3, "n": NaN}}, "nbformat": 4}}'
    return read_document("a.ipynb", data.encode())


VALUES = {
    "a string": ('"abc"', "abc", "", [(1, 2, "X")], '"aXc"'),
    "twice in a string": ('"abcb"', "abcb", "", [(1, 2, "X"), (3, 4, "X")], '"aXcX"'),
    "escapes": (r'"\u0061\nb\/c"', "a\nb/c", "", [(0, 1, "X"), (2, 3, "Y")], r'"X\nY\/c"'),
    "an array": ('["ab\\n", "cd"]', "ab\ncd", "", [(1, 2, "X"), (3, 4, "Y")], '["aX\\n", "Yd"]'),
    "lines without their ends": ('["ab",\n"cd"]', "ab\ncd", "\n", [(1, 2, "X"), (3, 4, "Y")], '["aX",\n"Yd"]'),
    "over strings": ('["ab", "cd", 1]', "abcd", "", [(1, 3, "X")], '["aXd", 1]'),
}


@pytest.mark.parametrize(("value", "text", "joiner", "edits", "after"), VALUES.values(), ids=VALUES)
def test_edits_of_other_values(value, text, joiner, edits, after):
    document = raw(value)
    at = document.text.index(value)
    assert apply(document, [in_value(document, at, text, *edits, joiner=joiner)]) == raw(after).text


def test_a_key_is_renamed_where_it_stays_the_only_one():
    document = raw('{"ab": 1, "b": 2}')
    at = document.text.index('"ab"')
    assert apply(document, [in_value(document, at, "ab", (0, 1, "X"))]) == raw('{"Xb": 1, "b": 2}').text
    with pytest.raises(EditError, match="the result would change the metadata in another way"):
        apply(document, [in_value(document, at, "ab", (0, 1, ""))])


def test_a_value_that_is_not_what_the_segment_says_is_refused():
    document = raw('["ab", "cd"]')
    at = document.text.index('"cd"')
    with pytest.raises(EditError, match="the result would change the metadata in another way"):
        apply(document, [in_value(document, at, "ab", (0, 1, "X"))])
    with pytest.raises(EditError, match="the result would be another notebook"):
        apply(document, [in_value(document, at - 1, "abcd", (0, 1, "X"))])


LINES = {
    "first": (["ab\n", "cd"], (0, 0, "X\n"), ["X\n", "ab\n", "cd"]),
    "between": (["ab\n", "cd"], (3, 3, "X\nY\n"), ["ab\n", "X\n", "Y\n", "cd"]),
    "in a line": (["ab\n", "cd"], (1, 1, "X\n"), ["aX\nb\n", "cd"]),
    "after a quote": (['a"b'], (2, 2, "X\n"), ['a"X\nb']),
    "a string": ("ab", (0, 0, "X\n"), "X\nab"),
    "no whole line": (["ab\n"], (0, 0, "X"), ["Xab\n"]),
}


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(("source", "edit", "after"), LINES.values(), ids=LINES)
def test_whole_lines_become_strings_of_their_own(source, edit, after, indent):
    data = [notebook(code(lines), kernelspec={"language": "R"}) for lines in (source, after)]
    document, expected = (read_document("a.ipynb", json.dumps(each, indent=indent).encode()) for each in data)
    assert apply(document, [hit(document, edit)]) == expected.text


def imports(document: Document, *cells: int) -> list[Hit]:
    """Hits in these cells, each with an import at the top of its cell."""
    hits = [hit(document, (0, 1, "X"), cell=cell) for cell in cells]
    for made in hits:
        made.fix.shared = [("m", made.segment, Edit(0, 0, "I\n"))]
    return hits


def test_an_import_is_made_once():
    document = document_of("ab", "cd", "ef")
    assert sources_after(document, *imports(document, 2, 2, 3)) == ["ab", "I\nXd", "Xf"]
