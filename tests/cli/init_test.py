"""`labcoat init`: what it makes, what it asks for, and what it leaves alone."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import tomli
import yaml

from labcoat import __version__
from labcoat.core.config import Config, check_config
from labcoat.core.families import known_names, known_options
from tests.cli.conftest import Project, Result
from tests.e2e.notebooks import REMOTE, notebook
from tests.e2e.runners import tool

HOOKS, SETTINGS = ".pre-commit-config.yaml", "pyproject.toml"
WORKFLOW, PIPELINE, JOB = ".github/workflows/labcoat.yml", ".gitlab-ci.yml", ".gitlab/labcoat.yml"
TAG = f"v{__version__}"
OTHERS = "repos:\n-   repo: https://github.com/a/b\n    rev: v1\n    hooks:\n    -   id: x\n"
COMMIT = "0123456789" * 4
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


def init(project: Project, *arguments: str, **variables: str) -> Result:
    return project.labcoat("init", "--no-check", *arguments, **variables)


def files(project: Project) -> dict[str, bytes]:
    """Everything but git's own, byte by byte."""
    found = [path for path in project.root.rglob("*") if path.is_file() and ".git/" not in path.as_posix()]
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in found}


def on_github(project: Project) -> None:
    project.git("remote", "add", "origin", "git@github.com:acme/models.git")


def hooks(project: Project) -> list[dict[str, object]]:
    return yaml.safe_load(project.read(HOOKS))["repos"]


# --- new files


def test_a_repository_of_notebooks_on_github(project: Project) -> None:
    on_github(project)
    project.write("nb.ipynb", notebook(REMOTE))
    project.write("requirements.txt", "torch\n")
    done = init(project)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == f"{project.root}: 1 notebook, 1 package list, GitHub"
    assert {*files(project)} == {"nb.ipynb", "requirements.txt", HOOKS, SETTINGS, WORKFLOW}
    ids = [{"id": "labcoat-strip-outputs"}, {"id": "labcoat"}]
    assert hooks(project) == [{"repo": "https://github.com/OWNER/labcoat", "rev": TAG, "hooks": ids}]
    table = tomli.loads(project.read(SETTINGS))["tool"]["labcoat"]
    assert table == {"min-severity": "low", "pinned-requirements": {"min-level": "exact"}}
    workflow = yaml.safe_load(project.read(WORKFLOW))
    assert workflow["permissions"] == {"contents": "read"}
    assert [step["run"].split("@")[0] for step in workflow["jobs"]["labcoat"]["steps"] if "run" in step] == [
        "pip install git+https://github.com/OWNER/labcoat",
        "labcoat check . --format github",
        "labcoat fix . --check --select strip-outputs",
    ]


def test_without_notebooks_nothing_is_stripped(project: Project) -> None:
    on_github(project)
    project.write("a.py", "x = 1\n")
    init(project)
    assert hooks(project)[0]["hooks"] == [{"id": "labcoat"}]
    assert "strip-outputs" not in project.read(WORKFLOW)


@pytest.mark.parametrize("host", ["github", "gitlab"])
@pytest.mark.parametrize("rev", ["", COMMIT])
def test_what_it_writes_passes_its_own_rules(project: Project, host: str, rev: str) -> None:
    project.write("nb.ipynb", notebook("x = 1\n"))
    init(project, "--ci", host, *(["--rev", rev] if rev else []))
    done = project.labcoat("check", ".", "--select", "all", "--pedantic", "--format", "concise")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_settings_are_settings(project: Project) -> None:
    project.write("requirements.txt", "torch\n")
    project.write("nb.ipynb", notebook("x\n"))
    project.write("third_party/a/vendor/b.py", "x\n")
    project.write("src/vendor/b.py", "x\n")
    project.write("ven dor/vendor/b.py", "x\n")
    init(project)
    text = project.read(SETTINGS)
    uncommented = re.sub(r"(?m)^# (?=[a-z-]+ = )", "", text)
    for version in (text, uncommented):
        check_config(Config(SETTINGS, tomli.loads(version)["tool"]["labcoat"]), known_names(), known_options())
    table = tomli.loads(uncommented)["tool"]["labcoat"]
    assert table["exclude"] == ["/src/vendor/", "/third_party/"]
    assert table["pinned-requirements"]["notebooks"] is True
    assert "exclude" not in tomli.loads(text)["tool"]["labcoat"]


