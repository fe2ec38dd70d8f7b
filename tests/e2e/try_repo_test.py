"""`try-repo` for each hook, in an environment that is made for it."""

from __future__ import annotations

import pytest

from tests.e2e.notebooks import REMOTE, notebook
from tests.e2e.runners import IDS, Repo, Runner


@pytest.mark.parametrize("hook", IDS)
def test_try_repo(runner: Runner, repo: Repo, hook: str) -> None:
    repo.add("nb.ipynb", notebook(REMOTE))
    done = runner.try_repo(repo, hook, "--all-files")
    assert done.code == 1
    assert ("nb.ipynb: stripped 1 output" in done.output) is (hook == "labcoat-strip-outputs")
    assert ("nb.ipynb:cell 1:1:26" in done.output) is (hook != "labcoat-strip-outputs")
