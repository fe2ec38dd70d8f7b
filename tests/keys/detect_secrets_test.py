"""detect-secrets' plugins over our texts: only where asked for, and never with the network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from labcoat.core.keys.examples import expand
from tests.cli.conftest import Project, project
from tests.notebooks import code, notebook

__all__ = ["project"]  # the fixture

pytest.importorskip("detect_secrets")

OPTION = "--detect-secrets-plugins"
RULE = "detect-secrets-plugin"
CUSTOM = """
import re
from detect_secrets.plugins.base import RegexBasedDetector

class TeamDetector(RegexBasedDetector):
    secret_type = "Team key"
    denylist = [re.compile(r"(tm)_[a-z0-9]{12}")]

    def verify(self, secret):
        import socket
        socket.create_connection(("192.0.2.1", 443), 1)
"""
KEY = expand("tm_<lower+digits:12>")


def settings(project: Project, value: object) -> None:
    """Switch the plugins on in the project."""
    project.write("pyproject.toml", f"[tool.labcoat.find-keys]\ndetect-secrets-plugins = {json.dumps(value)}\n")


def found(project: Project, *arguments: str) -> list[tuple[str, str, int | None, int, int]]:
    """(path, rule, cell, line, column) of every key."""
    done = project.labcoat("check", "--format=jsonl", *arguments)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == (1 if rows else 0), done.err
    return [(row["path"], row["rule"], row["cell"], row["line"], row["column"]) for row in rows]


@pytest.fixture
def team(project: Project) -> Project:
    """A project with a plugin of its own, and a key for it in a file and a notebook."""
    project.write("team.py", CUSTOM)
    project.write("a.txt", f"x\nid {KEY}\n")
    output = {"output_type": "stream", "name": "stdout", "text": ["a\n", f"saw {KEY}\n"]}
    project.write("nb.ipynb", json.dumps(notebook(code("x = 1"), code(f"f({KEY!r})", outputs=[output])), indent=1))
    return project


PLACES = [("a.txt", RULE, None, 2, 4), ("nb.ipynb", RULE, 2, 1, 4), ("nb.ipynb", RULE, 2, 2, 5)]


def test_a_plugin_of_the_team_finds_in_every_part(team: Project) -> None:
    assert found(team) == []
    settings(team, ["file://team.py"])
    assert found(team, OPTION) == PLACES
    assert found(team, OPTION, "--jobs=2") == PLACES
    said = team.labcoat("check", OPTION, "--format=text").out
    assert "Team key, found by TeamDetector of detect-secrets" in said
    assert KEY not in said
    assert KEY[4:] not in said


def test_the_command_line_comes_before_the_project(project: Project) -> None:
    project.write("a.py", 'secret = "x9q"\n')
    settings(project, False)
    assert found(project) == []
    assert [rule for _, rule, *_ in found(project, OPTION)] == [RULE]


def test_the_plugins_of_its_baseline_are_those_that_run(team: Project) -> None:
    rows = [{"name": "TeamDetector", "path": "file://team.py"}, {"name": "AWSKeyDetector"}]
    team.write(".secrets.baseline", json.dumps({"plugins_used": rows, "results": {}}))
    assert found(team, OPTION) == PLACES


def test_the_project_alone_cannot_have_its_code_run(team: Project) -> None:
    team.write("team.py", "open('ran', 'w')\n" + CUSTOM)
    settings(team, ["file://team.py"])
    done = team.labcoat("check")
    assert done.code == 2
    assert "runs only with --detect-secrets-plugins" in done.err
    assert not (team.root / "ran").exists()


@pytest.mark.parametrize("value", [True, ["KeywordDetector", "AWSKeyDetector"]])
def test_what_our_rules_report_is_reported_once(project: Project, value: object) -> None:
    settings(project, value)
    aws = expand("AKIA<base32:16>")
    project.write("a.py", f'x = "{aws}"\npassword = "hunter2a"\nsecret = "x9q"\n')
    assert found(project) == [
        ("a.py", "aws-access-key", None, 1, 6),
        ("a.py", "hardcoded-password", None, 2, 13),
        ("a.py", RULE, None, 3, 11),
    ]
    assert found(project, f"--select={RULE}")[0][1:] == (RULE, None, 1, 6)
    assert found(project, f"--ignore={RULE}") == found(project)[:2]
    assert RULE in {rule for _, rule, *_ in found(project, "--select=find-keys")}


def test_a_key_in_a_call_is_found(project: Project) -> None:
    project.write("a.py", f'client = Client("{expand("AKIA<base32:16>")}")\n')
    assert [rule for _, rule, *_ in found(project, f"--select={RULE}")] == [RULE]


def test_no_high_entropy_strings_in_notebooks(project: Project) -> None:
    value = expand("<alnum:48>")
    project.write("a.py", f'x = "{value}"\n')
    project.write("nb.ipynb", json.dumps(notebook(code(f'x = "{value}"'), note=value), indent=1))
    settings(project, ["Base64HighEntropyString", "HexHighEntropyString"])
    assert [path for path, *_ in found(project)] == ["a.py"]


def test_the_secret_is_the_whole_match_and_no_prefix(project: Project) -> None:
    keys = [expand("ghp_<alnum:30><crc32>", seed) for seed in range(2)]
    project.write("a.py", "".join(f'x = "{key}"\n' for key in keys))
    settings(project, ["GitHubTokenDetector"])
    rows = [
        json.loads(line) for line in project.labcoat("check", f"--select={RULE}", "--format=jsonl").out.splitlines()
    ]
    assert [(row["line"], row["column"], row["end_column"]) for row in rows] == [(1, 6, 46), (2, 6, 46)]
    assert len({row["fingerprint"] for row in rows}) == 2


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (["KeywordDetecter"], 'did you mean "KeywordDetector"?'),
        (["file://nothing.py"], "cannot be loaded: FileNotFoundError"),
        (3, "must be true, false or a list of strings"),
    ],
)
def test_wrong_settings(project: Project, value: object, message: str) -> None:
    project.write("a.py", "x = 1\n")
    settings(project, value)
    done = project.labcoat("check", OPTION)
    assert (done.code, message in done.err) == (2, True)


@pytest.mark.parametrize("wrong", [{"keyword_exclude": "("}, {"limit": 1}])
def test_wrong_settings_of_a_plugin_in_its_baseline(project: Project, wrong: dict[str, object]) -> None:
    project.write("a.py", "x = 1\n")
    rows = [{"name": "KeywordDetector", **wrong}]
    project.write(".secrets.baseline", json.dumps({"plugins_used": rows, "results": {}}))
    done = project.labcoat("check", OPTION)
    assert (done.code, "KeywordDetector: its settings are wrong" in done.err) == (2, True)


NO_NETWORK = """
import socket, sys

