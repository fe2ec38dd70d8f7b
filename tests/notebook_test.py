"""Notebooks as people's programs write and break them: the right cells, or a problem; never an exception."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.reader import reads as read_with_nbformat

from labcoat.core.document import read_document
from tests.notebooks import STYLES, Style, code, dumps, encoded, markdown, notebook, places, render, unmarked

CORPUS = Path(os.environ.get("LABCOAT_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="»«"), max_size=12)
DEEP = 100_000


def read(data: object):
    """The document of a notebook: of bytes, of text, or of JSON data."""
    if not isinstance(data, bytes):
        data = (data if isinstance(data, str) else json.dumps(data)).encode("utf-8", "surrogatepass")
    return read_document("a.ipynb", data)


def cells(data: object) -> list[tuple[str, str]]:
    """Type and source of every cell, of a notebook without a problem."""
    document = read(data)
    assert document.problems == []
    return [(cell.type, cell.source) for cell in document.notebook.cells]


def problems(data: object) -> list[str]:
    return [reason for reason, _ in read(data).problems]


def version_4(minor: int) -> dict[str, object]:
    return notebook(markdown("# Title"), code(["import torch\n", "x = 1"])) | {"nbformat_minor": minor}


def version_3(*sheets: list[dict[str, object]], **extra: object) -> dict[str, object]:
    worksheets = [{"cells": sheet, "metadata": {}} for sheet in sheets]
    return {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": worksheets} | extra


def old_code(source: object, language: str = "python") -> dict[str, object]:
    return {"cell_type": "code", "input": source, "language": language, "metadata": {}, "outputs": []}


TITLE = ("markdown", "# Title")
CODE = ("code", "import torch\nx = 1")
OLD = [markdown("# Title"), old_code(["import torch\n", "x = 1"])]
FORMATS = {
    **{f"4.{minor}": (version_4(minor), [TITLE, CODE]) for minor in range(6)},
    "4.99": (version_4(99), [TITLE, CODE]),
    "5": (version_4(0) | {"nbformat": 5}, [TITLE, CODE]),
    "no version": ({"cells": [code("x")]}, [("code", "x")]),
    "a version that is no number": ({"cells": [code("x")], "nbformat": "4"}, [("code", "x")]),
    "3": (version_3(OLD), [TITLE, CODE]),
    "3, several worksheets": (version_3(OLD[:1], [], OLD[1:]), [TITLE, CODE]),
    "3, no worksheets": (version_3(), []),
    "3, not even the key": ({"nbformat": 3, "metadata": {}}, []),
    "3, a worksheet without cells": (version_3() | {"worksheets": [{"metadata": {}}]}, []),
    "3, heading": (version_3([{"cell_type": "heading", "level": 1, "source": "A"}]), [("heading", "A")]),
    "3, lines without their ends": (version_3([old_code(["import torch", "x = 1"])]), [CODE]),
    "3, cells at the top": (version_3() | {"cells": [old_code("x")]}, [("code", "x")]),
    "2": (version_3([old_code(["import torch", "x = 1"])], nbformat=2), [CODE]),
    "4 and 3 at once": (version_3(OLD[:1]) | {"cells": [old_code("x")]}, [TITLE, ("code", "x")]),
    "no version, worksheets": ({"worksheets": [{"cells": OLD}]}, [TITLE, CODE]),
    "4, written by a program of version 3": (notebook(old_code("x")), [("code", "x")]),
    "null for a source": (notebook({"cell_type": "raw", "source": ""}), [("raw", "")]),
    "no source": (notebook({"cell_type": "code"}), [("code", "")]),
    "no cells": (notebook(), []),
    "empty list for a source": (notebook(code([])), [("code", "")]),
    "pieces": (notebook(code(["a", "b\nc", "", "\n"])), [("code", "ab\nc\n")]),
    "strange line ends": (notebook(code(["a\r\n", "b\r", "c\u2028", "d\x85e"])), [("code", "a\r\nb\rc\u2028d\x85e")]),
    "lone surrogate": (notebook(code("'\ud83d'")), [("code", "'\ud83d'")]),
    "unknown keys": (notebook(code("x", color=[1]), a={"cells": [1]}), [("code", "x")]),
}


@pytest.mark.parametrize(("data", "expected"), FORMATS.values(), ids=FORMATS)
def test_formats(data, expected):
    assert cells(json.dumps(data)) == expected


SIMPLE = json.dumps(notebook(code("x = 'é'")), ensure_ascii=False)
ENCODINGS = {
    **{
        name: SIMPLE.encode(name)
        for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be")
    },
    "crlf": json.dumps(notebook(code("x = 'é'")), indent=1).replace("\n", "\r\n").encode(),
    "cr": json.dumps(notebook(code("x = 'é'")), indent=1).replace("\n", "\r").encode(),
    "space around": b" \r\n\t" + SIMPLE.encode() + b"\n\n\n",
}


@pytest.mark.parametrize("data", ENCODINGS.values(), ids=ENCODINGS)
def test_encodings(data):
    assert cells(data) == [("code", "x = 'é'")]


def conflict(marker: str) -> str:
    return json.dumps(version_4(4), indent=1).replace(
        '   "execution_count"', f"{marker} HEAD\n" + '   "execution_count"'
    )


PROBLEMS = {
    "empty": ("", "not a readable notebook: the file is empty"),
    "whitespace": (" \r\n\t\n", "not a readable notebook: the file is empty"),
    "byte-order mark only": (b"\xef\xbb\xbf", "not a readable notebook: the file is empty"),
    "array": ("[1,2]", "not a readable notebook: the top level is not an object"),
    "number": ("12", "not a readable notebook: the top level is not an object"),
    "null": ("null", "not a readable notebook: the top level is not an object"),
    "text": ("hello", "not a readable notebook: expected a value"),
    "html": ("<!DOCTYPE html>", "not a readable notebook: expected a value"),
    "no cells": ("{}", 'not a readable notebook: it has no "cells"'),
    "null for cells": ('{"cells": null}', 'not a readable notebook: "cells" is not an array'),
    "object for cells": ('{"cells": {}}', 'not a readable notebook: "cells" is not an array'),
    "null for worksheets": (
        '{"nbformat": 3, "worksheets": null}',
        'not a readable notebook: "worksheets" is not an array',
    ),
    "text for a worksheet": (
        '{"nbformat": 3, "worksheets": ["a"]}',
        "not a readable notebook: a worksheet is not an object",
    ),
    "null for a worksheet's cells": (
        '{"nbformat": 3, "worksheets": [{"cells": null}]}',
        'not a readable notebook: "cells" is not an array',
    ),
    "text for a worksheet's cells": (
        '{"nbformat": 3, "worksheets": [{"cells": "ab"}]}',
        'not a readable notebook: "cells" is not an array',
    ),
    "text for a cell": ('{"cells": ["a"]}', "not a readable notebook: a cell is not an object"),
    "null for a cell": ('{"cells": [null]}', "not a readable notebook: a cell is not an object"),
    "array for a cell": ('{"cells": [{}, []]}', "not a readable notebook: a cell is not an object"),
    "more after it": ('{"cells": []} {}', "not a readable notebook: unexpected text after the notebook"),
    "trailing comma": ('{"cells": [],}', "not a readable notebook: expected a property name in double quotes"),
    "conflict": (conflict("<<<<<<<"), "unresolved merge conflict"),
    "half resolved conflict": (conflict(">>>>>>>"), "unresolved merge conflict"),
    "conflict at the top": ("<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> a\n", "unresolved merge conflict"),
    "git-LFS pointer": (
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
        "a git-LFS pointer and not the notebook: run `git lfs pull`",
    ),
    "null for a source": (notebook(code(None)), "cell 1: the source is not text"),
    "number for a source": (notebook(code(4)), "cell 1: the source is not text"),
    "object for a source": (notebook(code({"a": "b"})), "cell 1: the source is not text"),
    "null among lines": (notebook(code("x"), code(["a", None, "b"])), "cell 2: the source is not text"),
    "null for an old source": (version_3([old_code(None)]), "cell 1: the source is not text"),
    "no cell type": ('{"cells": [{"source": "a"}]}', "cell 1: no known cell_type, so it was not checked"),
    "a cell type that is no text": (
        notebook({"cell_type": 4, "source": "x"}),
        "cell 1: no known cell_type, so it was not checked",
    ),
    "unknown cell type": (
        '{"cells": [{"cell_type": "Code", "source": "a"}]}',
        "cell 1: no known cell_type, so it was not checked",
    ),
    "cells twice": (
        '{"cells": [], "cells": []}',
        'the notebook has more than one "cells": programs disagree about which one counts',
    ),
    "source twice": (
        '{"cells": [{"cell_type": "code", "source": "a", "source": "b"}]}',
        'cell 1 has more than one "source": programs disagree about which one counts',
    ),
    "source twice, hidden": (
        '{"cells": [{"cell_type": "code", "source": "a", "s\\u006furce": "b"}]}',
        'cell 1 has more than one "source": programs disagree about which one counts',
    ),
    "source twice, hidden in capitals": (
        '{"cells": [{"cell_type": "code", "source": "a", "s\\u006Furce": "b"}]}',
        'cell 1 has more than one "source": programs disagree about which one counts',
    ),
    "input twice": (
        '{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "a", "input": "b"}]}]}',
        'cell 1 has more than one "input": programs disagree about which one counts',
    ),
    "cell type twice": (
        '{"cells": [{"cell_type": "code", "source": "a", "cell_type": "markdown"}]}',
        'cell 1 has more than one "cell_type": programs disagree about which one counts',
    ),
}


@pytest.mark.parametrize(("data", "problem"), PROBLEMS.values(), ids=PROBLEMS)
def test_problems(data, problem):
    assert problems(data) == [problem]


def test_cells_beside_a_problem_are_read():
    document = read(
        '{"cells": [{"cell_type": "code", "source": "a", "source": "b"}, {"cell_type": "code", "source": "c"}]}'
    )
    assert [cell.source for cell in document.notebook.cells] == ["b", "c"]
    assert document.problems[0][1] == document.text.rindex('"source": "b"')


NESTED = {
    "array": ("[" * DEEP, "]" * DEEP),
    "object": ('{"a":' * DEEP, "}" * DEEP),
    "unclosed": ("[" * DEEP, ""),
}
PLACES = {
    "top": '{"a": %s, "cells": []}',
    "metadata": '{"metadata": %s, "cells": []}',
    "cell metadata": '{"cells": [{"cell_type": "code", "metadata": %s, "source": "x"}]}',
    "outputs": '{"cells": [{"cell_type": "code", "outputs": [%s], "source": "x"}]}',
    "source": '{"cells": [{"cell_type": "code", "source": %s}]}',
    "cells": '{"cells": %s}',
    "worksheets": '{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "outputs": %s}]}]}',
}


@pytest.mark.parametrize("around", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("brackets", NESTED.values(), ids=NESTED)
def test_deep_nesting_is_a_problem(around, brackets):
    assert len(problems(around % (brackets[0] + "1" + brackets[1]))) == 1


@pytest.mark.parametrize("around", PLACES.values(), ids=PLACES)
def test_nesting_that_not_every_python_can_read_is_a_problem_or_right(around):
    document = read(around % ("[" * 2000 + "]" * 2000))
    assert len(document.problems) == (0 if document.notebook else 1) or around == PLACES["source"]


@pytest.mark.parametrize("key", ["worksheets", "cells"])
def test_deep_worksheets_are_a_problem(key):
    text = f'{{"{key}": [' * DEEP + "]}" * DEEP
    assert len(problems(text)) == 1


def test_every_truncation_is_a_problem():
    cells = [markdown("é🙂"), code(["x = 1\n", "y"], "a tag")]
    data = render(cells, Style(eol="\r\n")).data.rstrip()
    for end in range(len(data)):
        assert len(problems(data[:end])) == 1, end
    assert problems(data) == []


LANGUAGES = {
    "python": ({"language_info": {"name": "python"}}, "python"),
    "Python 3": ({"language_info": {"name": "Python 3"}}, "python"),
    "ipython": ({"language_info": {"name": "ipython"}}, "python"),
    "kernel": ({"kernelspec": {"language": "python", "name": "python3"}}, "python"),
    "pyspark": ({"language_info": {"name": "pyspark"}}, "python"),
    "sage": ({"kernelspec": {"language": "sage", "name": "sagemath"}}, "python"),
    "info before kernel": ({"language_info": {"name": "R"}, "kernelspec": {"language": "python"}}, "r"),
    "R": ({"kernelspec": {"language": "R"}}, "r"),
    "julia": ({"language_info": {"name": "julia"}}, "julia"),
    "bash": ({"language_info": {"name": "bash"}}, "shell"),
    "bash kernel": ({"kernelspec": {"language": "bash"}}, "shell"),
    "nothing": ({}, "python"),
    "null": ({"language_info": None, "kernelspec": None}, "python"),
    "null for a name": ({"language_info": {"name": None}, "kernelspec": {"language": 3}}, "python"),
    "text for the kernel": ({"kernelspec": "python3"}, "python"),
}


@pytest.mark.parametrize(("metadata", "language"), LANGUAGES.values(), ids=LANGUAGES)
def test_kernel_languages(metadata, language):
    document = read(notebook(code("x"), **metadata))
    assert [cell.language for cell in document.notebook.cells] == [language]


def of_a_cell(**metadata: object) -> dict[str, object]:
    return notebook(code("x") | {"metadata": metadata}, language_info={"name": "python"})


CELL_LANGUAGES = {
    "vscode": (of_a_cell(vscode={"languageId": "r"}), "r"),
    "vscode shell": (of_a_cell(vscode={"languageId": "shellscript"}), "shell"),
    "vscode python": (of_a_cell(vscode={"languageId": "python"}), "python"),
    "vscode null": (of_a_cell(vscode=None), "python"),
    "nbformat 3": (version_3([old_code("x", "R")]), "r"),
    "nbformat 3 python": (version_3([old_code("x", "python")]), "python"),
    "markdown": (notebook(markdown("x")), "markdown"),
    "heading": (version_3([{"cell_type": "heading", "source": "x"}]), "markdown"),
    "raw": (notebook({"cell_type": "raw", "source": "x"}), "text"),
}


@pytest.mark.parametrize(("data", "language"), CELL_LANGUAGES.values(), ids=CELL_LANGUAGES)
def test_cell_languages(data, language):
    assert [cell.language for cell in read(data).notebook.cells] == [language]


TAGS = {
    "none": ({}, []),
    "null": ({"tags": None}, []),
    "text": ({"tags": "abc"}, []),
    "mixed": ({"tags": ["a", None, 3, "b"]}, ["a", "b"]),
}


@pytest.mark.parametrize(("metadata", "tags"), TAGS.values(), ids=TAGS)
def test_tags(metadata, tags):
    [cell] = read(of_a_cell(**metadata)).notebook.cells
    assert cell.tags == tags


@pytest.mark.parametrize("metadata", [None, [], "text", 3])
def test_metadata_that_is_no_object(metadata):
    document = read({"metadata": metadata, "cells": [code("x") | {"metadata": metadata}]})
    [cell] = document.notebook.cells
    assert (cell.metadata, cell.tags, cell.language, document.notebook.metadata) == ({}, [], "python", {})


@pytest.mark.parametrize(
    ("extra", "expected"), [({}, None), ({"id": "a1"}, "a1"), ({"id": None}, None), ({"id": 7}, None)]
)
def test_cell_ids(extra, expected):
    [cell] = read(notebook(code("x", **extra))).notebook.cells
    assert cell.id == expected


def test_the_last_source_is_the_one_that_has_a_place():
    document = read('{"cells": [{"source": "a", "cell_type": "code", "source": "b"}]}')
    [cell] = document.notebook.cells
    assert document.text[cell.source_start :].startswith('"b"')


@given(
    st.lists(st.sampled_from("code markdown raw".split()).flatmap(lambda kind: st.tuples(st.just(kind), TEXTS))), STYLES
)
def test_every_formatting_has_the_same_cells(made, style):
    rendered = render([{"cell_type": kind, "metadata": {}, "source": source} for kind, source in made], style)
    document = read(rendered.data)
    assert document.problems == []
    assert [(cell.type, cell.source) for cell in document.notebook.cells] == made
    for cell in document.notebook.cells:
        assert document.text[cell.start] + document.text[cell.end - 1] == "{}"


@given(st.binary(max_size=40), st.integers(0, 300))
def test_damaged_bytes_never_raise(piece, at):
    data = render([markdown("# A"), code(["x = 1\n", "'é'"])], Style(indent=None)).data
    document = read(data[:at] + piece + data[at + len(piece) :])
    assert document.problems or document.notebook


JSON = st.recursive(
    st.none() | st.integers() | TEXTS | st.sampled_from(["code", "source"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from("cells worksheets source input cell_type metadata tags nbformat".split()), inner
        )
    ),
    max_leaves=10,
)


@given(JSON)
def test_any_json_is_a_notebook_or_a_problem(data):
    document = read(json.dumps(data))
    assert document.problems or document.notebook
    for cell in document.notebook.cells if document.notebook else ():
        assert isinstance(cell.source + cell.type + cell.language + "".join(cell.tags), str)


def test_the_writer_of_these_tests_marks_true_places():
    source = "a\n»b«"
    rendered = render([code(source)], Style(indent="\t", eol="\r\n", escapes="letters"))
    lines = rendered.data.decode().split("\r\n")
    assert [lines[line - 1][column - 1] for line, column in rendered.places] == ["b", '"']
    assert places(source) == [(2, 1), (2, 2)]
    assert unmarked(source) == "a\nb"
    assert json.loads(encoded(dumps({"a": [1, 0, True, None, {}]}, Style()), Style()).data) == {
        "a": [1, 0, True, None, {}]
    }


# What nbformat refuses, and what we make of it: the number of cells, or -1 for a problem.
REFUSED_BY_NBFORMAT = {
    "astral-sh+ruff/crates/ruff_notebook/resources/test/fixtures/jupyter/invalid_extension.ipynb": -1,  # Python
    "astral-sh+ruff/crates/ruff_notebook/resources/test/fixtures/jupyter/not_json.ipynb": -1,
    "astral-sh+ruff/crates/ruff_notebook/resources/test/fixtures/jupyter/wrong_schema.ipynb": -1,  # no cells
    "jupyter+nbformat/tests/test3_no_worksheets.ipynb": 0,  # nbformat 3 may leave them out, says its schema
    "jupyter+nbformat/tests/test3_worksheet_with_no_cells.ipynb": 0,
    "nbQA-dev+nbQA/tests/data/databricks_notebook.ipynb": 2,  # no metadata, which Databricks opens
}


FUTURE = "test4plus.ipynb"  # with a cell type of a version to come: nbformat lets it pass, we report it


def corpus() -> list[Path]:
    folders = [CORPUS / "notebooks", CORPUS / "notebooks-odd"]
    return sorted(path for folder in folders for path in folder.rglob("*.ipynb"))


def seen_by_nbformat(text: str) -> list[tuple[str, str]]:
    read = read_with_nbformat(text)
    sheets = read.get("worksheets", [read] if read.nbformat >= 4 else [])
    return [
        (cell.cell_type, cell.get("input" if read.nbformat < 4 and cell.cell_type == "code" else "source", ""))
        for sheet in sheets
        for cell in sheet.get("cells", [])
    ]


def test_the_corpus_has_the_cells_that_nbformat_reads():
    refused, different = {}, []
    for path in corpus():
        document = read(path.read_bytes())
        seen = [(cell.type, cell.source) for cell in document.notebook.cells] if document.notebook else None
        try:
            expected = seen_by_nbformat(path.read_text("utf-8"))
        except Exception:  # whatever it raises, it could not read the file
            refused[path.relative_to(CORPUS).as_posix().partition("/")[2]] = -1 if seen is None else len(seen)
            continue
        if seen != expected or (document.problems and path.name != FUTURE):
            different.append(path)
    assert different == []
    there = {name: seen for name, seen in REFUSED_BY_NBFORMAT.items() if (CORPUS / "notebooks-odd" / name).exists()}
    assert refused == there
