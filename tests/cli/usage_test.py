"""What the command says about itself, and to those who get it wrong."""

from __future__ import annotations

import pytest

import labcoat
from tests.cli.conftest import Project, Result
from tests.e2e.notebooks import REMOTE

COMMANDS = ("init", "check", "fix", "explain", "rules", "baseline", "git")
CHECK_OPTIONS = (
    "--select RULE,…",
    "--ignore RULE,…",
    "--min-severity {low,medium,high,critical}",
    "--format {text,concise,json,jsonl,sarif,github,gitlab,junit}",
    "--output FILE",
    "--baseline FILE",
    "--exit-zero",
    "--no-ignores",
    "--color WHEN",
    "--jobs N",
    "--stdin-filename PATH",
)


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"]])
def test_help_names_every_command(project: Project, arguments: list[str]) -> None:
    done = project.labcoat(*arguments)
    assert (done.code, done.err) == (0, "")
    assert [name for name in COMMANDS if f"\n  {name} " not in done.out] == []


def test_no_command_is_an_error_with_help(project: Project) -> None:
    assert project.labcoat() == Result(2, "", project.labcoat("--help").out)


@pytest.mark.parametrize("argument", ["--version", "-V", "version"])
def test_version(project: Project, argument: str) -> None:
    assert project.labcoat(argument) == Result(0, f"labcoat {labcoat.__version__}\n", "")


def test_python_m(project: Project) -> None:
    assert project.program("python", "-m", "labcoat", "--version") == project.labcoat("--version")
    project.write("a.py", REMOTE)
    assert project.program("python", "-m", "labcoat", "check", "a.py") == project.labcoat("check", "a.py")


@pytest.mark.parametrize(
    ("argument", "guess"),
    [("chekc", ', did you mean "check"?'), ("fxi", ', did you mean "fix"?'), ("xyzzy", ""), ("a.py", ""), ("--x", "")],
)
def test_an_unknown_command(project: Project, argument: str, guess: str) -> None:
    project.write("a.py", REMOTE)
    assert project.labcoat(argument) == Result(2, "", f'labcoat: unknown command "{argument}"{guess}\n')


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(project: Project, command: str) -> None:
    done = project.labcoat(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"usage: labcoat {command} ")


@pytest.mark.parametrize("program", [["labcoat", "check"], ["labcoat-remote-code"]])
@pytest.mark.parametrize("option", CHECK_OPTIONS)
def test_the_options_of_a_check(project: Project, program: list[str], option: str) -> None:
    assert f" {option} " in " ".join(project.program(*program, "--help").out.split())


@pytest.mark.parametrize("option", ["--check", "--diff", "--unsafe-fixes", "--select RULE,…", "--ignore RULE,…"])
def test_the_options_of_fix(project: Project, option: str) -> None:
    assert f" {option} " in " ".join(project.labcoat("fix", "--help").out.split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--bogus"], "unrecognized arguments: --bogus"),
        (["check", "--exit"], "unrecognized arguments: --exit"),
        (["check", "--format", "xml"], "argument --format: invalid choice: 'xml'"),
        (["check", "--min-severity", "severe"], "argument --min-severity: invalid choice: 'severe'"),
        (["check", "--color", "pink"], "argument --color: invalid choice: 'pink'"),
        (["check", "--jobs", "many"], "argument --jobs: invalid int value: 'many'"),
        (["check", "--jobs=-1"], "argument --jobs: must not be negative"),
        (["check", "--select", ","], "argument --select: the list is empty"),
        (["check", "--output"], "argument --output: expected one argument"),
        (["check", "--stdin-filename", "a.py"], "argument --stdin-filename: goes with - as the only path"),
        (["check", "--stdin-filename", "a.py", "-", "a.py"], "argument --stdin-filename: goes with - as the only path"),
        (["check", "-"], "- needs --stdin-filename"),
        (
            ["check", "--select", "trust-remote-cod"],
            'unknown rule "trust-remote-cod", did you mean "trust-remote-code"?',
        ),
        (["check", "--ignore", "remotecode"], 'unknown rule "remotecode", did you mean "remote-code"?'),
        (["check", "--baseline", "none.json"], "none.json: cannot be read: No such file or directory"),
        (["check", "--output", "no/such/directory"], "no/such/directory: cannot be written: No such file or directory"),
        (["fix", "--check", "--diff"], "argument --diff: not allowed with argument --check"),
        (["fix", "--select", "strip-output"], 'unknown rule "strip-output", did you mean "strip-outputs"?'),
        (["explain"], "the following arguments are required: RULE"),
        (["explain", "torch-hub-trust"], 'unknown rule "torch-hub-trust", did you mean "torch-hub-trust-repo"?'),
        (["rules", "x"], "unrecognized arguments: x"),
        (["git"], "the following arguments are required"),
        (["git", "instal"], "invalid choice: 'instal'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_makes_no_sense_is_2_and_says_why(project: Project, arguments: list[str], message: str) -> None:
    project.write("a.py", REMOTE)
    done = project.labcoat(*arguments)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('selct = ["all"]', '[tool.labcoat]: unknown key "selct", did you mean "select"?'),
        ('select = ["remote-cod"]', 'select: unknown rule "remote-cod", did you mean "remote-code"?'),
        ('min-severity = "hihg"', 'min-severity: unknown severity "hihg", did you mean "high"?'),
        (
            '[tool.labcoat.remote-code]\nalow = ["x"]',
            '[tool.labcoat.remote-code]: unknown key "alow", did you mean "allow"?',
        ),
        ('select = ["all"', "Unclosed array"),
    ],
)
@pytest.mark.parametrize("command", ["check", "fix", "baseline"])
def test_wrong_settings_are_2_and_name_the_nearest_right_one(
    project: Project, command: str, settings: str, message: str
) -> None:
    project.write("a.py", REMOTE)
    project.write("pyproject.toml", f"[tool.labcoat]\n{settings}\n")
    done = project.labcoat(command)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"labcoat {command}: {project.root}/pyproject.toml: ")
    assert message in done.err


def test_rules_and_explain_know_the_same(project: Project) -> None:
    listed = [line.split() for line in project.labcoat("rules").out.splitlines() if line.startswith("  ")]
    names = [words[0] for words in listed]
    assert {"trust-remote-code", "torch-hub-trust-repo", "unreadable-file", "unparsed-cell"} <= set(names)
    done = project.labcoat("explain", *names)
    assert (done.code, done.err) == (0, "")
    assert [line[2:] for line in done.out.splitlines() if line.startswith("# ")] == names


def test_explain_a_family(project: Project) -> None:
    done = project.labcoat("explain", "remote-code")
    assert [line[2:] for line in done.out.splitlines() if line.startswith("# ")] == [
        "trust-remote-code",
        "torch-hub-trust-repo",
        "hub-code",
        "unpinned-hub-model",
        "mutable-hub-url",
        "impersonated-organisation",
    ]


def test_git_is_handed_on(project: Project) -> None:
    done = project.labcoat("git", "status")
    assert (done.code, done.out.splitlines()[0]) == (1, f"labcoat is not installed in repository {project.root}/.git")
