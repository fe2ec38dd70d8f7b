"""Ranges and pointers lead an editor to exactly the characters that a finding is about."""

from __future__ import annotations

import json

import pytest

from tests.jupyter.worker.asking import CORPUS, KEY, Worker, marked_text, offset, sliced


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    with Worker(tmp_path_factory.mktemp("root")) as worker:
        yield worker


def cell_with(source="x", **more):
    cell = {"cell_type": "code", "id": "a", "execution_count": None, "metadata": {}, "outputs": [], "source": source}
    return cell | more


def notebook_with(*cells, **more):
    return json.dumps({"cells": [cell_with("1"), *cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more)


def output(kind="display_data", **more):
    return notebook_with(cell_with(outputs=[{"output_type": "stream", "text": "a"}, {"output_type": kind} | more]))


SOURCES = {
    "an emoji before": f'x = "😀😀é"; y = "{KEY}"',
    "CR LF": f'a = 1\r\n\r\nx = "{KEY}"\r\n',
    "CR": f'a = 1\rx = "{KEY}"\r',
    "tabs": f'if 1:\n\t\tx = "{KEY}"',
    "lines": ["a = 1\n", "# 😀\n", f'x = "{KEY}"'],
    "a half of a pair": f'x = "\ud83d"; y = "{KEY}"',
    "a form feed, which ends no line": f'x = 1\x0c\x0b\u2028y = "{KEY}"',
    "escapes": f'x = "\\\\"; \t y = "{KEY}"',
    "a magic": f"!curl -H 'Authorization: Bearer {KEY}'",
    "markdown": f"see {KEY}",
}


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("is_raw", [False, True])
def test_sources(worker, name, is_raw):
    kind = {"cell_type": "markdown"} if name == "markdown" else {}
    content = notebook_with(cell_with(SOURCES[name], **kind))
    report = worker.scan("a.ipynb", content, kind="file" if is_raw else "notebook")
    found = [finding for finding in report["findings"] if finding["is_key"] and finding["rule"] == "huggingface-token"]
    assert [(finding["cell"], finding["cell_id"], finding["pointer"]) for finding in found] == [(2, "a", [])]
    text = sliced(content, found[0]["range"]) if is_raw else marked_text(content, found[0])
    assert text == KEY


OUTPUTS = {
    "a stream of lines": (output("stream", name="stdout", text=["😀\n", f"a {KEY}\n"]), ["outputs", 1, "text"]),
    "a stream": (output("stream", name="stdout", text=f"😀\r\n{KEY}"), ["outputs", 1, "text"]),
    "HTML": (output(data={"text/html": ["<p>😀\n", f"<b>{KEY}</b>"]}), ["outputs", 1, "data", "text/html"]),
    "a traceback": (
        output("error", ename="E", evalue="", traceback=["\x1b[31m😀\x1b[0m", f"\x1b[32m{KEY}\x1b[0m"]),
        ["outputs", 1, "traceback"],
    ),
    "a message": (output("error", ename="E", evalue=f"no {KEY}", traceback=[]), ["outputs", 1, "evalue"]),
    "JSON": (
        output(data={"application/json": {"a": [1, {"b": f"😀 {KEY}"}]}}),
        ["outputs", 1, "data", "application/json", "a", 1, "b"],
    ),
    "metadata of an output": (output(data={}, metadata={"a": KEY}), ["outputs", 1, "metadata", "a"]),
    "metadata of a cell": (notebook_with(cell_with(metadata={"a": {"b": [KEY]}})), ["metadata", "a", "b", 0]),
    "metadata": (notebook_with(metadata={"a": {"b": [0, KEY]}}), ["metadata", "a", "b", 1]),
}


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("indent", [None, 1])
def test_other_values(worker, name, indent):
    content, pointer = OUTPUTS[name]
    content = json.dumps(json.loads(content), indent=indent, ensure_ascii=bool(indent))
    (found,) = worker.scan("a.ipynb", content)["findings"]
    assert found["pointer"] == pointer
    assert found["cell"] == (None if name == "metadata" else 2)
    assert marked_text(content, found) == KEY
    (raw,) = worker.scan("a.ipynb", content, kind="file")["findings"]
    assert (sliced(content, raw["range"]), raw["pointer"]) == (KEY, [])
    assert raw["fingerprint"] == found["fingerprint"]


def test_a_key_between_colours_is_marked_with_them(worker):
    content = output("error", ename="E", evalue="", traceback=[f"{KEY[:9]}\x1b[31m{KEY[9:]}\x1b[0m"])
    (found,) = worker.scan("a.ipynb", content)["findings"]
    assert marked_text(content, found) == f"{KEY[:9]}\x1b[31m{KEY[9:]}"


def test_names_of_keys_are_masked_at_the_end_of_the_way(worker):
    (found,) = worker.scan("a.ipynb", notebook_with(cell_with(metadata={"a": {f"x {KEY}": 1}})))["findings"]
    assert found["pointer"] == ["metadata", "a", "x REDACTED"]
    assert found["range"] == {"start": {"line": 0, "character": 2}, "end": {"line": 0, "character": 2 + len(KEY)}}


def test_a_byte_order_mark_is_a_character_of_a_text(worker):
    content = f'\ufeffx = "{KEY}"\ny = "{KEY}"\n'
    found = worker.scan("a.py", content)["findings"]
    assert [marked_text(content, finding) for finding in found] == [KEY, KEY]


def test_cells_before_version_4(worker):
    cell = {"cell_type": "code", "language": "python", "input": ["a = 1", f'x = "{KEY}"'], "outputs": []}
    cell["outputs"] = [{"output_type": "pyout", "text": KEY}]
    content = json.dumps({"worksheets": [{"cells": [cell, cell]}], "metadata": {}, "nbformat": 2, "nbformat_minor": 0})
    found = worker.scan("a.ipynb", content)["findings"]
    assert [(finding["cell"], finding["pointer"]) for finding in found] == [
        (1, []),
        (1, ["outputs", 0, "text"]),
        (2, []),
        (2, ["outputs", 0, "text"]),
    ]
    assert found[0]["range"]["start"] == {"line": 1, "character": 5}


def test_every_range_in_the_corpus_is_in_its_text():
    notebooks = sorted(CORPUS.rglob("*.ipynb"))
    seen = 0
    with Worker(CORPUS) as worker:
        for path in notebooks:
            report = worker.scan(path.relative_to(CORPUS).as_posix())
            found = [finding for finding in report["findings"] if finding["part"]]
            content = path.read_text("utf-8") if found else ""
            for finding in found:
                start, end = finding["range"]["start"], finding["range"]["end"]
                assert (start["line"], start["character"]) <= (end["line"], end["character"])
                assert "\n" not in marked_text(content, finding) or start["line"] < end["line"]
                seen += 1
    assert seen > 50


def test_the_editor_of_these_tests_counts_as_javascript_does():
    text = "a😀\r\nb\rc\né"
    places = [(0, 0), (0, 3), (1, 0), (2, 1), (3, 1)]
    assert [offset(text, {"line": line, "character": at}) // 2 for line, at in places] == [0, 3, 5, 8, 10]