def refuse(*arguments, **named):
    raise SystemExit("the network was asked for")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from labcoat.cli import main
code = main(["check", "--detect-secrets-plugins", "--format=concise"])
from detect_secrets.settings import get_settings
assert not [name for name in get_settings().filters if "verif" in name]
raise SystemExit(code)
"""
MISSING = """
import sys
sys.modules["detect_secrets"] = None
from labcoat.cli import main
raise SystemExit(main(sys.argv[1:]))
"""


def run(program: str, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program in Python."""
    return subprocess.run([sys.executable, "-c", program, *arguments], cwd=root, capture_output=True, text=True)


def test_the_network_is_never_asked(team: Project) -> None:
    team.write(
        "b.py", f'key = "{expand("AKIA<base32:16>")}"\ns = "{expand("xoxb-<digits:12>-<digits:12>-<alnum:24>")}"\n'
    )
    settings(team, ["file://team.py", "AWSKeyDetector", "SlackDetector"])
    done = run(NO_NETWORK, team.root)
    assert done.returncode == 1, done.stderr
    assert done.stdout.count(RULE) == 3


def test_without_the_package_the_error_says_how_to_get_it(project: Project) -> None:
    project.write("a.py", "password = 'hunter2a'\n")
    done = run(MISSING, project.root, "check", OPTION)
    assert done.returncode == 2
    assert "pip install 'labcoat[detect-secrets]'" in done.stderr
    done = run(MISSING, project.root, "check", "--select=all")
    assert (done.returncode, done.stderr) == (1, "")


def test_it_is_not_imported_otherwise(project: Project) -> None:
    project.write("a.py", "password = 'hunter2a'\n")
    program = "import sys; from labcoat.cli import main; main(['check']); print('detect_secrets' in sys.modules)"
    assert run(program, project.root).stdout.splitlines()[-1] == "False"


def test_an_ignored_line_stays_ignored(team: Project) -> None:
    settings(team, ["file://team.py"])
    team.write("a.txt", f"id {KEY}  # pragma: allowlist secret\n")
    assert [place for place in found(team, OPTION) if place[0] == "a.txt"] == []
