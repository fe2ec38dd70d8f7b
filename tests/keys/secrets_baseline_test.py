"""`.secrets.baseline` of detect-secrets: what its entries cover, and what they must not."""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path

import pytest

from labcoat.core.keys.examples import expand
from tests.cli.conftest import Project, project
from tests.notebooks import code, notebook

__all__ = ["project"]  # the fixture

NAME = ".secrets.baseline"
TOKENS = {
    "hugging face": "hf_<letters:34>",
    "openai": "sk-proj-<word:74>T3BlbkFJ<word:74>",
    "slack": "xoxb-<digits:12>-<digits:12>-<alnum:24>",
    "aws": "AKIA<base32:16>",
    "github": "ghp_<alnum:30><crc32>",
    "gitlab": "glpat-<word:20>",
}


def sha1(text: str) -> str:
    """The hash that detect-secrets keeps of a secret."""
    return hashlib.sha1(text.encode()).hexdigest()


def accept(project: Project, path: str, *values: str, **more: object) -> None:
    """Write a baseline in which these values are accepted in a file."""
    entries = [
        {"type": "A", "filename": path, "hashed_secret": sha1(value), "line_number": 7, **more} for value in values
    ]
    text = json.dumps({"version": "1.5.0", "plugins_used": [], "filters_used": [], "results": {path: entries}})
    project.write(NAME, text)


def found(project: Project, *arguments: str) -> list[str]:
    """The lines in which keys are reported."""
    done = project.labcoat("check", "--format=concise", "--select=find-keys", *arguments)
    assert (done.code, done.err) == (1 if done.out else 0, "")
    return [line.split(": ")[0] for line in done.out.splitlines() if line[:1] != "0" and ":" in line]


@pytest.mark.parametrize("template", TOKENS.values(), ids=TOKENS)
def test_an_accepted_key_is_not_reported_and_another_one_is(project: Project, template: str) -> None:
    first, second = (expand(template, seed) for seed in range(2))
    project.write("src/a.py", f'x = "{first}"\n')
    accept(project, "src/a.py", first)
    assert found(project) == []
    assert found(project, "--no-baseline") == ["src/a.py:1:6"]
    project.write("src/a.py", f'x = "{first}"\ny = "{second}"\n')
    assert found(project) == ["src/a.py:2:6"]
    project.write("src/a.py", "")
    project.write("src/b.py", f'x = "{first}"\n')
    assert found(project) == ["src/b.py:1:6"]


@pytest.mark.parametrize(
    ("template", "prefix"),
    [
        (TOKENS["github"], "ghp"),
        (TOKENS["gitlab"], "glpat"),
        (TOKENS["hugging face"], "hf_"),
        (TOKENS["openai"], "sk-proj-"),
        (TOKENS["github"], ""),
    ],
)
def test_the_hash_of_a_prefix_covers_nothing(project: Project, template: str, prefix: str) -> None:
    project.write("a.py", f'x = "{expand(template)}"\n')
    accept(project, "a.py", prefix)
    assert found(project) == ["a.py:1:6"]


def test_a_private_key_is_not_covered_by_its_first_line(project: Project) -> None:
    body = "\n".join(expand("<base64:64>", seed) for seed in range(12))
    project.write("a.txt", f"-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----\n")
    accept(project, "a.txt", "BEGIN RSA PRIVATE KEY", "-----BEGIN RSA PRIVATE KEY-----")
    assert found(project) != []


def test_pedantic_says_which_entries_cover_nothing(project: Project) -> None:
    project.write("a.py", f'x = "{expand(TOKENS["github"])}"\n')
    accept(project, "a.py", "ghp", "other")
    done = project.labcoat("check", "--pedantic", "--format=concise")
    assert done.code == 1
    assert done.err.count("1 entry holds only what all keys of a kind begin with") == 1
    assert project.labcoat("check", "--format=concise").err == ""


def test_what_an_audit_found_to_be_secret_is_reported(project: Project) -> None:
    key = expand(TOKENS["hugging face"])
    project.write("a.py", f'x = "{key}"\n')
    accept(project, "a.py", key, is_secret=True)
    assert found(project) == ["a.py:1:6"]
    accept(project, "a.py", key, is_secret=False)
    assert found(project) == []


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('password = "hunter2a"', "hunter2a"),
        ('engine = connect("postgresql://me:hunter2a@host/db")', "hunter2a"),
        ('engine = connect("postgresql://me:hunter2a@host/db")', "postgresql://me:hunter2a@host/db"),
        ('x = "first {} last"', "first {} last"),
        ("x = f({})", "{}"),
        ('x = "{}"', '"{}"'),
        ('x = "AccountKey={};End"', "AccountKey={}"),
    ],
)
def test_the_hash_may_be_of_more_than_the_key(project: Project, line: str, value: str) -> None:
    key = expand(TOKENS["hugging face"])
    project.write("a.py", line.format(key) + "\n")
    accept(project, "a.py", value.format(key))
    assert found(project) == []
    assert len(found(project, "--no-baseline")) == 1


