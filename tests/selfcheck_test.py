"""labcoat on its own repository."""

from __future__ import annotations

import pytest

from tests.checkout import copy_checkout
from tests.e2e.runners import RUNNERS, Repo, environment, tool


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A clone of this repository."""
    home = tmp_path_factory.mktemp("clone")
    repo = Repo(home / "labcoat", environment(home))
    copy_checkout(repo.root)
    repo.commit()
    return repo


def test_it_is_clean(clone: Repo) -> None:
    done = clone.run(tool("labcoat"), "check", ".")
    assert (done.code, done.output.partition(":")[0]) == (0, "All clear"), done.output


def test_its_settings_are_for_its_tests_alone(clone: Repo) -> None:
    (clone.root / "hooks/copy.py").write_bytes((clone.root / "tests/redact_test.py").read_bytes())
    assert clone.run(tool("labcoat"), "check", "hooks").code == 1
    (clone.root / "hooks/copy.py").unlink()


def test_it_has_nothing_to_strip(clone: Repo) -> None:
    done = clone.run(tool("labcoat"), "fix", "--check", ".")
    assert (done.code, done.output) == (0, "")


@pytest.mark.parametrize("runner", RUNNERS)
def test_its_own_hooks_pass(clone: Repo, runner: str) -> None:
    assert clone.run(tool(runner), "validate-config", ".pre-commit-config.yaml").code == 0
    done = clone.run(tool(runner), "run", "--all-files", SKIP="ruff-check,ruff-format")
    assert done.code == 0, done.output
    assert "check with labcoat" in done.output
