"""The engine as a whole: what is ignored, what is selected, what cannot be read, and what a clean run costs."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from labcoat.core.arguments import Arguments, parse_arguments
from labcoat.core.checker import Checker
from labcoat.core.hook import check_paths
from labcoat.core.reading import RULES
from labcoat.core.rule import Hit, Rule
from tests.notebooks import Style, code, markdown, notebook, render

CALL = "f(trust_remote_code=True)"
MINIFIED = Style(indent=None, separators=(",", ":"), final_eol=False)
COMMIT = "0123456789abcdef" * 2 + "01234567"
IGNORE = "# labcoat: ignore[trust-remote-code]"


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """An empty git repository, which is the working directory."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, content: str | bytes) -> str:
    data = content.encode() if isinstance(content, str) else content
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(data)
    return path


def outcome(*argv: str):
    return check_paths(["remote_code"], parse_arguments("labcoat-remote-code", argv))


def places(*argv: str) -> list[tuple[str, int | None, int]]:
    """Rule, cell and line of every finding, of a run without errors."""
    done = outcome(*argv)
    assert done.errors == []
    return [(finding.rule, finding.cell, finding.line) for finding in done.findings]


def of_cells(*cells: dict[str, object], style: Style = Style()) -> list[tuple[int | None, int]]:  # noqa: B008 - frozen
    """Cell and line of every trust-remote-code finding in a notebook."""
    return [place[1:] for place in places(write("a.ipynb", render(list(cells), style).data))]


IGNORED = {
    "on the line": [code(f"{CALL}  {IGNORE}")],
    "on the line above": [code(f"x = 1\n{IGNORE}\n{CALL}")],
    "by family": [code(f"{CALL}  # labcoat: ignore[remote-code] reviewed")],
    "in a shell line": [code(f"!serve --trust-remote-code  {IGNORE}")],
    "in a shell cell": [code(f"%%bash\nls\n{IGNORE}\nserve --trust-remote-code")],
    "in a written file": [code(f"%%writefile x.yaml\ntrust_remote_code: true  {IGNORE}")],
    "on the last line of a call": [code(f"f(\n  trust_remote_code=(\n    True  {IGNORE}\n))")],
    "by tag": [code(CALL, "labcoat:ignore")],
    "by tag and rule": [code(CALL, "other", "labcoat:ignore=trust-remote-code")],
    "by tag and family": [code(CALL, "labcoat:ignore=remote-code")],
    "windows line ends": [code(f"x\r\n{IGNORE}\r\n{CALL}\r\ny")],
}

NOT_IGNORED = {
    "in another cell": ([code(f"x = 1  {IGNORE}"), code(CALL)], (2, 1)),
    "in a markdown cell": ([markdown(IGNORE), code(CALL)], (2, 1)),
    "at the end of the cell before": ([code(f"x\n{IGNORE}"), code(CALL)], (2, 1)),
    "two lines above": ([code(f"{IGNORE}\nx = 1\n{CALL}")], (1, 3)),
    "on the line below": ([code(f"{CALL}\nx = 1  {IGNORE}")], (1, 1)),
    "for another rule": ([code(f"{CALL}  # labcoat: ignore[torch-hub-trust-repo]")], (1, 1)),
    "for no rule": ([code(f"{CALL}  # labcoat: ignore")], (1, 1)),
    "tag of another cell": ([code("x", "labcoat:ignore"), code(CALL)], (2, 1)),
    "tag for another rule": ([code(CALL, "labcoat:ignore=torch-hub-trust-repo")], (1, 1)),
    "before a carriage return": ([code(f"x = 1  {IGNORE}\r{CALL}")], (1, 2)),
    "in the outputs": ([code(CALL, outputs=[{"output_type": "stream", "name": "stdout", "text": IGNORE}])], (1, 1)),
    "in the metadata": ([code(CALL) | {"metadata": {"name": IGNORE}}], (1, 1)),
}


@pytest.mark.parametrize("style", [Style(), MINIFIED], ids=["indented", "minified"])
@pytest.mark.parametrize("cells", IGNORED.values(), ids=IGNORED)
def test_ignored(cells, style):
    assert of_cells(*cells, style=style) == []


@pytest.mark.parametrize("style", [Style(), MINIFIED], ids=["indented", "minified"])
@pytest.mark.parametrize(("cells", "place"), NOT_IGNORED.values(), ids=NOT_IGNORED)
def test_not_ignored(cells, place, style):
    assert of_cells(*cells, style=style) == [place]


def test_ignored_findings_are_counted_and_can_be_shown():
    write("a.py", f"{CALL}  {IGNORE}\n{CALL}\n")
    write("a.ipynb", render([code(CALL, "labcoat:ignore")]).data)
    assert outcome("a.py", "a.ipynb").stats["ignored"] == 2
    assert len(outcome("--no-ignores", "a.py", "a.ipynb").findings) == 3


