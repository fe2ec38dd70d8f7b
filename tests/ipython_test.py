"""IPython's syntax masked in place: Python stays where it is, the rest becomes segments of its own."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.document import read_document
from labcoat.core.ipython import mask, mask_leniently
from labcoat.core.parsing import ParseError, parse
from labcoat.core.segment import Segment
from labcoat.core.segments import split
from tests.notebooks import code, render

CORPUS = Path(os.environ.get("LABCOAT_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))


def case(source: str, masked: str, *slices: str, language: str = "shell"):
    """A source, what is left of it without the spaces at the ends of lines, and the slices taken out."""
    return pytest.param(source, masked, [(text, language) for text in slices], id=repr(source)[1:-1])


LINES = [
    case("%matplotlib inline", "0", "matplotlib inline"),
    case("% matplotlib inline", "0", "matplotlib inline"),
    case("%pip install x", "0", "pip install x"),
    case("%conda install -y x", "0", "conda install -y x"),
    case("%env A=b", "0", "env A=b"),
    case("%run a.py --x", "0", "run a.py --x"),
    case("!ls -l", "0", "ls -l"),
    case("! ls", "0", " ls"),
    case("!!ls", "0", "ls"),
    case("!ls;", "0", "ls;"),
    case("!ls # comment", "0", "ls # comment"),
    case("!{sys.executable} -m pip", "0", "{sys.executable} -m pip"),
    case("!", "0", ""),
    case("    !ls", "    0", "ls"),
    case("\t!ls", "\t0", "ls"),
    case("if x:\n    !ls\n    %cd y\n    y = !pwd", "if x:\n    0\n    0\n    y =_", "ls", "cd y", "pwd"),
    case("class A:\n    %cd x\n    pass", "class A:\n    0\n    pass", "cd x"),
    case("await f(x)\n!ls", "await f(x)\n0", "ls"),
    case("# !ls\n!ls", "# !ls\n0", "ls"),
    case("x = 1\r\n!ls\r\n%cd x\r\ny = 2", "x = 1\r\n0\r\n0\r\ny = 2", "ls", "cd x"),
    case("x = 1\r!ls\ry", "x = 1\r0\ry", "ls"),
    case("x = !ls 'é🙂'", "x =_", "ls 'é🙂'"),
    case("!a \\\n  b \\\n  c\nx = 1", "0\n\n\nx = 1", "a \\\n  b \\\n  c"),
    case("!a \\\r\n  b\r\nx", "0\r\n\r\nx", "a \\\r\n  b"),
    case("%cd a\\\n b\nx", "0\n\nx", "cd a\\\n b"),
    case("!a \\", "0", "a \\"),
    case("x = !a \\\n  b\ny", "x =_\n\ny", "a \\\n  b"),
    case("%%time", ""),
    case("x = 1\n%%bash\ny", "x = 1\n0\ny", "bash"),
]

ASSIGNED = [
    case("x = !ls -l", "x =_", "ls -l"),
    case("x=!ls", "x=_", "ls"),
    case("x = !!ls", "x =_", "ls"),
    case("x = %env A", "x =_", "env A"),
    case("x: T = !ls", "x: T =_", "ls"),
    case("x: T = %magic a", "x: T =_", "magic a"),
    case("x: dict['a', 'b'] = !ls", "x: dict['a', 'b'] =_", "ls"),
    case("a, b = !ls", "a, b =_", "ls"),
    case("a, *b = !ls", "a, *b =_", "ls"),
    case("(a, b) = !ls", "(a, b) =_", "ls"),
    case("a.b = !ls", "a.b =_", "ls"),
    case("a[0][1] = !ls", "a[0][1] =_", "ls"),
    case('a["x=y"] = !ls', 'a["x=y"] =_', "ls"),
    case("if x: y = !ls", "if x: y =_", "ls"),
]

HELP = [
    case("?help", "0"),
    case("??help", "0"),
    case("help?", "0"),
    case("help? ", "0"),
    case("obj.method??", "0"),
    case("a.b[0]?", "0"),
    case("*int*?", "0"),
    case("x = help?", "0"),
    case("é?", "0"),
    case("if x:\n    a?\nb", "if x:\n    0\nb"),
    case("%magic?", "0", "magic?"),
    case("?", "0"),
]

TIMED = [
    case("%time f(x)", "if 1: f(x)"),
    case("%time x = f(1)", "if 1: x = f(1)"),
    case("%timeit -n 10 f(x)", "if 1:         f(x)"),
    case("%timeit -n10 -r 3 -q f(x)", "if 1:                f(x)"),
    case("%time --no-raise-error f(x)", "if 1:                  f(x)"),
    case("%prun -s cumulative -l 5 f(x)", "if 1:                    f(x)"),
    case("%memit f(x)", "if 1:  f(x)"),
    case("  %time f(x)", "  if 1: f(x)"),
    case("t = %timeit -o f(x)", "t =            f(x)"),
    case("t = %time f(x)", "t =       f(x)"),
    case("%time", "0"),
    case("%time # c", "0"),
    case("%time?", "0"),
    case("%time !ls", "0", "ls"),
    case("%time %run x.py", "0", "run x.py"),
    case("%time for i in x: f(i)", "0", "for i in x: f(i)", language="python"),
]

CELL_MAGICS = [
    case("%%time\nf(x)", "\nf(x)"),
    case("%%capture out\nf(x)", "\nf(x)"),
    case("%%capture --no-stderr out\n!ls\nf(x)", "\n0\nf(x)", "ls"),
    case("%%timeit -n 10 x = 1\nf(x)", "\nf(x)", "x = 1", language="python"),
    case("%%timeit -n 10 -r3\nf(x)", "\nf(x)"),
    case("%%script python3\nx = 1", "\nx = 1"),
    case("%%bash\nls -l\npip x", "\n\n", "ls -l\npip x"),
    case("%%bash --out o\nls", "\n", "ls"),
    case("%%bash", "", ""),
    case("%%sh\nls", "\n", "ls"),
    case("%%!\nls", "\n", "ls"),
    case("%%sx\nls", "\n", "ls"),
    case("%%script bash\nls", "\n", "ls"),
    case("%%script --bg --out x bash\nls", "\n", "ls"),
    case("%%script /bin/bash -e\nls", "\n", "ls"),
    case("%%script /usr/bin/env bash\nls", "\n", "ls"),
    case("%%capture\n%%bash\nls", "\n\n", "ls"),
    case("%%time\n\n%%bash\nls", "\n\n\n", "ls"),
    case("\n\n  %%bash\nls", "\n\n\n", "ls"),
    case("%%bash\r\nls\r\n", "\r\n\r\n", "ls\r\n"),
    case("%%writefile a.py\n!ls = 1", "\n", "!ls = 1", language="python"),
    case('%%writefile -a "x y.yaml"\na: 1', "\n", "a: 1", language="yaml"),
    case("%%writefile --append 'x.toml'\na = 1", "\n", "a = 1", language="toml"),
    case("%%writefile {p}/x.json\n{}", "\n", "{}", language="json"),
    case("%%writefile Dockerfile\nFROM x", "\n", "FROM x", language="dockerfile"),
    case("%%writefile requirements.txt\nx", "\n", "x", language="requirements"),
    case("%%file b.sh\nls", "\n", "ls"),
    case("%%html\n<b>?", "\n"),
    case("%%javascript\nx?", "\n"),
    case("%%R -i x\nx <- 1", "\n"),
    case("%%script ruby\nputs 1", "\n"),
    case("%%unknown a b\nx = 1\n!ls", "\nx = 1\n0", "ls"),
]


@pytest.mark.parametrize(("source", "left", "slices"), [*LINES, *ASSIGNED, *HELP, *TIMED, *CELL_MAGICS])
def test_masks(source, left, slices):
    masked = mask(source)
    assert re.sub("[ \t]+(?=[\r\n]|$)", "", masked.text) == left
    assert [(source[start:end], language) for start, end, language in masked.slices] == slices
    assert_in_place(source, masked.text)
    parse(masked.text)


PYTHON = [
    "x %= 2",
    "a != b",
    "a % b",
    "x = (a\n% b)",
    "x = [1 \n%d, 2]",
    "x = 1 \\\n% d",
    "x = 1 \\\r\n% d",
    's = """\n!ls\n%cd\n?x\nx?\n"""',
    "s = '''\n!ls\n'''",
    "s = 'a \\\n!ls'",
    "s = '\\'\\\n!ls'",
    'print("?")',
    "x = 'a?'  # ?",
    "x = 1 # !ls",
    "print(1);",
    "'a = !b'",
    "f('a = %b')",
    "print('''\n''', a\n% b)",
    "f'{x!r}'",
    "f'{x!r:>{w}}'",
    "x = {\n  'a': 1,\n}",
    "(\n# )\n1 \n% d)",
    "# it's\nx = 1",
]


@pytest.mark.parametrize("source", PYTHON)
def test_python_is_left_alone(source):
    masked = mask(source + "\n!ls")
    assert masked.text == source + "\n0  "
    assert [(start, end) for start, end, _ in masked.slices] == [(len(source) + 2, len(source) + 4)]
    parse(masked.text)


INDENTED = ["  x = 1\n  y = 2", "\tx = 1", "\n\n   f(\n1)\n", "  x = 1\n  !ls\n  y = 2", "    # c\n    x"]


@pytest.mark.parametrize("source", INDENTED)
def test_cells_indented_as_a_whole_are_python(source):
    parse(mask(source).text)


LENIENT = [
    case("pip install x", "0", "pip install x"),
    case("import x\npip install x\ny", "import x\n0\ny", "pip install x"),
    case("if x:\n  pip install y", "if x:\n  0", "pip install y"),
    case("conda install x", "0", "conda install x"),
    case("ls -l", "0", "ls -l"),
    case("cd ..", "0", "cd .."),
    case("%sql\nSELECT 1 FROM x", "\n"),
    case("%sql SELECT 1\nFROM x", "\n"),
    case("%sh\npip install -U x\nls", "\n\n", "\npip install -U x\nls"),
    case("%md\nSome text", "\n"),
    case(">>> x = 1\n>>> !ls", "    x = 1\n    0", "ls"),
    case(">>> for i in x:\n...     f(i)", "    for i in x:\n        f(i)"),
    case("In [1]: x = 1\n   ...: y", "        x = 1\n        y"),
]

NOT_LENIENT = ["pip = 1", "cd(x)", "ls.a", "run[1]", "cat, b = 1", "print 1", "x ="]


@pytest.mark.parametrize(("source", "left", "slices"), LENIENT)
def test_masks_leniently(source, left, slices):
    masked = mask_leniently(source)
    assert re.sub("[ \t]+(?=[\r\n]|$)", "", masked.text) == left
    assert [(source[start:end], language) for start, end, language in masked.slices] == slices
    assert_in_place(source, masked.text)


@pytest.mark.parametrize("source", NOT_LENIENT)
def test_is_not_lenient(source):
    assert mask_leniently(source) is None


def assert_in_place(source: str, masked: str) -> None:
    """Every line end where it was, and every other character one character."""
    assert len(masked) == len(source)
    assert re.sub(r"[^\r\n]", "", masked) == re.sub(r"[^\r\n]", "", source)
    assert all(old == new or old not in "\r\n" for old, new in zip(source, masked, strict=True))


def parts_of(*sources: str):
    document = read_document("a.ipynb", render([code(source) for source in sources]).data)
    return split([Segment(cell.source, "python", cell=cell, part="source") for cell in document.notebook.cells])


def shown(segments: list[Segment]) -> list[tuple[str, str, str]]:
    """Text, language, and the text again as its place in the parent has it."""
    return [(part.text, part.language, part.parent[part.offset :][: len(part.text)]) for part in segments]


def test_segments_of_a_notebook():
    parts = parts_of("import a\n!ls", "%%bash\nls -l", "%%writefile x.yaml\na: 1", "b = 1")
    assert [segment.text for segment in parts.modules[0].segments] == ["import a\n!ls", "b = 1"]
    assert shown(parts.segments) == [
        ("ls", "shell", "ls"),
        ("ls -l", "shell", "ls -l"),
        ("a: 1", "yaml", "a: 1"),
    ]
    assert (parts.unparsed, parts.foreign) == ([], [])


def test_written_python_is_a_module_of_its_own():
    parts = parts_of("x = 1", "%%writefile a.py\nx = 2")
    assert [[segment.text for segment in module.segments] for module in parts.modules] == [["x = 1"], ["x = 2"]]


FOREIGN = {
    "R": ("%%R\nx <- 1", "R"),
    "perl": ("%%script perl\nprint 1", "script"),
    "unknown": ("%%cypher -u x\nMATCH (n) RETURN", "cypher"),
    "Python 2": ("%%python2\nprint 1", "python2"),
}


@pytest.mark.parametrize(("source", "language"), FOREIGN.values(), ids=FOREIGN)
def test_other_code_is_foreign(source, language):
    parts = parts_of("x = 1", source)
    assert [(segment.text, segment.language) for segment in parts.foreign] == [(source, language)]
    assert parts.unparsed == []


@pytest.mark.parametrize("source", ["%%unknown\nx = 1", "%%html\n<b>", "%%sql\nSELECT", "%%bash\nls ("])
def test_what_is_python_or_no_code_is_not_foreign(source):
    parts = parts_of(source)
    assert (parts.foreign, parts.unparsed) == ([], [])


TOKENS = "! % %% ? ?? = ( [ ) ] ' \" \\ # \n \r\n \r \t x é 🙂 : , . 0 if time bash pip >>> ... -n for".split(" ")
TOKENS += ["'''", '"""', " ", "\n", "\\\n", "In [1]: ", "%time ", "%%bash\n", "%%writefile a.py\n"]
PIECES = st.lists(st.sampled_from(TOKENS), max_size=25).map("".join)


