"""`labcoat check`: what each option does, and the exit code."""

from __future__ import annotations

import json

import pytest

from labcoat.core.checker import HEAD
from tests.cli.conftest import Project
from tests.e2e.notebooks import REMOTE, notebook

HUB = 'torch.hub.load(repository, "m", trust_repo=True)\n'
IGNORED = REMOTE.rstrip() + "  # labcoat: ignore[trust-remote-code] read it\n"
PYTHON_2 = 'print "2"\nx = trust_remote_code\n'
FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit")


@pytest.fixture
def project(project: Project) -> Project:
    """A project with one of each."""
    project.write("a.py", REMOTE)
    project.write("clean.py", "x = 1\n")
    project.write("hub.ipynb", notebook("import torch\n", HUB))
    project.write("ignored.py", IGNORED)
    project.write("old.ipynb", notebook(PYTHON_2))
    return project


ALL = ["a.py:1:26", "hub.ipynb:cell 2:1:33", "old.ipynb:cell 1:1:1"]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], ALL),
        (["."], ALL),
        (["--select=all"], ALL),
        (["--select=remote-code"], ALL),
        (["--select=trust-remote-code"], [ALL[0], ALL[2]]),
        (["--select=trust-remote-code,torch-hub-trust-repo"], ALL),
        (["--select", " torch-hub-trust-repo ,"], [ALL[1]]),
        (["--ignore=trust-remote-code"], ALL[1:]),
        (["--ignore=trust-remote-code,unparsed-cell"], [ALL[1]]),
        (["--ignore=remote-code"], []),
        (["--ignore=all"], []),
        (["--select=remote-code", "--ignore=torch-hub-trust-repo"], [ALL[0], ALL[2]]),
        (["--min-severity=low"], ALL),
        (["--min-severity=medium"], ALL[:2]),
        (["--min-severity=high"], ALL[:2]),
        (["--min-severity=critical"], []),
        (["--no-ignores"], [*ALL[:2], "ignored.py:1:26", ALL[2]]),
        (["a.py", "clean.py"], [ALL[0]]),
        (["hub.ipynb", "a.py", "hub.ipynb", "./a.py"], [ALL[1], ALL[0]]),
        (["--", "a.py"], [ALL[0]]),
    ],
    ids=lambda value: " ".join(value),
)
def test_what_is_found(project: Project, arguments: list[str], found: list[str]) -> None:
    assert project.lines(*arguments) == found
    assert project.labcoat("check", *arguments).code == (1 if found else 0)
    assert project.labcoat("check", "--exit-zero", *arguments).code == 0


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_finds_the_same_and_is_clean_alike(project: Project, format_: str) -> None:
    found = project.labcoat("check", f"--format={format_}")
    assert (found.code, found.err) == (1, "")
    assert [
        rule for rule in ("trust-remote-code", "torch-hub-trust-repo", "unparsed-cell") if rule not in found.out
    ] == []
    clean = project.labcoat("check", f"--format={format_}", "clean.py")
    assert (clean.code, clean.err) == (0, "")
    assert "a.py" not in clean.out


@pytest.mark.parametrize("format_", FORMATS)
def test_output_to_a_file_is_what_would_be_printed(project: Project, format_: str) -> None:
    printed = project.labcoat("check", f"--format={format_}", "a.py", "hub.ipynb")
    written = project.labcoat("check", f"--format={format_}", "a.py", "hub.ipynb", "--output=report", FORCE_COLOR="1")
    assert (written.code, written.out, written.err) == (1, "", "")
    assert project.read("report") == printed.out


def test_an_output_file_is_written_for_a_clean_run_too(project: Project) -> None:
    project.write("report", "old")
    assert project.labcoat("check", "--format=jsonl", "clean.py", "--output=report").code == 0
    assert project.read("report") == ""


@pytest.mark.parametrize("jobs", ["0", "2", "7"])
def test_jobs_change_nothing(project: Project, jobs: str) -> None:
    for number in range(30):
        project.write(f"many/{number:02}.ipynb", notebook(*[REMOTE] * (number % 3)))
    project.write("many/bad.ipynb", "{")
    arguments = ["check", "--format=json", ".", "missing"]
    assert project.labcoat(*arguments, f"--jobs={jobs}") == project.labcoat(*arguments)