def test_settings_hide_nothing(project: Project) -> None:
    project.write("vendor/a.py", REMOTE)
    project.write("requirements.txt", "torch\n")
    before = project.lines(".")
    init(project)
    assert [line for line in project.lines(".") if not line.startswith((HOOKS, SETTINGS))] == before


def test_no_settings_are_made_beside_setup_py(project: Project) -> None:
    project.write("setup.py", "")
    done = init(project)
    assert done.code == 0
    assert SETTINGS not in files(project)
    assert "leave alone  pyproject.toml           not made beside setup.py" in done.out


def test_a_second_time_changes_nothing(project: Project) -> None:
    on_github(project)
    project.write("nb.ipynb", notebook(REMOTE))
    init(project, "--yes")
    before = files(project)
    done = init(project, "--yes")
    assert (done.code, files(project)) == (0, before)
    assert "Everything is set up already." in done.out
    assert done.out.count("already set up") == 3


# --- files that exist


def test_nobody_can_be_asked(project: Project) -> None:
    project.write(HOOKS, OTHERS)
    project.write(SETTINGS, '[project]\nname = "x"')
    before = files(project)
    done = init(project)
    assert (done.code, done.err, files(project)) == (0, "", before)
    assert f"{HOOKS} exists. `--yes` adds this to it:\n\n    -   repo: https://" in done.out
    assert f"{SETTINGS} exists. `--yes` adds this to it:\n\n    [tool.labcoat]\n" in done.out


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_yes_adds_and_keeps_every_byte(project: Project, end: str, last: bool) -> None:
    on_github(project)
    hooks_before = OTHERS.replace("\n", end)[: None if last else -len(end)]
    settings_before = f'# mine{end}[tool.ruff]{end}a = "é"{end}'[: None if last else -len(end)]
    project.write(HOOKS, hooks_before)
    project.write(SETTINGS, settings_before)
    done = init(project, "--yes")
    assert (done.code, done.err) == (0, "")
    for name, before in ((HOOKS, hooks_before), (SETTINGS, settings_before)):
        assert project.read(name).startswith(before)
        assert project.read(name).count("\n") == project.read(name).count(end)
    assert [repo["repo"] for repo in hooks(project)] == ["https://github.com/a/b", "https://github.com/OWNER/labcoat"]
    assert project.read(HOOKS).endswith(f"{end}    -   id: labcoat{end}")
    assert tomli.loads(project.read(SETTINGS))["tool"]["ruff"] == {"a": "é"}


@pytest.mark.parametrize(
    "text",
    [
        "repos:\n  - repo: /x\n    rev: v1\n    hooks:\n      - id: labcoat-find-keys\n",
        "repos:\n  - repo: local\n    hooks:\n      - {id: labcoat, name: x, entry: x, language: system}\n",
    ],
)
def test_hooks_that_are_there(project: Project, text: str) -> None:
    project.write(HOOKS, text)
    init(project, "--yes")
    assert project.read(HOOKS) == text


def test_what_keeps_files_from_hooks_is_told(project: Project) -> None:
    project.write(HOOKS, f"exclude: \\.ipynb$\n{OTHERS}")
    assert "the hook labcoat, as limited by its `exclude`\n" in init(project, "--yes").out
    assert "id: labcoat" in project.read(HOOKS)


def test_notebooks_are_stripped_once(project: Project) -> None:
    project.write("nb.ipynb", notebook("x\n"))
    project.write(HOOKS, OTHERS.replace("id: x", "id: nbstripout"))
    init(project, "--yes")
    assert hooks(project)[1]["hooks"] == [{"id": "labcoat"}]


