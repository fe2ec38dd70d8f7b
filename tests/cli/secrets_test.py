"""A key on the line of a finding is in nothing that labcoat writes."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Project

KEYS = {
    "hugging face": "hf_" + "aB3" * 11 + "Q",
    "github": "ghp_" + "x7Yz" * 9,
    "aws": "AKIA" + "QX7T" * 4,
    "openai": "sk-" + "proj-" + "a1B2" * 12,
    "password in a url": "s3cr3t" + "-pa55",
}
SOURCES = {
    "password in a url": 'load("https://me:{key}@hub.example/m", trust_remote_code=True)\n',
    "aws": 'load("m", trust_remote_code=True, aws_access_key_id="{key}")\n',
}
LINE = 'load("m", token="{key}", trust_remote_code=True)\n'
FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit")


@pytest.fixture(params=KEYS)
def key(request: pytest.FixtureRequest, project: Project) -> str:
    """A key, in a Python file, a notebook and a broken notebook of the project."""
    key = KEYS[request.param]
    source = SOURCES.get(request.param, LINE).replace("{key}", key)
    cell = {"cell_type": "code", "execution_count": None, "id": "a", "metadata": {}, "outputs": [], "source": source}
    text = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)
    project.write("a.py", source)
    project.write("nb.ipynb", text)
    project.write("bad.ipynb", text.replace('"source": "', '"source": x"'))
    project.write("unparsed.ipynb", text.replace("load(", "print load("))
    return key


@pytest.mark.parametrize("format_", FORMATS)
def test_no_report_shows_it(project: Project, key: str, format_: str) -> None:
    done = project.labcoat("check", f"--format={format_}", "--output=report", GITHUB_STEP_SUMMARY="summary.md")
    assert (done.code, done.out, done.err) == (1, "", "")
    assert "trust" in project.read("report")
    assert key not in project.read("report")
    assert key not in project.read("summary.md")


def test_nothing_that_is_printed_shows_it(project: Project, key: str) -> None:
    runs = [
        project.labcoat("check"),
        project.labcoat("check", "--color=always", "--pedantic", "--no-ignores"),
        project.labcoat("check", "--jobs=2", "--format=concise"),
        project.labcoat("fix", "--diff", "--unsafe-fixes"),
        project.labcoat("fix", "--check", "--unsafe-fixes"),
        project.labcoat("baseline"),
        project.program("labcoat-strip-outputs", "--check", "nb.ipynb", "bad.ipynb"),
        project.program("labcoat-strip-outputs", "--dry-run", "nb.ipynb", "bad.ipynb"),
    ]
    assert [run for run in runs if key in run.out + run.err] == []
    assert key not in project.read(".labcoat-baseline.json")


@pytest.mark.parametrize("command", [["check"], ["fix"], ["baseline"], ["strip-outputs", "nb.ipynb"]])
def test_no_complaint_about_the_settings_shows_it(project: Project, key: str, command: list[str]) -> None:
    project.write("pyproject.toml", f'[tool.labcoat]\n"https://me:{key}@\\u001b[31m" = 1\n')
    program = "labcoat-" if command[0] == "strip-outputs" else "labcoat "
    done = project.program(*f"{program}{command[0]}".split(), *command[1:])
    assert (done.code, key in done.err, "\x1b" in done.err) == (2, False, False)
    assert "unknown key" in done.err


@pytest.mark.parametrize("format_", FORMATS)
def test_a_cell_id_that_is_a_key_is_masked(project: Project, format_: str) -> None:
    key = KEYS["hugging face"]
    cell = {"cell_type": "code", "id": key, "metadata": {}, "outputs": [], "source": "load(trust_remote_code=True)"}
    project.write("nb.ipynb", json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    done = project.labcoat("check", f"--format={format_}")
    assert (done.code, "trust" in done.out, key in done.out) == (1, True, False)