def test_errors_in_other_processes_are_told(project: Project) -> None:
    project.write("pyproject.toml", '[tool.labcoat]\nslect = ["all"]\n')
    one, two = project.labcoat("check", "a.py", "sub/b.py"), project.labcoat("check", "a.py", "clean.py", "--jobs=2")
    assert (two.code, two.err) == (2, one.err)


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("some/where.py", REMOTE, "some/where.py:1:26"),
        ("nb.ipynb", notebook("x = 1\n", REMOTE), "nb.ipynb:cell 2:1:26"),
        ("Dockerfile", "FROM a:1\nRUN vllm serve m --trust-remote-code\n", "Dockerfile:2:18"),
        ("a b é.yaml", "model:\n  trust_remote_code: true\n", "a b é.yaml:2:3"),
    ],
)
def test_standard_input_goes_by_the_name_it_is_given(project: Project, name: str, text: str, place: str) -> None:
    done = project.labcoat("check", "--format=concise", "--stdin-filename", name, "-", stdin=text.encode())
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith(f"{place}: high[trust-remote-code] ")


def test_standard_input_has_the_settings_of_its_place(project: Project) -> None:
    project.write("sub/pyproject.toml", '[tool.labcoat]\nignore = ["trust-remote-code"]\n')
    assert project.labcoat("check", "--stdin-filename=sub/a.py", "-", stdin=REMOTE.encode()).code == 0
    assert project.labcoat("check", "--stdin-filename=a.py", "-", stdin=REMOTE.encode()).code == 1


def test_standard_input_is_excluded_as_its_file_is(project: Project) -> None:
    project.write("pyproject.toml", '[tool.labcoat]\nexclude = ["a.py"]\n')
    assert project.labcoat("check", "--stdin-filename=a.py", "-", stdin=REMOTE.encode()).code == 0
    assert project.labcoat("check", "--stdin-filename=b.py", "-", stdin=REMOTE.encode()).code == 1


@pytest.mark.parametrize("end", ["é".encode(), b"\xff"], ids=["a letter in two halves", "not UTF-8"])
def test_a_file_that_no_rule_looks_at_is_not_judged_by_its_beginning(project: Project, end: bytes) -> None:
    data = b'{"a": "'.ljust(HEAD - 1, b"x") + end
    (project.root / "a.json").write_bytes(data)
    select = "--select=torch-hub-trust-repo"
    assert project.labcoat("check", select, "a.json").code == 0
    assert project.labcoat("check", select, "--stdin-filename=a.json", "-", stdin=data).code == 0


def test_settings_of_each_directory(project: Project) -> None:
    project.write("sub/pyproject.toml", '[tool.labcoat]\nexclude = ["b.py"]\nmin-severity = "high"\n')
    project.write("sub/b.py", REMOTE)
    project.write("sub/old.ipynb", notebook(PYTHON_2))
    project.write("sub/c.py", REMOTE)
    assert project.lines() == [*ALL, "sub/c.py:1:26"]
    assert project.lines("--min-severity=low", "sub") == ["sub/c.py:1:26", "sub/old.ipynb:cell 1:1:1"]


def test_pedantic_reports_ignores_that_ignore_nothing(project: Project) -> None:
    project.write("clean.py", "x = 1  # labcoat: ignore[trust-remote-code]\n")
    assert project.lines("clean.py") == []
    assert project.lines("clean.py", "--pedantic") == ["clean.py:1:10"]


def test_the_text_report(project: Project) -> None:
    lines = project.labcoat("check", "a.py", "clean.py").out.splitlines()
    assert lines[0].startswith("high[trust-remote-code]: ")
    assert lines[1:6] == [
        " --> a.py:1:26",
        "  |",
        "1 | model = load(model_path, trust_remote_code=True)",
        "  |                          ^^^^^^^^^^^^^^^^^^^^^^",
        "  |",
    ]
    assert lines[-1] == "1 finding (1 high) in 1 file."
    assert project.labcoat("check", "clean.py").out == "All clear: 1 file checked.\n"


def test_the_json_report_has_the_keys_of_the_contract(project: Project) -> None:
    report = json.loads(project.labcoat("check", "--format=json", "hub.ipynb").out)
    assert (report["version"], len(report["findings"])) == (1, 1)
    keys = (
        "path rule severity message help cell cell_id part line column end_line end_column raw_line excerpt fingerprint"
    )
    assert list(report["findings"][0]) == [*keys.split(), "fixable", "url"]
    assert report["findings"][0]["cell_id"] == "cell-2"
    assert report["stats"]["files"] == 1