SETTINGS = {
    "nothing": ("", ["a.py", "b/c.py"]),
    "exclude": ('exclude = ["b/**"]', ["a.py"]),
    "ignore": ('ignore = ["trust-remote-code"]', []),
    "ignore a family": ('ignore = ["remote-code"]', []),
    "select another": ('select = ["torch-hub-trust-repo"]', []),
    "select": ('select = ["trust-remote-code"]', ["a.py", "b/c.py"]),
    "min-severity": ('min-severity = "critical"', []),
    "per file": ('per-file-ignores = { "b/*.py" = ["trust-remote-code"] }', ["a.py"]),
    "per file, family": ('per-file-ignores = { "a.py" = ["remote-code"] }', ["b/c.py"]),
    "per file, all": ('per-file-ignores = { "*.py" = ["all"] }', []),
}


@pytest.mark.parametrize(("settings", "paths"), SETTINGS.values(), ids=SETTINGS)
def test_settings_of_the_project(settings, paths):
    write("pyproject.toml", f"[tool.labcoat]\n{settings}\n")
    files = [write("a.py", CALL), write("b/c.py", CALL)]
    assert [finding.path for finding in outcome(*files).findings] == paths


@pytest.mark.parametrize(
    ("minimum", "severities"),
    [("low", ["medium", "high"]), ("medium", ["medium", "high"]), ("high", ["high"]), ("critical", [])],
)
def test_min_severity_counts_the_severity_of_the_finding(minimum, severities):
    write("a.py", f"f(trust_remote_code=True, revision='{COMMIT}')\n{CALL}\n")
    assert [finding.severity for finding in outcome("--min-severity", minimum, "a.py").findings] == severities


def test_options_come_from_the_project():
    write("a.py", f"f('org/m', trust_remote_code=True, revision='{COMMIT}')\n{CALL}\n")
    write("pyproject.toml", '[tool.labcoat.remote-code]\nallow = ["org/m"]\n')
    assert places("a.py") == [("trust-remote-code", None, 2)]


def test_each_file_is_checked_with_the_settings_of_its_own_project():
    write("b/pyproject.toml", '[tool.labcoat]\nignore = ["trust-remote-code"]\n')
    paths = [write("a.py", CALL), write("b/c.py", CALL), write("b/d/e.py", CALL)]
    assert [finding.path for finding in outcome(*paths).findings] == ["a.py"]


UNREADABLE = {
    "empty.ipynb": b"",
    "broken.ipynb": b'{"cells": [',
    "latin.ipynb": b'{"cells": ["\xe9"]}',
    "deep.ipynb": b"[" * 100_000,
    "deep.py": b"x = trust_remote_code + " + b"(" * 10_000,
    "nul.py": CALL.encode() + b"\0",
    "two.py": b"print 'trust_remote_code'",
}


@pytest.mark.parametrize(("path", "data"), UNREADABLE.items(), ids=UNREADABLE)
def test_what_cannot_be_read_is_reported_and_stops_nothing(path, data):
    files = [write("a.py", CALL), write(path, data), write("z.py", CALL)]
    done = outcome(*files)
    found = [(finding.path, finding.rule, finding.severity) for finding in done.findings]
    assert found[0] == ("a.py", "trust-remote-code", "high")
    assert (path, "unreadable-file", "high") in found
    assert found[-1] == ("z.py", "trust-remote-code", "high")
    assert done.errors == []


def test_what_is_not_there_is_an_error_and_stops_nothing():
    done = outcome("gone.ipynb", "gone.txt", write("a.py", CALL))
    assert [finding.path for finding in done.findings] == ["a.py"]
    assert done.errors == ["no such file: gone.ipynb", "no such file: gone.txt"]


def test_reports_about_reading_can_be_ignored():
    write("a.ipynb", "")
    write("b.ipynb", render([code(CALL), code("print 1")]).data)
    assert places("--ignore", "unreadable-file,unparsed-cell", "a.ipynb", "b.ipynb") == [("trust-remote-code", 1, 1)]
    assert places("--ignore", "reading,remote-code", "a.ipynb", "b.ipynb") == []
    assert places("--select", "trust-remote-code", "a.ipynb") == [("unreadable-file", None, 1)]


HIDDEN = {
    "escaped": "f(trust\\u005fremote_code=True)",
    "escaped, capitals": "f(\\u0074rust_remote_\\u0063\\u006Fde=True)",
    "escaped slash": "# \\/\\nf(trust_remote_code=True)",
}


@pytest.mark.parametrize("source", HIDDEN.values(), ids=HIDDEN)
def test_json_escapes_hide_nothing(source):
    path = write("a.ipynb", f'{{"cells":[{{"cell_type":"code","source":["{source}"]}}],"nbformat":4}}')
    assert [place[:2] for place in places(path)] == [("trust-remote-code", 1)]


@pytest.mark.parametrize(
    "source", [["f(trust_", "remote_", "code=Tr", "ue)"], ["f(\n", "trust_remote_code\n", "=True)"]]
)
def test_lines_hide_nothing(source):
    path = write("a.ipynb", json.dumps(notebook(code(source))))
    assert [place[:2] for place in places(path)] == [("trust-remote-code", 1)]


