"""What labcoat-strip-outputs cuts, and what it leaves."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.decode import decode
from labcoat.strip_outputs import Options, main, strip
from labcoat.strip_outputs.splice import apply
from tests.notebooks import STYLES, Style, render

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]

STREAM = {"name": "stdout", "output_type": "stream", "text": ["1\n", "2\n"]}
STDERR = {"name": "stderr", "output_type": "stream", "text": ["careful\n"]}
ERROR = {"ename": "E", "evalue": "v", "output_type": "error", "traceback": ["t"]}


def result(count: int | None = 1, **data: Any) -> Json:
    return {
        "data": data or {"text/plain": ["6"]},
        "execution_count": count,
        "metadata": {},
        "output_type": "execute_result",
    }


def code(source: str = "1 + 1", outputs: Any = (), count: int | None = None, **more: Any) -> Json:
    outputs = list(outputs) if isinstance(outputs, tuple) else outputs
    cell = {"cell_type": "code", "execution_count": count, "metadata": {}, "outputs": outputs, "source": [source]}
    return {**cell, **more}


def markdown(source: str = "# Title", **more: Any) -> Json:
    return {"cell_type": "markdown", "metadata": {}, "source": [source], **more}


def notebook(*cells: Json, metadata: Json | None = None, **more: Any) -> Json:
    return {"cells": list(cells), "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 4, **more}


def old_notebook(*cells: Json, version: int = 3) -> Json:
    sheet = {"cells": list(cells), "metadata": {}}
    return {"metadata": {"name": ""}, "nbformat": version, "nbformat_minor": 0, "worksheets": [sheet]}


def old_code(source: str = "1", outputs: tuple[Json, ...] = (), count: int | None = None) -> Json:
    cell = {"cell_type": "code", "collapsed": False, "input": [source], "language": "python", "metadata": {}}
    return {**cell, "outputs": list(outputs), "prompt_number": count}


COLAB = {"cell_type": "code", "source": "x", "metadata": {"id": "a"}, "execution_count": None}
WRITERS = {
    "jupyter": lambda value: json.dumps(value, indent=1, ensure_ascii=False) + "\n",
    "prettier": lambda value: json.dumps(value, indent=2),
    "minified": lambda value: json.dumps(value, separators=(",", ":")),
    "tabs": lambda value: json.dumps(value, indent="\t", ensure_ascii=False).replace("\n", "\r\n"),
}

# id, notebook, arguments, result
STRIPPED = [
    ("outputs", notebook(code(outputs=(STREAM, ERROR))), [], notebook(code())),
    (
        "outputs of every cell",
        notebook(code(outputs=(STREAM,)), markdown(), code(outputs=(STREAM,))),
        [],
        notebook(code(), markdown(), code()),
    ),
    ("outputs of a markdown cell", notebook(markdown(outputs=[STREAM])), [], notebook(markdown(outputs=[]))),
    ("outputs that are no list", notebook(code(outputs={"text": "x"})), [], notebook(code())),
    ("an output without content", notebook(code(outputs=({},))), [], notebook(code())),
    (
        "outputs that come last, as Colab writes",
        notebook({**COLAB, "outputs": [result()]}),
        [],
        notebook({**COLAB, "outputs": []}),
    ),
    (
        "a name like a key in the outputs",
        notebook(code(outputs=(result(source=["source"], outputs=[]),))),
        [],
        notebook(code()),
    ),
    ("the count", notebook(code(count=7)), [], notebook(code())),
    (
        "a count beside one in the metadata",
        notebook(code(count=7, metadata={"execution_count": 7})),
        [],
        notebook(code(metadata={"execution_count": 7})),
    ),
    ("the only key of the metadata", notebook(code(metadata={"collapsed": True})), [], notebook(code())),
    (
        "the first key of the metadata",
        notebook(code(metadata={"collapsed": True, "tags": []})),
        [],
        notebook(code(metadata={"tags": []})),
    ),
    (
        "the last key of the metadata",
        notebook(code(metadata={"tags": [], "scrolled": 1})),
        [],
        notebook(code(metadata={"tags": []})),
    ),
    (
        "keys between others",
        notebook(code(metadata={"a": 1, "hidden": 1, "scrolled": 1, "b": 2, "execution": {"t": 1}})),
        [],
        notebook(code(metadata={"a": 1, "b": 2})),
    ),
    (
        "all default keys",
        notebook(
            code(
                metadata=dict.fromkeys(
                    ["ExecuteTime", "collapsed", "execution", "heading_collapsed", "hidden", "scrolled"]
                )
            )
        ),
        [],
        notebook(code()),
    ),
    (
        "signature and widgets of the notebook",
        notebook(metadata={"signature": "s", "a": 1, "widgets": {"state": {}}}),
        [],
        notebook(metadata={"a": 1}),
    ),
    (
        "extra keys",
        notebook(code(metadata={"tags": ["x"]}), metadata={"kernelspec": {"name": "p"}}),
        ["--extra-keys", "metadata.kernelspec cell.metadata.tags"],
        notebook(code()),
    ),
    (
        "extra keys inside others",
        notebook(metadata={"a": {"b": {"c": 1, "d": 2}, "e": 3}}),
        ["--extra-keys=metadata.a.b.c"],
        notebook(metadata={"a": {"b": {"d": 2}, "e": 3}}),
    ),
    (
        "an extra key with dots",
        notebook(metadata={"application/vnd.x.v1+cell": {}, "vscode": 1}),
        ["--extra-keys", "metadata.application/vnd.x.v1+cell"],
        notebook(metadata={"vscode": 1}),
    ),
    (
        "an extra key of the cell itself",
        notebook(markdown(attachments={"a.png": {}})),
        ["--extra-keys", "cell.attachments"],
        notebook(markdown()),
    ),
    (
        "keep_output: false",
        notebook(code(outputs=(STREAM,), metadata={"keep_output": False})),
        ["--keep-output"],
        notebook(code(metadata={"keep_output": False})),
    ),
    (
        "init_cell: false",
        notebook(code(outputs=(STREAM,), metadata={"init_cell": False, "tags": ["keep_output"]})),
        [],
        notebook(code(metadata={"init_cell": False, "tags": ["keep_output"]})),
    ),
    (
        "init cells when asked",
        notebook(code(outputs=(STREAM,), metadata={"init_cell": True})),
        ["--strip-init-cells"],
        notebook(code(metadata={"init_cell": True})),
    ),
    (
        "counts of kept outputs",
        notebook(code(outputs=(result(3),), count=3)),
        ["--keep-output"],
        notebook(code(outputs=(result(None),))),
    ),
    (
        "outputs above the size",
        notebook(code(outputs=(STREAM, STDERR))),
        ["--max-size", "16"],
        notebook(code(outputs=(STREAM,))),
    ),
    # nbstripout 0.9.1 strips these in the second run: what it leaves in the first is longer, `null` instead of `1`
    (
        "outputs above the size without their count",
        notebook(code(outputs=(result(1),))),
        ["--max-size", "17"],
        notebook(code()),
    ),
    (
        "outputs of other types",
        notebook(code(outputs=(STREAM, STDERR, ERROR))),
        ["--keep-output-type", "stream:stderr", "error"],
        notebook(code(outputs=(STDERR, ERROR))),
    ),
    (
        "other types of a cell that keeps",
        notebook(code(outputs=(STREAM, ERROR), metadata={"tags": ["keep_output"]})),
        ["--keep-output-type", "error"],
        notebook(code(outputs=(ERROR,), metadata={"tags": ["keep_output"]})),
    ),
    (
        "dropped types",
        notebook(code(outputs=(ERROR, STREAM, STDERR))),
        ["--keep-output", "--drop-output-type", "error", "stream:stderr"],
        notebook(code(outputs=(STREAM,))),
    ),
    ("empty cells", notebook(markdown(" \n"), code(), markdown("")), ["--drop-empty-cells"], notebook(code())),
    ("all cells", notebook(markdown(""), code("", outputs=(STREAM,))), ["--drop-empty-cells"], notebook()),
    # nbstripout 0.9.1 heeds only the last tag: its lambdas share one variable
    (
        "cells with one of several tags",
        notebook(markdown(metadata={"tags": ["a"]}), markdown(metadata={"tags": ["b"]}), code()),
        ["--drop-tagged-cells", "a b"],
        notebook(code()),
    ),
    (
        "cells of a notebook that is dirty",
        notebook(code(count=1), markdown(""), code(count=2)),
        ["--drop-empty-cells"],
        notebook(code(), code()),
    ),
    (
        "ids, numbered",
        notebook(code(id="a", outputs=(STREAM,)), markdown(id="b"), markdown(), markdown(id="3")),
        ["--id", "sequential"],
        notebook(code(id="0"), markdown(id="1"), markdown(), markdown(id="3")),
    ),
    (
        "ids after dropped cells",
        notebook(markdown("", id="a"), code(id="b")),
        ["--id=sequential", "--drop-empty-cells"],
        notebook(code(id="0")),
    ),
    ("nbformat 3", old_notebook(old_code(outputs=(ERROR,), count=4)), [], old_notebook(old_code())),
    (
        "nbformat 2",
        old_notebook(old_code(outputs=(ERROR,), count=4), version=2),
        [],
        old_notebook(old_code(), version=2),
    ),
    # nbstripout 0.9.1 drops all code cells here: it looks for their text under `source`, but nbformat 3 has `input`
    (
        "empty cells of nbformat 3",
        old_notebook(old_code("x"), old_code(" ")),
        ["--drop-empty-cells"],
        old_notebook(old_code("x")),
    ),
    # nbstripout 0.9.1 leaves these
    (
        "counts of kept outputs in nbformat 3",
        old_notebook(old_code(outputs=({"output_type": "pyout", "prompt_number": 2},))),
        ["--keep-output"],
        old_notebook(old_code(outputs=({"output_type": "pyout", "prompt_number": None},))),
    ),
    (
        "worksheets in a notebook of version 4",
        {**old_notebook(old_code(outputs=(STREAM,))), "nbformat": 4, "cells": [code(count=1)]},
        [],
        {**old_notebook(old_code()), "nbformat": 4, "cells": [code()]},
    ),
    (
        "a worksheet's worksheets that are none",
        {**old_notebook(), "worksheets": [{"cells": [old_code(outputs=(STREAM,))], "worksheets": "none"}]},
        [],
        {**old_notebook(), "worksheets": [{"cells": [old_code()], "worksheets": "none"}]},
    ),
    ("no nbformat", {"cells": [code(outputs=(STREAM,))], "metadata": {}}, [], {"cells": [code()], "metadata": {}}),
    (
        "no metadata at all",
        {"cells": [{"cell_type": "code", "source": "", "outputs": [STREAM]}]},
        [],
        {"cells": [{"cell_type": "code", "source": "", "outputs": []}]},
    ),
    (
        "tags that are null",
        notebook(code(count=1, metadata={"tags": None})),
        [],
        notebook(code(metadata={"tags": None})),
    ),
    (
        "numbers that are none",
        notebook(code(count=1, metadata={"x": float("nan"), "y": float("inf")})),
        [],
        notebook(code(metadata={"x": float("nan"), "y": float("inf")})),
    ),
    (
        "a source that is no number",
        notebook(code(count=1, source=[float("nan")])),
        [],
        notebook(code(source=[float("nan")])),
    ),
]

KEEP = {"tags": ["keep_output"]}
ALL = [STREAM, STDERR, ERROR, result(None)]

# id, notebook, arguments
UNCHANGED = [
    ("a clean notebook", notebook(code(), markdown()), []),
    ("no cells", notebook(), []),
    ("cell ids", notebook(code(id="5"), markdown(id="x")), []),
    (
        "metadata that is not asked for",
        notebook(
            code(
                metadata={
                    "jupyter": {"source_hidden": True},
                    "cellView": "form",
                    "slideshow": {},
                    "tags": ["parameters"],
                }
            ),
            metadata={
                "orig_nbformat": 2,
                "papermill": {},
                "vscode": {},
                "kernelspec": {"name": "p"},
                "language_info": {},
            },
        ),
        [],
    ),
    ("attachments", notebook(markdown(attachments={"a.png": {"image/png": "aGk="}})), []),
    (
        "outputs in metadata and source",
        notebook(code('"outputs": [1]', metadata={"outputs": [1], "execution_count": 1})),
        [],
    ),
    ("outputs that are null", notebook(code(outputs=None)), []),
    ("a cell tagged keep_output", notebook(code(outputs=ALL, metadata=KEEP)), []),
    ("a cell with keep_output", notebook(code(outputs=ALL, metadata={"keep_output": True})), []),
    ("an init cell", notebook(code(outputs=ALL, metadata={"init_cell": True})), []),
    ("a notebook with keep_output", notebook(code(outputs=ALL), metadata={"keep_output": True}), []),
    ("outputs, when asked", notebook(code(outputs=ALL)), ["--keep-output"]),
    ("counts, when asked", notebook(code(count=3)), ["--keep-count"]),
    (
        "outputs and counts, when asked",
        notebook(code(outputs=(result(3),), count=3)),
        ["--keep-output", "--keep-count"],
    ),
    ("outputs up to the size", notebook(code(outputs=ALL)), ["--max-size", "1k"]),
    ("outputs of a type, when asked", notebook(code(outputs=(ERROR,))), ["--keep-output-type", "error"]),
    (
        "keys, when asked",
        notebook(code(metadata={"scrolled": True}), metadata={"signature": "x"}),
        ["--keep-metadata-keys", "cell.metadata.scrolled metadata.signature"],
    ),
    ("ids, though they are in order", notebook(code(id="0"), markdown(id="1")), ["--id", "sequential"]),
    ("ids that are not there", notebook(code(), markdown()), ["--id", "sequential"]),
    ("empty cells", notebook(markdown("")), []),
    ("nbformat 3", old_notebook(old_code()), []),
]


def ids(table: list[Any]) -> list[str]:
    return [case[0] for case in table]


def run(path: Path, text: str, *arguments: str) -> int:
    path.write_bytes(text.encode())
    return main([str(path), *arguments])


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(("before", "arguments", "after"), [case[1:] for case in STRIPPED], ids=ids(STRIPPED))
def test_is_stripped_as_the_writer_would_have_written_it(
    tmp_path: Path, before: Json, arguments: list[str], after: Json, writer: str
) -> None:
    path = tmp_path / "nb.ipynb"
    assert run(path, WRITERS[writer](before), *arguments) == 1
    assert path.read_bytes().decode() == WRITERS[writer](after)
    assert run(path, WRITERS[writer](after), *arguments) == 0


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(("unchanged", "arguments"), [case[1:] for case in UNCHANGED], ids=ids(UNCHANGED))
def test_stays(
    tmp_path: Path, unchanged: Json, arguments: list[str], writer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "nb.ipynb"
    assert run(path, WRITERS[writer](unchanged), *arguments) == 0
    assert path.read_bytes().decode() == WRITERS[writer](unchanged)
    assert capsys.readouterr() == ("", "")


CELL = b'{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [%s], "source": []}'
CLEAN = b'{"cells": [' + CELL % b"" + b'], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
DIRTY = CLEAN.replace(b'"outputs": []', b'"outputs": [{"output_type": "stream", "text": "SECRET"}]')
KEPT = CLEAN.replace(b'"metadata": {}', b'"metadata": {"keep_output": true}', 1)

# id, bytes of the file, arguments, bytes of the result
BYTES = [
    ("a byte-order mark", b"\xef\xbb\xbf" + DIRTY, [], b"\xef\xbb\xbf" + CLEAN),
    ("UTF-16", DIRTY.decode().encode("utf-16"), [], CLEAN.decode().encode("utf-16")),
    ("UTF-16 without a mark", DIRTY.decode().encode("utf-16-be"), [], CLEAN.decode().encode("utf-16-be")),
    (
        "space in every place",
        DIRTY.replace(b'"outputs": [', b'\t"outputs" \r\n:\t[\n') + b"\n\n",
        [],
        CLEAN.replace(b'"outputs": [', b'\t"outputs" \r\n:\t[') + b"\n\n",
    ),
    (
        "escapes and numbers as they are",
        DIRTY.replace(
            b'"source": []', rb'"source": ["\ud800 \u00e9 \/"], "x": [1E5, 1.10, 123456789012345678901234567890]'
        ),
        [],
        CLEAN.replace(
            b'"source": []', rb'"source": ["\ud800 \u00e9 \/"], "x": [1E5, 1.10, 123456789012345678901234567890]'
        ),
    ),
    (
        "outputs twice, the last ones empty",
        DIRTY.replace(b', "source"', b', "outputs": [], "source"'),
        [],
        CLEAN.replace(b', "source"', b', "outputs": [], "source"'),
    ),
    (
        "outputs twice, the first ones empty",
        DIRTY.replace(b'"outputs"', b'"outputs": [], "outputs"'),
        [],
        CLEAN.replace(b'"outputs"', b'"outputs": [], "outputs"'),
    ),
    (
        "outputs behind an escape",
        DIRTY.replace(b'"outputs"', rb'"o\u0075tputs"'),
        [],
        CLEAN.replace(b'"outputs"', rb'"o\u0075tputs"'),
    ),
    (
        "outputs behind an escape, and empty ones",
        DIRTY.replace(b'"outputs"', rb'"o\u0075tputs"').replace(b', "source"', b', "outputs": [], "source"'),
        [],
        CLEAN.replace(b'"outputs"', rb'"o\u0075tputs"').replace(b', "source"', b', "outputs": [], "source"'),
    ),
    (
        "cells twice",
        DIRTY.replace(b'"metadata": {}, "nbformat"', b'"cells": [], "nbformat"'),
        [],
        CLEAN.replace(b'"metadata": {}, "nbformat"', b'"cells": [], "nbformat"'),
    ),
    (
        "metadata twice",
        DIRTY.replace(b'"nbformat":', b'"metadata": {"widgets": "SECRET"}, "metadata": {}, "nbformat":'),
        [],
        CLEAN.replace(b'"nbformat":', b'"metadata": {}, "metadata": {}, "nbformat":'),
    ),
    (
        "hidden metadata in a clean notebook",
        CLEAN.replace(b'"nbformat":', b'"metadata": {"widgets": "SECRET"}, "metadata": {}, "nbformat":'),
        [],
        CLEAN.replace(b'"nbformat":', b'"metadata": {}, "metadata": {}, "nbformat":'),
    ),
    (
        "counts twice",
        DIRTY.replace(b'"execution_count": null', b'"execution_count": 5, "execution_count": 6'),
        [],
        CLEAN.replace(b'"execution_count": null', b'"execution_count": null, "execution_count": null'),
    ),
    (
        "outputs before and after the source",
        DIRTY.replace(b'}], "metadata"', b', "outputs": [{"text": "SECRET"}]}], "metadata"'),
        [],
        CLEAN.replace(b'}], "metadata"', b', "outputs": []}], "metadata"'),
    ),
    (
        "a source that comes after outputs twice",
        DIRTY.replace(b'"source": []', b'"source": ["a"], "source": ["b"]'),
        [],
        CLEAN.replace(b'"source": []', b'"source": ["a"], "source": ["b"]'),
    ),
    (
        "a source before outputs and after them",
        DIRTY.replace(b'{"cell_type"', b'{"source": ["a"], "cell_type"').replace(b'"source": []', b'"source": ["b"]'),
        [],
        CLEAN.replace(b'{"cell_type"', b'{"source": ["a"], "cell_type"').replace(b'"source": []', b'"source": ["b"]'),
    ),
]


@pytest.mark.parametrize(("before", "arguments", "after"), [case[1:] for case in BYTES], ids=ids(BYTES))
def test_cuts_no_other_byte(tmp_path: Path, before: bytes, arguments: list[str], after: bytes) -> None:
    path = tmp_path / "nb.ipynb"
    path.write_bytes(before)
    assert main([*arguments, str(path)]) == 1
    assert path.read_bytes() == after
    assert main([*arguments, str(path)]) == 0


CONTRADICTION = notebook(code(), code(outputs=(STREAM,), metadata={"keep_output": False, "tags": ["keep_output"]}))

# id, bytes of the file, arguments, what is said about it
FAILURES = [
    ("empty", b"", [], "not a readable notebook: the file is empty (line 1)"),
    ("truncated", DIRTY[:-40], [], "not a readable notebook: "),
    ("an array", b"[1, 2]", [], "not a readable notebook: the top level is not an object (line 1)"),
    ("no cells", b"{}", [], 'not a readable notebook: it has no "cells" (line 1)'),
    ("no notebook", b"SECRET", [], "not a readable notebook: expected a value (line 1)"),
    ("cells that are none", b'{"cells": [\n3]}', [], "not a readable notebook: a cell is not an object (line 2)"),
    (
        "more than a notebook",
        DIRTY + b"SECRET",
        [],
        "not a readable notebook: unexpected text after the notebook (line 1)",
    ),
    (
        "a merge conflict",
        DIRTY.replace(b', "metadata"', b'\n<<<<<<< HEAD\n, "metadata"'),
        [],
        "unresolved merge conflict (line 2)",
    ),
    ("Latin-1", b'{"cells": "\xe9"}', [], "not valid utf-8 at byte 11"),
    ("nested too deeply", b'{"cells": ' + b"[" * 200_000, [], "not a readable notebook: nested too deeply (line 1)"),
    (
        "a contradiction",
        json.dumps(CONTRADICTION).encode(),
        [],
        "cell 2: keep_output is false in the metadata, but a tag of the cell",
    ),
    (
        "an output whose size nobody can tell",
        DIRTY.replace(b'"SECRET"}', b'"SECRET", "text": ""}'),
        ["--max-size", "10"],
        "cell 1: an output has a key twice, so nobody can tell its type or size",
    ),
    (
        "a format of the future, clean",
        CLEAN.replace(b'"nbformat": 4', b'"nbformat": 5'),
        [],
        "nbformat 5 is newer than labcoat knows: outputs may be left in places it does not look at",
    ),
]


@pytest.mark.parametrize(("data", "arguments", "message"), [case[1:] for case in FAILURES], ids=ids(FAILURES))
def test_what_cannot_be_stripped_stays_and_is_said_in_one_line(
    tmp_path: Path, data: bytes, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = tmp_path / "bad.ipynb", tmp_path / "good.ipynb"
    bad.write_bytes(data)
    good.write_bytes(DIRTY)
    assert main([*arguments, str(bad), str(good)]) == 2
    assert bad.read_bytes() == data
    errors = capsys.readouterr().err
    assert errors.startswith(f"{bad}: {message}")
    assert errors.count("\n") == 1
    assert "SECRET" not in errors
    assert good.read_bytes() == CLEAN


def test_nothing_is_kept_because_its_key_is_written_in_another_way() -> None:
    hidden = DIRTY.replace(b'"metadata": {}', rb'"metadata": {}, "metad\u0061ta": {"collaps\u0065d": "SECRET"}', 1)
    assert "SECRET" not in strip(hidden.decode(), Options({})).text


CELLS = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", "raw"]), "source": st.text(max_size=30)},
    optional={
        "outputs": st.lists(st.sampled_from([STREAM, STDERR, ERROR, result(2), {}]), max_size=3),
        "execution_count": st.none() | st.integers(),
        "metadata": st.dictionaries(
            st.sampled_from(["collapsed", "tags", "outputs", "scrolled", "x"]), st.just([]) | st.booleans()
        ),
        "id": st.text("ab01", min_size=1, max_size=2),
    },
)
CHOICES = st.fixed_dictionaries(
    {},
    optional={
        "keep-output": st.booleans(),
        "keep-count": st.booleans(),
        "id": st.sampled_from(["keep", "sequential"]),
        "drop-empty-cells": st.booleans(),
        "max-size": st.sampled_from(["0", "20"]),
        "drop-output-type": st.just(["stream:stderr"]),
        "extra-keys": st.just(["cell.metadata.x metadata.y.z cell.attachments"]),
    },
)


@given(st.lists(CELLS, max_size=4), CHOICES, STYLES)
def test_any_notebook_in_any_formatting(cells: list[Json], choices: Json, style: Style) -> None:
    """`strip` compares its own result with a model, and raises; what is left to see is that it is stable."""
    text = decode(render(cells, replace(style, version=4)).data).text
    options = Options(choices)
    stripped = strip(text, options)
    assert apply(text, stripped.edits) == stripped.text
    assert strip(stripped.text, options).edits == []
