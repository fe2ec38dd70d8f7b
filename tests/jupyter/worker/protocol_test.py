"""The worker over its pipes: frames, what it imports, what it answers to hostile content, and that it ends."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from io import BytesIO

import pytest

from labcoat_jupyter.worker import BOOT, read_frame, write_frame
from tests.cases import notebook
from tests.jupyter.worker.asking import KEY, SETTINGS, Worker


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    with Worker(tmp_path_factory.mktemp("root")) as worker:
        yield worker


def test_frames_come_back_as_they_were_written():
    file = BytesIO()
    write_frame(file, {"a": "é\ud800"}, b"\0\xff")
    write_frame(file, {})
    file.seek(0)
    assert [read_frame(file) for _ in range(3)] == [({"a": "é\ud800"}, b"\0\xff"), ({}, b""), None]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"\0" * 7, EOFError),
        (struct.pack(">QQ", 5, 0) + b"{}", EOFError),
        (struct.pack(">QQ", 2, 1) + b"{}", EOFError),
        (struct.pack(">QQ", 2, 0) + b"[]", ValueError),
        (struct.pack(">QQ", 1 << 40, 0), ValueError),
    ],
)
def test_what_is_no_frame_is_refused(data, error):
    with pytest.raises(error):
        read_frame(BytesIO(data))


def test_the_server_pays_nothing_for_what_it_imports():
    code = "import labcoat_jupyter.worker, sys; print([name for name in sys.modules if name.startswith('labcoat.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_nothing_is_imported_from_the_folder_of_the_notebooks(tmp_path):
    for name in ("json", "labcoat", "labcoat_jupyter", "ast", "tomli", "yaml", "detect_secrets", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')\n")
    (tmp_path / "pyproject.toml").write_text("[tool.labcoat]\n")
    with Worker(tmp_path) as worker:
        assert worker.rules("a.yaml", f"token: {KEY}\n") == ["huggingface-token"]
        assert worker.rules("a.ipynb", notebook(f'x = "{KEY}"')) == ["huggingface-token"]


def test_what_anything_prints_is_no_answer(tmp_path):
    printing = BOOT.replace("\nmain()", "\nimport os, labcoat_jupyter.worker.main as m; a = m.answer\n") + (
        "def loud(*given):\n    os.write(1, b'noise'); print('noise', flush=True); return a(*given)\n"
        "m.answer = loud\nm.main()\n"
    )
    command = [sys.executable, "-I", "-S", "-c", printing, json.dumps(sys.path)]
    with subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        write_frame(process.stdin, {"op": "rules"})
        assert read_frame(process.stdout)[0]["status"] == "ok"
        process.stdin.close()
        assert process.stdout.read() == b""


def test_the_rules_and_their_pages(worker):
    rules = worker.ask("rules")[0]["rules"]
    assert {"name", "family", "severity", "summary", "opt_in", "url"} == set(rules[0])
    assert {"torch-load", "huggingface-token", "unpinned-requirement"} <= {rule["name"] for rule in rules}
    page = worker.ask("explain", rule="torch-load")[0]
    assert page["status"] == "ok"
    assert page["markdown"].startswith("# torch-load\n")
    assert worker.ask("explain", rule="nothing")[0]["status"] == "gone"


def test_a_report_counts_all_and_shows_the_first_thousand(worker):
    content = "".join([f'a{number} = "{KEY}"\n' for number in range(1_100)])
    report = worker.scan("many.py", content)
    assert (report["total"], len(report["findings"]), report["truncated"]) == (1_100, 1_000, True)
    assert report["counts"] == {"critical": 1_100, "high": 0, "medium": 0, "low": 0}
    assert report["path"] == "many.py"


DEEP = b"[" * 100_000
HOSTILE = {
    "nothing": b"",
    "no JSON": b"{",
    "deep": DEEP,
    "deep metadata": b'{"cells": [], "metadata": {"a": ' + DEEP + b"]" * 100_000 + b"}}",
    "not UTF-8": b'{"cells": [{"source": "\xff\xfe"}]}',
    "NaN": b'{"cells": [{"cell_type": "code", "source": "x", "metadata": {"a": NaN}, "outputs": []}], "nbformat": 4}',
    "twice": b'{"cells": [], "cells": [{"cell_type": "code", "source": "a", "source": "b"}], "nbformat": 4}',
    "odd types": b'{"cells": [{"cell_type": 1, "source": {"a": 1}, "metadata": [], "outputs": 3, "id": 5}]}',
    "cells are none": b'{"cells": [1, null, "a"], "nbformat": 4}',
    "a number": b"1" * 5_000,
    "a surrogate": b'{"cells": [{"cell_type": "code", "source": "x = \'\\ud800\'", "metadata": {}}], "nbformat": 4}',
    "deep code": b'{"cells": [{"cell_type": "code", "metadata": {}, "source": "torch.load' + b"(" * 50_000 + b'"}]}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_notebooks_are_answered(worker, name):
    report = worker.scan("hostile.ipynb", HOSTILE[name])
    assert report["status"] == "ok"
    assert {finding["rule"] for finding in report["findings"]} <= {"unreadable-file", "unparsed-cell", "torch-load"}
    answer = worker.change("edits", "hostile.ipynb", HOSTILE[name], {"fingerprint": "0", "rule": "a"}, "fix")[0]
    assert answer["status"] == "gone"


def test_a_huge_notebook_is_answered(worker):
    outputs = [{"output_type": "stream", "name": "stdout", "text": "a line of a log\n" * 3_300_000}]
    cell = {"cell_type": "code", "metadata": {}, "source": f'x = "{KEY}"', "outputs": outputs}
    assert worker.rules("huge.ipynb", json.dumps({"cells": [cell], "nbformat": 4})) == ["huggingface-token"]


ODD_REQUESTS = [
    ({"op": "scan", "path": "a.ipynb", "file": "", "root": "", "settings": {"max_bytes": "many"}}, "error"),
    ({"op": "scan", "path": "a.ipynb", "file": "/nowhere/a.ipynb", "root": "/nowhere"}, "error"),
    ({"op": "scan", "path": "a", "file": "/etc/passwd", "root": "/usr"}, "unreadable"),
    ({"op": "scan"}, "ok"),
    ({}, "ok"),
]


@pytest.mark.parametrize(("header", "status"), ODD_REQUESTS)
def test_odd_requests_are_answered(worker, header, status):
    write_frame(worker.process.stdin, header)
    assert read_frame(worker.process.stdout)[0]["status"] == status


def test_an_error_has_nothing_of_the_content(worker):
    settings = {**SETTINGS, "select": [1]}
    report = worker.scan("a.py", f'x = "{KEY}"', settings=settings)
    assert report["status"] in ("error", "config-error")
    assert KEY not in json.dumps(report)
    assert 'File "' not in report["message"]


SECRETS = [
    (f'x = "{KEY}"', {}),
    ("x", {"metadata": {KEY: {"b": KEY}}}),
    ("x", {"attachments": {KEY: {}}}),
    ("x", {"id": KEY}),
    ("x", {"outputs": [{"output_type": "display_data", "data": {"application/json": {KEY: [KEY]}}}]}),
    ("x", {"outputs": [{"output_type": "error", "ename": KEY, "evalue": KEY, "traceback": [f"\x1b[31m{KEY}\x1b[0m"]}]}),
]


@pytest.mark.parametrize(("source", "more"), SECRETS)
def test_no_answer_has_a_secret_in_it(worker, source, more):
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "source": source, **more}
    content = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    report = worker.scan("secret.ipynb", content)
    assert report["total"] or more.get("id")
    answers = [report]
    for finding in report["findings"]:
        answers += [worker.change("edits", "secret.ipynb", content, finding, action)[0] for action in ("fix", "ignore")]
    assert KEY not in json.dumps(answers)
    assert KEY[5:] not in json.dumps(answers)