@given(PIECES)
def test_whatever_the_cell_everything_stays_in_place(source):
    for masked in (mask(source), mask_leniently(source)):
        if masked is not None:
            assert_in_place(source, masked.text)
            assert all(0 <= start <= end <= len(source) for start, end, _ in masked.slices)


@given(PIECES)
def test_a_cell_costs_only_itself(source):
    parts = parts_of("import a", source, "b = 1")
    assert {"import a", "b = 1"} <= {segment.text for segment in parts.modules[0].segments}


LONG = 300_000
HOSTILE = {
    "annotation of spaces": "x:" + " " * LONG,
    "target of spaces": "x" + " " * LONG,
    "targets": "a, " * LONG,
    "quotes": "'\"" * LONG,
    "subscripts": "a['x']" * LONG,
    "open subscripts": "a[" * LONG,
    "open triple quotes": '"""' + "\\a" * LONG,
    "triple quotes": '"""' * LONG,
    "open quotes": "'a\n" * (LONG // 10),
    "continued quotes": "'\\\n\"\\\n" * LONG,
    "continued command": "!" + "a\\\n" * LONG,
    "commands": "!\n" * (LONG // 10),
    "question marks": "?" * LONG,
    "spaced question marks": "x" + "? " * LONG,
    "question mark and spaces": "x?" + " " * LONG + "x",
    "options": "%time " + "-a " * LONG,
    "option of digits": "%timeit -n" + "1" * LONG + "x",
    "option of spaces": "%prun -s" + " " * LONG,
    "cell magics": "%%foo\n" * (LONG // 10),
    "blank lines": " \n" * (LONG // 10) + "%",
    "file name": "%%writefile " + "a " * LONG,
    "prompts": ">>> " * LONG + "%",
    "numbered prompt": "In [" + "1" * LONG,
    "automagic": "pip " * LONG,
    "backslashes": "\\" * LONG + "%",
    "brackets": "(" * LONG + "%",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_hostile_cells_come_to_an_end(source):
    source = f"x %= 2\n{source}" if not source.startswith("%%") else source
    for masked in (mask(source), mask_leniently(source)):
        assert masked is None or len(masked.text) == len(source)


# Notebooks with cells that are not Python 3; all but the first one are refused by IPython's own transformer, too.
NOT_PYTHON = {
    "prompts in two columns": "unconditional_image_generation",
    "Python 2": (
        "basic_operations linear_regression logistic_regression nearest_neighbor multilayer_perceptron "
        "loss_visualization 3_regularization 5_word2vec 6_lstm simple_rnn Algorithmia structs test2"
    ),
    "shell": "aws linux misc pdb langgraph_gemini_podcast",
    "printed by a shell": "bq-vector-search-outlier-detection-infra-logs",
    "half typed": "custom_pipeline_overview other-formats using_different_models building_good_agents peft Completion",
    "broken on purpose": "example test assignment_to_literal invalid_syntax",
}


def test_the_corpus_parses():
    expected = {f"{name}.ipynb" for names in NOT_PYTHON.values() for name in names.split()}
    unparsed = set()
    for path in CORPUS.rglob("*.ipynb"):
        notebook = read_document(path.name, path.read_bytes()).notebook
        cells = notebook.cells if notebook else []
        if not all(is_python(cell.source) for cell in cells if cell.language == "python"):
            unparsed.add(path.name)
    assert unparsed <= expected


def is_python(source: str) -> bool:
    masked = mask(source)
    assert_in_place(source, masked.text)
    lenient = mask_leniently(source)
    return not masked.is_python or any(_parses(tried.text) for tried in (masked, lenient) if tried)


def _parses(text: str) -> bool:
    try:
        parse(text)
    except ParseError:
        return False
    return True