def test_pedantic_reports_ignores_that_ignore_nothing():
    write("a.py", f"x = 1  {IGNORE}\n{CALL}  {IGNORE}\n")
    write("a.ipynb", render([code("x"), code("y = 1\nz  # labcoat: ignore[no-such-rule]")]).data)
    assert places("a.py", "a.ipynb") == []
    assert places("--pedantic", "a.py", "a.ipynb") == [("unused-ignore", None, 1), ("unused-ignore", 2, 2)]


def made_rule(check, name: str = "made-rule") -> Rule:
    rule = Rule(name, "made", "A rule.\n\nWhat it does\n------------\n", "high", ("x",))
    rule.checks["python"] = check
    return rule


def checked(*rules: Rule, path: str = "a.ipynb", data: bytes = b""):
    checker = Checker({"made": list(rules), "reading": list(RULES)}, Arguments(), lambda config: None)
    checker.check_bytes(path, data or render([code("x = 1"), code("x")]).data)
    return checker.outcome


def everywhere(module, _options):
    for segment in module.segments:
        yield Hit(segment, 0, 1, "Here.")


def test_equal_hits_count_once():
    def twice(module, options):
        yield from everywhere(module, options)
        yield from everywhere(module, options)

    assert [finding.cell for finding in checked(made_rule(twice)).findings] == [1, 2]


def test_two_rules_may_report_the_same_place():
    rules = [made_rule(everywhere, "b-rule"), made_rule(everywhere, "a-rule")]
    assert [(finding.cell, finding.rule) for finding in checked(*rules).findings] == [
        (1, "a-rule"),
        (1, "b-rule"),
        (2, "a-rule"),
        (2, "b-rule"),
    ]


@pytest.mark.parametrize("error", [ValueError, RecursionError, MemoryError, KeyError, AssertionError])
def test_a_rule_that_fails_is_an_error_without_content(error):
    def failing(module, _options):
        raise error("the file says: " + module.segments[0].text)
        yield

    done = checked(made_rule(failing))
    [line] = done.errors
    assert line.startswith(f"a.ipynb: internal error, please report it: {error.__name__} at engine_test.py:")
    assert "says" not in line
    assert done.findings == []


def test_a_rule_is_not_asked_about_a_text_without_its_keywords():
    asked = []
    checked(made_rule(lambda module, options: asked.append(module) or ()), data=render([code("y")]).data)
    assert asked == []


def test_a_rule_without_python_does_not_see_python():
    rule = made_rule(everywhere)
    rule.checks = {"shell": lambda segment, options: [Hit(segment, 0, 1, "Here.")]}
    done = checked(rule, data=render([code("x"), code("!x"), code("%%bash\nx")]).data)
    assert [(finding.cell, finding.line, finding.column) for finding in done.findings] == [(2, 1, 2), (3, 2, 1)]


MANY = {
    "in one line": "x = [" + "f('é🙂', trust_remote_code=True), " * 3000 + "]",
    "in many lines": "f('é🙂', trust_remote_code=True)\n" * 3000,
    "of one name": "x = True\n" + "f(trust_remote_code=x)\nx = True\n" * 3000,
    "in one function": "def g():\n" + "    x = True\n    f(trust_remote_code=x)\n" * 3000,
    "in commands": "!serve --trust-remote-code\n" * 3000,
}


@pytest.mark.parametrize("source", MANY.values(), ids=MANY)
def test_many_findings_come_to_an_end(source):
    assert len(of_cells(code(source), style=Style(sources="lines", escapes="letters"))) == 3000


def test_a_markdown_cell_is_no_code():
    assert of_cells(markdown(CALL), {"cell_type": "raw", "source": CALL}, code("x = 'text'")) == []


UNWANTED = (
    "nbformat detect_secrets nbstripout requests jsonschema packaging yaml rich dataclasses typing ast argparse json "
    "subprocess tomli pathlib re"
).split()
CLEAN = {
    "notebook": ("a.ipynb", render([markdown("# A"), code("import torch\n!ls\nx = f(1)")]).data),
    "minified notebook": ("a.ipynb", render([code("x = 'é'")], replace(MINIFIED, ascii=True)).data),
    "python": ("a.py", b"# coding: utf-8\nimport torch\n\nx = 'a'\n"),
    "yaml": ("a.yaml", b"a: 1\n"),
    "shell": ("a.sh", b"#!/bin/sh\nls\n"),
    "text": ("a.txt", b"trust_remote_code\n"),
}


@pytest.mark.parametrize(("path", "data"), CLEAN.values(), ids=CLEAN)
def test_a_clean_run_imports_nothing_heavy(path, data):
    script = (
        "import sys; before = set(sys.modules)\n"
        "from labcoat.remote_code import main\n"
        f"assert main([{write(path, data)!r}]) == 0\n"
        "print(*(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    imported = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert "labcoat" in imported
    assert imported & set(UNWANTED) == set()
