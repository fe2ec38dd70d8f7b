"""The hook repository, made once from this checkout, and a runner with its environments."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checkout import copy_checkout
from tests.e2e.runners import RUNNERS, Repo, Runner, environment


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that all test processes of this run share, so that they share the runners' environments."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "labcoat-e2e"
    shared.mkdir(exist_ok=True)
    return shared


@pytest.fixture(scope="session")
def env(home: Path) -> dict[str, str]:
    """The environment that programs under test run in."""
    return environment(home)


@pytest.fixture(scope="session")
def hooks(home: Path, env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A git repository with what git tracks, or would track, in this checkout."""
    made = Repo(tmp_path_factory.mktemp("hooks") / "made", env)
    copy_checkout(made.root)
    made.commit()
    try:
        made.root.rename(home / "hooks")
    except OSError:  # another test process was first
        assert (home / "hooks" / ".git").is_dir()
    return Repo(home / "hooks", env)


@pytest.fixture(scope="session", params=RUNNERS)
def runner(request: pytest.FixtureRequest, hooks: Repo) -> Runner:
    """pre-commit, then prek."""
    return Runner(request.param, hooks.root, hooks.git("rev-parse", "HEAD").strip())


@pytest.fixture
def repo(tmp_path: Path, env: dict[str, str]) -> Repo:
    """An empty scratch repository."""
    return Repo(tmp_path / "scratch", env)


@pytest.fixture
def new_repo(tmp_path: Path, env: dict[str, str]) -> Callable[[str], Repo]:
    """Makes empty scratch repositories with these names."""
    return lambda name: Repo(tmp_path / name, env)
