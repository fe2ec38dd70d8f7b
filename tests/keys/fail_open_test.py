"""What other scanners pass over in silence: each of these was seen to let a key through."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from labcoat.core.keys.examples import expand
from tests.cli.conftest import Project, project
from tests.notebooks import code, notebook

__all__ = ["project"]  # the fixture

FORMATS = {
    "openai project": ("openai-project-key", "sk-proj-<word:74>T3BlbkFJ<word:74>"),
    "openai, dash before the marker": ("openai-project-key", "sk-proj-<word:70>a-_-T3BlbkFJ-_<word:72>"),
    "openai service account": ("openai-service-account-key", "sk-svcacct-<word:74>T3BlbkFJ<word:74>"),
    "github": ("github-token", "ghp_<alnum:30><crc32>"),
    "github, fine-grained": ("github-fine-grained-token", "github_pat_<alnum:22>_<alnum:53><crc32>"),
    "npm": ("npm-token", "npm_<alnum:30><crc32>"),
    "slack app": ("slack-app-token", "xapp-1-A<upper+digits:10>-<digits:13>-<hex:64>"),
    "hugging face": ("huggingface-token", "hf_<letters:34>"),
}
HF = "hf_<letters:34>"


def report(project: Project, *paths: str, **variables: str) -> list[tuple[str, str, int | None, int, int]]:
    """(path, rule, cell, line, line in the file) of everything that is found."""
    done = project.labcoat("check", "--format=jsonl", "--select=find-keys", *paths, **variables)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == (1 if rows else 0), done.err
    return [(row["path"], row["rule"], row["cell"], row["line"], row["raw_line"]) for row in rows]


def rules(project: Project, *paths: str, **variables: str) -> list[str]:
    """The rules alone, sorted."""
    return sorted(row[1] for row in report(project, *paths, **variables))


@pytest.mark.parametrize(("rule", "template"), FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize(
    "line",
    [
        'client = OpenAI("{}")',
        'client = Github("{}").get_user()',
        "x = f(a, key='{}')[0]",
        "!tool --token {} login",
        "%env KEY={}",
        'headers = {{"Authorization": "Bearer {}"}}',
    ],
)
def test_the_formats_of_today_in_the_usual_lines(project: Project, rule: str, template: str, line: str) -> None:
    source = line.format(expand(template))
    project.write("a.py", source + "\n")
    project.write("nb.ipynb", json.dumps(notebook(code("x = 1"), code(source)), indent=1))
    project.write("min.ipynb", json.dumps(notebook(code("x = 1"), code(source))))
    found = {(path, name, cell) for path, name, cell, *_ in report(project)}
    assert {("a.py", rule, None), ("nb.ipynb", rule, 2), ("min.ipynb", rule, 2)} <= found


@pytest.mark.parametrize("locale", ["POSIX", "C", "en_US.ISO-8859-1"])
def test_a_locale_that_is_not_utf_8(project: Project, locale: str) -> None:
    text = f'# café ☃\nx = "{expand(HF)}"\n'
    (project.root / "a.py").write_bytes(text.encode())
    (project.root / "é.py").write_bytes(text.encode())
    (project.root / "nb.ipynb").write_bytes(json.dumps(notebook(code(text)), ensure_ascii=False).encode())
    variables = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    assert rules(project, **variables) == ["huggingface-token"] * 3
    assert rules(project, "a.py", "é.py", "nb.ipynb", **variables) == ["huggingface-token"] * 3
    for format_ in ("text", "sarif", "junit"):
        done = project.labcoat("check", f"--format={format_}", **variables)
        assert done.code == 1
        assert "huggingface-token" in done.out


def test_paths_outside_of_the_working_directory(project: Project, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.py").write_text(f'x = "{expand(HF)}"\n')
    (outside / "nb.ipynb").write_text(json.dumps(notebook(code(f'x = "{expand(HF)}"'))))
    for path in (str(outside), os.path.relpath(outside, project.root)):
        assert rules(project, path) == ["huggingface-token"] * 2
        assert rules(project, f"{path}/a.py", f"{path}/nb.ipynb") == ["huggingface-token"] * 2


@pytest.mark.parametrize("pragma", ["# pragma: allowlist secret", "# gitleaks:allow", "# labcoat: ignore[find-keys]"])
def test_one_pragma_in_a_notebook_of_one_line_is_good_for_one_line(project: Project, pragma: str) -> None:
    first, second, third = (f'x = "{expand(HF, seed)}"' for seed in range(3))
    output = {"output_type": "stream", "name": "stdout", "text": f"{expand(HF, 3)}  {pragma}\n"}
    cells = [code(f"{first}  {pragma}\n{second}"), code(third, outputs=[output])]
    for indent in (None, 1):
        project.write("nb.ipynb", json.dumps(notebook(*cells), indent=indent))
        assert [(cell, line) for _, _, cell, line, _ in report(project)] == [(1, 2), (2, 1), (2, 1)]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('neo4j_password = "xK7fQ2mZ9aa"', "hardcoded-password"),
        ('client = OpenAI(api_key="{alnum}")', "hardcoded-secret"),
        ('connect("postgresql://me:xK7fQ2mZ9aa@host/db")', "database-url-password"),
        ('{{"Authorization": "Bearer {alnum}"}}', "bearer-token"),
    ],
)
def test_the_quotes_of_json_hide_nothing(project: Project, line: str, rule: str) -> None:
    source = line.format(alnum=expand("<alnum:40>"))
    project.write("a.py", source + "\n")
    assert rules(project) == [rule]
    project.write("a.py", "")
    project.write("nb.ipynb", json.dumps(notebook(code(f"x = 1\n{source}\n")), indent=1))
    project.write("min.ipynb", json.dumps(notebook(code(f"x = 1\n{source}\n"))))
    project.write("a.json", json.dumps({"log": [{"message": f"x = 1\n{source}\ny = 2"}]}))
    project.write("a.jsonl", json.dumps({"source": source}) + "\n" + json.dumps({"source": "x"}) + "\n")
    found = [(path, name) for path, name, *_ in report(project)]
    assert sorted(found) == [(path, rule) for path in ("a.json", "a.jsonl", "min.ipynb", "nb.ipynb")]


FILES = ("a.py", "a.txt", ".env", "a.log", "a.yaml", "a.json", "noext", "a.ps1")
ENCODINGS = ("latin-1", "cp1252", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", FILES)
def test_any_encoding(project: Project, name: str, encoding: str) -> None:
    text = f'# café\nkey: "{expand(HF)}"\n' if name != "a.json" else f'{{"é": "{expand(HF)}"}}'
    (project.root / name).write_bytes(text.encode(encoding))
    assert "huggingface-token" in rules(project)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_a_notebook_in_any_encoding(project: Project, encoding: str) -> None:
    text = json.dumps(notebook(code(f'# café\nx = "{expand(HF)}"')), ensure_ascii=False, indent=1)
    (project.root / "nb.ipynb").write_bytes(text.encode(encoding))
    assert "huggingface-token" in rules(project)
    assert ("unreadable-file" in rules(project)) == (encoding == "latin-1")


CONFLICT = '<<<<<<< HEAD\n    "x = 1"\n=======\n    "x = 2"\n>>>>>>> other\n'


@pytest.mark.parametrize("damage", ["cut off", "conflict", "comma", "empty cells", "two notebooks"])
@pytest.mark.parametrize("indent", [None, 1])
def test_a_broken_notebook_is_looked_at_and_reported(project: Project, damage: str, indent: int | None) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": f'password = "xK7fQ2mZ9aa"\n{expand(HF, 2)}\n'}
    cells = [code(f'x = "{expand(HF)}"\n', outputs=[output]), code("y = 1"), code("z = 1")]
    text = json.dumps(notebook(*cells), indent=indent)
    broken = {
        "cut off": text[:-60],
        "conflict": text.replace('"y = 1"', CONFLICT),
        "comma": text.replace('"y = 1"', '"y = 1",,'),
        "empty cells": text.replace('"y = 1"', ""),
        "two notebooks": text + text,
    }[damage]
    project.write("nb.ipynb", broken)
    found = rules(project)
    assert "unreadable-file" in found
    assert found.count("huggingface-token") >= 2
    assert "hardcoded-password" in found


@pytest.mark.parametrize("at", ["begin", "middle", "end"])
@pytest.mark.parametrize("name", ["a.py", ".env", "a.log", "a.txt", "noext", "nb.ipynb", "a.json"])
def test_a_file_with_a_zero_byte_is_not_taken_for_a_binary_one(project: Project, name: str, at: str) -> None:
    text = f'x = "{expand(HF)}"\n'
    if name == "nb.ipynb":
        text = json.dumps(notebook(code(text)), indent=1) + "\n"
    zero = {"begin": "\0" + text, "middle": text.replace("x =", "x\0 ="), "end": text + "\0"}[at]
    (project.root / name).write_bytes(zero.encode())
    assert "huggingface-token" in rules(project)


def test_two_tokens_of_a_kind_are_two_findings(project: Project) -> None:
    """Only their prefix is hashed elsewhere, so that they are one there."""
    template = FORMATS["github"][1]
    project.write("a.py", "".join(f'x{seed} = "{expand(template, seed)}"\n' for seed in range(3)))
    assert [line for _, _, _, line, _ in report(project)] == [1, 2, 3]
    assert project.labcoat("baseline").code == 0
    project.write("a.py", f'x0 = "{expand(template)}"; y = "{expand(template, 7)}"\n')
    assert [line for _, _, _, line, _ in report(project)] == [1]
    project.write("a.py", f'x0 = "{expand(template, 7)}"\n')
    assert len(report(project)) == 1


def test_a_key_many_times_is_reported_at_each_place(project: Project) -> None:
    project.write("a.py", f'x = "{expand(HF)}"\n' * 3)
    assert [line for _, _, _, line, _ in report(project)] == [1, 2, 3]