def test_a_long_beginning_of_a_key_is_enough_and_a_short_one_is_not(project: Project) -> None:
    key = expand("sk_live_<alnum:90>")
    project.write("a.py", f'x = "{key}"\n')
    accept(project, "a.py", key[:32])
    assert found(project) == []
    accept(project, "a.py", key[:20])
    assert found(project) == ["a.py:1:6"]


def test_notebooks_and_windows_paths(project: Project) -> None:
    key = expand(TOKENS["slack"])
    output = {"output_type": "stream", "name": "stdout", "text": [f"token: {key}\n"]}
    project.write("a/nb.ipynb", json.dumps(notebook(code(f'x = "{key}"\n', outputs=[output])), indent=1))
    assert len(found(project)) == 2
    accept(project, "a\\nb.ipynb", key)
    assert found(project) == []


def test_the_folder_of_the_run_counts_where_there_is_no_other(project: Project, tmp_path: Path) -> None:
    key = expand(TOKENS["slack"])
    project.write("sub/a.py", f'x = "{key}"\n')
    accept(project, "sub/a.py", key)
    done = project.labcoat("check", str(project.root / "sub/a.py"), "--select=find-keys")
    assert done.code == 0
    assert "1 baselined" in done.out
    outside = tmp_path / "outside.py"
    outside.write_text(f'x = "{key}"\n')
    assert project.labcoat("check", str(outside), "--select=find-keys").code == 1


BROKEN = {
    "": "Expecting value",
    "{": "line 1",
    "[]": "it has no `results`",
    '{"results": []}': "it has no `results`",
    '{"results": {"a.py": [{"type": "A"}]}}': "an entry of a.py has no `hashed_secret`",
    '{"results": {"a.py": {}}}': "an entry of a.py has no",
    "[" * 100_000: "nested too deeply",
    '{\n<<<<<<< HEAD\n"results": {}}': "(at line 2)",
}


@pytest.mark.parametrize(("text", "message"), BROKEN.items(), ids=[text[:20] for text in BROKEN])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_broken_file_is_an_error(project: Project, text: str, message: str, jobs: str) -> None:
    for name in ("a.py", "b.py"):
        project.write(name, f'x = "{expand(TOKENS["slack"])}"\n')
    project.write(NAME, text)
    done = project.labcoat("check", f"--jobs={jobs}")
    assert done.code == 2
    assert NAME in done.err
    assert message in done.err
    assert project.labcoat("check", "--no-baseline").code == 1


def test_it_is_read_only_where_a_key_is_found(project: Project) -> None:
    project.write("a.py", "load(x, trust_remote_code=True)\n")
    project.write(NAME, "{")
    assert project.labcoat("check", "a.py").code == 1


def test_no_command_writes_it(project: Project) -> None:
    key = expand(TOKENS["slack"])
    project.write("a.py", f'x = "{key}"\n')
    accept(project, "a.py", key, "other")
    before = project.read(NAME)
    for command in ("check", "baseline", "fix"):
        project.labcoat(command)
    assert project.read(NAME) == before


def test_the_file_itself_is_quiet(project: Project) -> None:
    accept(project, "a.py", *map(str, range(50)))
    assert found(project) == []


def test_what_detect_secrets_writes_is_covered(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that its own scan has found, but for what it hashes a prefix of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pytest.importorskip("detect_secrets")
        from detect_secrets.core.scan import get_files_to_scan  # noqa: F401 - imported for its plugins
        from detect_secrets.core.secrets_collection import SecretsCollection
        from detect_secrets.settings import transient_settings
    lines = [f'k{number} = "{expand(template)}"' for number, template in enumerate(TOKENS.values())]
    lines += [
        'db = "postgresql://me:xK7fQ2mZ9aa@host/db"',
        'password = "hunter2a"',
        f'aws_key = "{expand("<base64:40>")}"',
    ]
    project.write("a.py", "".join([f"{line}\n" for line in lines]))
    monkeypatch.chdir(project.root)
    names = ("AWSKeyDetector BasicAuthDetector GitHubTokenDetector GitLabTokenDetector KeywordDetector OpenAIDetector "
             "SlackDetector").split()  # fmt: skip
    with transient_settings({"plugins_used": [{"name": name} for name in names], "filters_used": []}):
        collection = SecretsCollection()
        collection.scan_file("a.py")
        results = collection.json()
    assert len(results["a.py"]) >= 6
    project.write(NAME, json.dumps({"version": "1.5.0", "results": results}))
    left = [line.split(":")[1] for line in found(project)]
    assert left == ["1", "5", "6"]  # Hugging Face is unknown to it; of GitHub's and GitLab's it keeps the prefix