@pytest.mark.parametrize("table", ["[tool.labcoat]\n", '[tool.labcoat.remote-code]\nallow = ["a/b"]\n'])
def test_settings_that_are_there(project: Project, table: str) -> None:
    project.write(SETTINGS, table)
    init(project, "--yes")
    assert project.read(SETTINGS) == table


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        (HOOKS, "repos: [\n", "it is not valid YAML"),
        (HOOKS, "repos: []\n", "it has no list `repos` with an item a line"),
        (HOOKS, "", "it has no list `repos` with an item a line"),
        (HOOKS, "repos:\n  - repo: \xff\n", "it is not UTF-8"),
        (HOOKS, "#" * 1_000_001, "it is too large for a file of settings"),
        (SETTINGS, "[tool\n", "it is not valid TOML"),
        (SETTINGS, "\ufeff[tool.x]\n", "it is not valid TOML"),
        (SETTINGS, "tool = {ruff = {}}\n", "its table `tool` is written in an unusual way"),
        (SETTINGS, "tool = 1\n", "its table `tool` is written in an unusual way"),
        (SETTINGS, "a = \xff\n", "it is not UTF-8"),
    ],
)
def test_a_file_that_nobody_can_be_sure_about(project: Project, name: str, text: str, reason: str) -> None:
    data = text.encode("latin-1" if "\xff" in text else "utf-8")
    (project.root / name).write_bytes(data)
    done = init(project, "--yes")
    assert (done.code, (project.root / name).read_bytes()) == (0, data)
    assert re.search(rf"leave alone  {re.escape(name)} +{re.escape(reason)}\n", done.out)
    assert f"{name} is left as it is. Put this into it:\n\n    " in done.out


def test_prek_in_its_own_format(project: Project) -> None:
    project.write("prek.toml", "repos = []\n")
    done = init(project, "--yes")
    assert (HOOKS in files(project), project.read("prek.toml")) == (False, "repos = []\n")
    block = done.out.partition("Put this into it:\n\n")[2].partition("\n\n")[0]
    assert tomli.loads(block)["repos"][0]["hooks"] == [{"id": "labcoat"}]
    project.write("prek.toml", block)
    assert "leave alone  prek.toml       already set up" in init(project).out


def test_the_other_ending(project: Project) -> None:
    project.write(".pre-commit-config.yml", OTHERS)
    init(project, "--yes")
    assert HOOKS not in files(project)
    assert "id: labcoat" in project.read(".pre-commit-config.yml")


@posix
def test_links_are_followed_in_the_repository_only(project: Project, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "hooks.yaml").write_text(OTHERS)
    project.write("config/pyproject.toml", "[tool.ruff]\n")
    (project.root / HOOKS).symlink_to(outside / "hooks.yaml")
    (project.root / SETTINGS).symlink_to("config/pyproject.toml")
    (project.root / ".github").symlink_to(outside)
    done = init(project, "--yes", "--ci", "github")
    assert done.code == 0
    assert [path.name for path in outside.iterdir()] == ["hooks.yaml"]
    assert (outside / "hooks.yaml").read_text() == OTHERS
    assert done.out.count("it is, or is behind, a link out of the repository") == 2
    assert "[tool.labcoat]" in project.read("config/pyproject.toml")
    assert (project.root / SETTINGS).is_symlink()


@posix
def test_a_link_to_nothing(project: Project) -> None:
    (project.root / HOOKS).symlink_to("gone.yaml")
    assert "it is a link to nothing" in init(project, "--yes").out
    assert not (project.root / "gone.yaml").exists()


def test_no_regular_file(project: Project) -> None:
    (project.root / HOOKS).mkdir()
    done = init(project, "--yes")
    assert (done.code, (project.root / HOOKS).is_dir()) == (0, True)
    assert re.search(rf"leave alone  {HOOKS} +cannot be read: ", done.out)


