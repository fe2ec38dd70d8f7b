"""`labcoat init` in a repository, and then the hooks that it wrote, with the real pre-commit and prek."""

from __future__ import annotations

import json

import yaml

from tests.e2e.notebooks import REMOTE, notebook
from tests.e2e.runners import Repo, Runner, tool

CONFIG = ".pre-commit-config.yaml"
OTHERS = """\
repos:
-   repo: local
    hooks:
    -   id: own
        name: own
        entry: git --version
        language: system
        pass_filenames: false

ci:
    autofix_prs: false
"""


def init(runner: Runner, repo: Repo, *arguments: str) -> str:
    """Run `labcoat init` with the hooks of this checkout; what it says."""
    done = repo.run(tool("labcoat"), "init", "--repo", str(runner.hooks), "--rev", runner.rev, *arguments)
    assert done.code == 0, done.output
    return done.output


def validate(runner: Runner, repo: Repo) -> None:
    done = repo.run(runner.program, "validate-config", CONFIG)
    assert done.code == 0, done.output


def test_from_nothing_to_a_commit_that_is_checked(runner: Runner, repo: Repo) -> None:
    repo.add("train.ipynb", notebook(REMOTE))
    repo.add("requirements.txt", "torch\n")
    init(runner, repo, "--ci", "github")
    validate(runner, repo)
    repo.git("add", "--all")
    done = runner.run(repo, "--all-files")
    assert done.code == 1
    assert "train.ipynb: stripped 1 output" in done.output
    assert "trust-remote-code" in done.output
    assert "requirements.txt:1:1" in done.output
    assert ".yaml:" not in done.output
    assert ".github" not in done.output


def test_beside_hooks_that_are_there(runner: Runner, repo: Repo) -> None:
    repo.add(CONFIG, OTHERS)
    repo.add("a.py", "x = 1\n")
    said = init(runner, repo, "--yes")
    assert f"added to {CONFIG}" in said
    validate(runner, repo)
    config = yaml.safe_load(repo.read(CONFIG))
    assert [hook["id"] for entry in config["repos"] for hook in entry["hooks"]] == ["own", "labcoat"]
    repo.git("add", "--all")
    done = runner.run(repo, "--all-files")
    assert done.code == 0, done.output
    assert "check with labcoat" in done.output


def test_what_is_accepted_stays_quiet(runner: Runner, repo: Repo) -> None:
    repo.add("a.py", REMOTE)
    assert "`labcoat baseline` accepts" in init(runner, repo)
    done = repo.run(tool("labcoat"), "baseline")
    assert done.code == 0, done.output
    repo.git("add", "--all")
    done = runner.run(repo, "--all-files")
    assert done.code == 0, done.output
    assert "All clear" in init(runner, repo)


def test_the_default_configuration_is_valid(runner: Runner, repo: Repo) -> None:
    repo.add("nb.ipynb", json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    assert repo.run(tool("labcoat"), "init").code == 0
    validate(runner, repo)
