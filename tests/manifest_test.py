"""The hooks that runners find in .pre-commit-hooks.yaml."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tomli
import yaml

from labcoat.core.families import ALONE, CHECKERS, FIXERS

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
SCRIPTS = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
FIELDS = {"id", "name", "description", "entry", "language", "types", "files", "minimum_pre_commit_version", "stages"}
OLD_TAGS = {"python", "jupyter", "text", "yaml", "toml", "json", "file", "dockerfile", "shell"}

each = pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])


@pytest.mark.parametrize("runner", ["pre-commit", "prek"])
def test_both_runners_accept_it(runner: str) -> None:
    program = shutil.which(runner, path=str(Path(sys.executable).parent))
    assert program, f"{runner} is not installed"
    done = subprocess.run(
        [program, "validate-manifest", str(MANIFEST)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert done.returncode == 0, done.stdout
    assert b"warning" not in done.stdout.lower()


def test_one_hook_for_all_and_one_for_each_family() -> None:
    families = [f"labcoat-{name.replace('_', '-')}" for name in (*CHECKERS, *FIXERS, *ALONE)]
    assert [hook["id"] for hook in HOOKS] == ["labcoat", *sorted(families)]


@each
def test_it_has_the_fields_that_every_runner_knows(hook: dict[str, object]) -> None:
    assert hook.keys() <= FIELDS
    assert hook.keys() >= FIELDS - {"files"}
    assert hook["language"] == "python"
    assert hook["minimum_pre_commit_version"] == "3.2.0"
    is_asked_only = hook["id"] in [f"labcoat-{name.replace('_', '-')}" for name in ALONE]
    assert hook["stages"] == (["manual"] if is_asked_only else ["pre-commit", "pre-merge-commit", "pre-push", "manual"])


@each
def test_its_tags_are_old_ones(hook: dict[str, object]) -> None:
    assert set(hook["types"]) <= OLD_TAGS


@each
def test_its_name_fits_and_its_description_is_a_sentence(hook: dict[str, object]) -> None:
    assert len(hook["name"]) <= 50
    assert hook["name"] == hook["name"].lower()
    assert hook["description"].endswith(".")


@each
def test_its_entry_starts_with_a_console_script(hook: dict[str, object]) -> None:
    script, *arguments = hook["entry"].split()
    assert script == hook["id"]
    assert arguments == (["check"] if script == "labcoat" else [])
    module, _, name = SCRIPTS[script].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_every_console_script_is_a_hook() -> None:
    assert sorted(SCRIPTS) == sorted(hook["id"] for hook in HOOKS)