@posix
def test_what_cannot_be_written_is_2(project: Project) -> None:
    project.write(HOOKS, OTHERS).chmod(0o444)
    project.root.chmod(0o555)
    done = init(project, "--yes")
    project.root.chmod(0o755)
    if os.geteuid() == 0:  # root may write everything
        assert (done.code, SETTINGS in files(project)) == (0, True)
        return
    assert done.code == 2
    assert f"labcoat init: {HOOKS}: the file is read-only\n" in done.err
    assert f"labcoat init: {SETTINGS}: cannot be written: Permission denied\n" in done.err


def test_a_file_where_a_folder_has_to_be(project: Project) -> None:
    project.write(".github", "")
    done = init(project, "--ci", "github")
    assert (done.code, HOOKS in files(project)) == (2, True)
    assert f"labcoat init: {WORKFLOW}: cannot be written: " in done.err


# --- asked on a terminal

ASKED = f"""\
import os, pty, sys
answers = sys.argv[1].encode()
pid, terminal = pty.fork()
if not pid:
    os.execv({tool("labcoat")!r}, ["labcoat", "init", "--no-check"])
said = b""
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    said += piece
    if said.endswith(b"[y/N] "):
        os.write(terminal, answers[:1] + b"\\n" if answers[:1] != b"^" else b"\\x04")
        answers = answers[1:]
        said += b"|"
sys.stdout.buffer.write(said)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""


@posix
@pytest.mark.parametrize(
    ("answers", "added"), [("yy", [True, True]), ("ny", [False, True]), ("xn", [False, False]), ("^^", [False, False])]
)
def test_a_terminal_is_asked_for_each_file(project: Project, answers: str, added: list[bool]) -> None:
    project.write(HOOKS, OTHERS)
    project.write(SETTINGS, "[tool.ruff]\n")
    done = project.program("python", "-c", ASKED, answers)
    assert done.code == 0, done
    assert done.out.count("[y/N] ") == 2
    assert ["labcoat" in project.read(name) for name in (HOOKS, SETTINGS)] == added


# --- CI


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/a/b", {WORKFLOW}),
        ("ssh://git@github.acme.org:22/a/b", {WORKFLOW}),
        ("https://u:p" + "@gitlab.com/a/b.git", {PIPELINE, JOB}),
        ("git@gitlab.acme.org:a/b", {PIPELINE, JOB}),
        ("https://example.org/github/b", set()),
        ("/srv/gitlab/b", set()),
    ],
)
def test_where_the_repository_is_says_where_the_job_runs(project: Project, remote: str, expected: set[str]) -> None:
    project.git("remote", "add", "x", remote)
    done = init(project)
    assert {*files(project)} == {HOOKS, SETTINGS} | expected
    assert "u:p" not in done.out


@pytest.mark.parametrize(("name", "expected"), [(".github/CODEOWNERS", WORKFLOW), (PIPELINE, JOB)])
def test_else_its_files_do(project: Project, name: str, expected: str) -> None:
    project.write(name, "a:\n  script: b\n")
    init(project)
    assert expected in files(project)


def test_no_host_is_told(project: Project) -> None:
    assert "`--ci github` or `--ci gitlab` makes a job" in init(project).out
    assert "--ci" not in init(project, "--no-ci").out + init(project, "--ci", "github").out


def test_options_for_the_job(project: Project) -> None:
    on_github(project)
    init(project, "--no-ci")
    assert WORKFLOW not in files(project)
    init(project, "--ci", "gitlab")
    assert WORKFLOW not in files(project)
    assert yaml.safe_load(project.read(PIPELINE)) == {"include": [{"local": JOB}]}
    assert [*yaml.safe_load(project.read(JOB))] == ["labcoat"]


def test_a_job_that_is_there(project: Project) -> None:
    project.write(".github/workflows/ci.yaml", "jobs: {a: {steps: [{run: labcoat check .}]}}\n")
    project.write(PIPELINE, "a:\n  script: labcoat check .\n")
    done = init(project, "--yes")
    assert {*files(project)} == {HOOKS, SETTINGS, PIPELINE, ".github/workflows/ci.yaml"}
    assert done.out.count("already set up") == 2


@posix
def test_names_of_workflows_give_no_orders(project: Project) -> None:
    project.write(".github/workflows/\x1b[2J.yml", "labcoat check\n")
    assert ".github/workflows/\\x1b[2J.yml  already set up" in init(project).out


@pytest.mark.parametrize(
    ("before", "included"),
    [
        ("a:\n  script: !reference [x, y]\n", [JOB]),
        ("include:\n  - local: x.yml\na:\n  script: x\n", ["x.yml", JOB]),
        ("a:\n  script: x\ninclude:\n- local: x.yml\n", ["x.yml", JOB]),
    ],
)
def test_a_pipeline_that_is_there_includes_the_job(project: Project, before: str, included: list[str]) -> None:
    project.write(PIPELINE, before)
    init(project)
    assert (project.read(PIPELINE), JOB in files(project)) == (before, True)
    init(project, "--yes")
    text = project.read(PIPELINE)
    assert [line for line in before.splitlines() if line not in text.splitlines()] == []
    found = yaml.safe_load(text.replace("!reference", ""))["include"]
    assert [item["local"] for item in found] == included
    assert "Everything is set up already." in init(project, "--yes").out


@pytest.mark.parametrize("before", ["include: x.yml\n", "include: [x.yml]\n", "- a\n", "a: [\n", "a: |+\n  b\n"])
def test_a_pipeline_that_nobody_can_be_sure_about(project: Project, before: str) -> None:
    project.write(PIPELINE, before)
    done = init(project, "--yes")
    assert (done.code, project.read(PIPELINE)) == (0, before)
    assert f"    include:\n      - local: {JOB}\n" in done.out


@pytest.mark.parametrize(
    ("stages", "stage"),
    [("[build, test]", None), ("[lint, deploy]", "lint"), ('["a: b"]', ".pre"), ("x", None), ("[]", None)],
)
def test_a_job_has_a_stage_that_exists(project: Project, stages: str, stage: str | None) -> None:
    project.write(PIPELINE, f"stages: {stages}\n")
    init(project)
    assert yaml.safe_load(project.read(JOB))["labcoat"].get("stage") == stage


# --- where


def test_in_a_folder_of_the_repository(project: Project) -> None:
    project.write("src/a.py", "x = 1\n")
    done = init(project, "src")
    assert {*files(project)} == {"src/a.py", HOOKS, SETTINGS}
    assert done.out.startswith(f"{project.root}: 1 Python file\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none"], "none: no such directory"),
        (["a.py"], "a.py: no such directory"),
        (["/"], "not in a git repository: run `git init` first"),
        (
            ["--repo", "https://u:p" + "@h/x"],
            "argument --repo: not the address of a repository, or one with a password",
        ),
        (["--repo", "x; y"], "argument --repo: not the address of a repository"),
        (["--rev", "x y"], "argument --rev: not a tag or commit"),
        (["--ci", "x"], "argument --ci: invalid choice: 'x'"),
        (["--ci", "github", "--no-ci"], "argument --no-ci: not allowed with argument --ci"),
        (["--y"], "unrecognized arguments: --y"),
    ],
)
def test_what_makes_no_sense_is_2(project: Project, arguments: list[str], message: str) -> None:
    project.write("a.py", "")
    done = init(project, *arguments)
    assert (done.code, [*files(project)]) == (2, ["a.py"])
    assert message in done.err
    assert "u:p" not in done.err


@posix
def test_a_home_folder_has_to_be_named(project: Project) -> None:
    project.write("sub/a.py", "")
    for arguments in ([], ["sub"]):
        done = init(project, *arguments, HOME=str(project.root))
        assert (done.code, "your home folder" in done.err) == (2, True)
    assert init(project, ".", HOME=str(project.root)).code == 0


# --- what it says


def test_a_diff_writes_nothing(project: Project) -> None:
    on_github(project)
    secret = "hf_" + "abcDEF123" * 4
    project.write(HOOKS, OTHERS)
    project.write(SETTINGS, f'[tool.x]\ntoken = "{secret}"\n')
    before = files(project)
    for option in ("--diff", "--dry-run"):
        done = init(project, option, "--yes")
        assert (done.code, done.err, files(project)) == (0, "", before)
        assert f"--- a/{HOOKS}\n+++ b/{HOOKS}\n@@ -3,3 +3,7 @@\n" in done.out
        assert "+[tool.labcoat]\n" in done.out
        assert f"--- /dev/null\n+++ b/{WORKFLOW}\n" in done.out
        assert secret not in done.out


def test_it_says_what_is_found_and_what_to_do(project: Project) -> None:
    secret = "hf_" + "aBcDeFg1" * 4 + "hI"
    project.write("a.py", f"token = '{secret}'\n{REMOTE * 5}")
    project.write("requirements.txt", "torch\n")
    done = project.labcoat("init")
    assert (done.code, done.err) == (0, "")
    assert secret not in done.out
    assert re.search(r"\n7 findings \(.*\) in 2 files, of 4 checked:\n      1  critical  huggingface-token\n", done.out)
    assert "\n      5  high      trust-remote-code\n" in done.out
    assert "  a.py:1:10: critical[huggingface-token] " in done.out
    assert "  and 4 more: `labcoat check`\n" in done.out
    assert "Revoke the keys first" in done.out
    assert "`pre-commit install` (or `prek install`) has" in done.out
    assert "\n`labcoat baseline` accepts" in done.out


def test_paths_and_hints_are_of_the_folder_it_runs_in(project: Project) -> None:
    project.write("a.py", REMOTE)
    (project.root / "sub").mkdir()
    done = project.program("python", "-c", "import os, sys; os.chdir('sub'); os.execv(sys.argv[1], sys.argv[1:])",
                           tool("labcoat"), "init")  # fmt: skip
    assert done.code == 0, done
    assert "  ../a.py:" in done.out
    assert "`labcoat baseline ..` accepts" in done.out
    assert project.labcoat("baseline").code == 0


def test_known_findings_are_known(project: Project) -> None:
    project.write("a.py", REMOTE)
    assert project.labcoat("baseline").code == 0
    done = project.labcoat("init")
    assert (done.code, "All clear: " in done.out, "`labcoat baseline`" in done.out) == (0, True, False)


def test_an_installed_hook_is_not_asked_for(project: Project) -> None:
    project.write(".git/hooks/pre-commit", "#!/bin/sh\nexec pre-commit hook-impl\n")
    assert "`pre-commit install`" not in project.labcoat("init").out


def test_settings_that_are_wrong_are_2(project: Project) -> None:
    project.write(SETTINGS, "[tool.labcoat]\nselct = []\n")
    done = project.labcoat("init")
    assert (done.code, HOOKS in files(project)) == (2, True)
    assert 'unknown key "selct"' in done.err


def test_an_address_is_written_where_it_belongs(project: Project) -> None:
    init(project, "--ci", "github", "--repo", "git@git.acme.org:ml/labcoat.git", "--rev", COMMIT)
    assert hooks(project)[0]["repo"] == "git@git.acme.org:ml/labcoat.git"
    assert f"pip install git+ssh://git@git.acme.org/ml/labcoat.git@{COMMIT}" in project.read(WORKFLOW)
    assert "OWNER" not in "".join([project.read(name) for name in files(project)])


def test_other_commands_do_not_load_it(project: Project) -> None:
    code = "import sys, labcoat.cli; labcoat.cli.main(['--version']); print('labcoat.init' in sys.modules)"
    assert project.program("python", "-c", code).out.endswith("False\n")
