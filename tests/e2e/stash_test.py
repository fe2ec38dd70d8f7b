"""A notebook that is staged and has unstaged changes as well: the runner sets those aside while hooks run."""

from __future__ import annotations

from tests.e2e.notebooks import notebook
from tests.e2e.runners import Repo, Runner

STAGED = notebook("x = 1\n", "y = 2\n")
RUN_AGAIN = STAGED.replace("shown by cell", "shown again by cell")
STRIPPED = notebook("x = 1\n", "y = 2\n", outputs=False)


def staged_and_changed(runner: Runner, repo: Repo) -> None:
    runner.configure(repo, "labcoat-strip-outputs")
    runner.install(repo)
    repo.add("n b.ipynb", STAGED)
    repo.write("n b.ipynb", RUN_AGAIN)


def test_a_commit_says_what_happened_and_what_to_do(runner: Runner, repo: Repo) -> None:
    staged_and_changed(runner, repo)
    done = repo.run("git", "commit", "--message", "x")
    assert done.code == 1
    assert "n b.ipynb: stripped 2 outputs" in done.output
    assert "n b.ipynb: has unstaged changes too, so this will be undone: `git add` it and commit again" in done.output
    assert repo.read("n b.ipynb") == RUN_AGAIN
    assert repo.git("show", ":n b.ipynb") == STAGED


def test_what_it_says_to_do_works(runner: Runner, repo: Repo) -> None:
    staged_and_changed(runner, repo)
    repo.git("add", "n b.ipynb")
    blocked = repo.run("git", "commit", "--message", "x")
    assert (blocked.code, repo.read("n b.ipynb")) == (1, STRIPPED)
    repo.git("add", "n b.ipynb")
    assert repo.run("git", "commit", "--message", "x").code == 0
    assert repo.git("show", "HEAD:n b.ipynb") == STRIPPED


def test_unstaged_changes_elsewhere_survive_and_need_no_warning(runner: Runner, repo: Repo) -> None:
    repo.write("other.ipynb", STAGED)
    repo.commit()
    runner.configure(repo, "labcoat-strip-outputs")
    runner.install(repo)
    repo.add("nb.ipynb", STAGED)
    repo.write("other.ipynb", RUN_AGAIN)
    done = repo.run("git", "commit", "--message", "x")
    assert done.code == 1
    assert "unstaged changes too" not in done.output
    assert (repo.read("nb.ipynb"), repo.read("other.ipynb")) == (STRIPPED, RUN_AGAIN)


def test_an_unstaged_change_to_a_clean_notebook_is_not_looked_at(runner: Runner, repo: Repo) -> None:
    runner.configure(repo, "labcoat-strip-outputs")
    runner.install(repo)
    repo.add("nb.ipynb", STRIPPED)
    repo.write("nb.ipynb", STAGED)
    done = repo.run("git", "commit", "--message", "x")
    assert done.code == 0, done.output
    assert repo.read("nb.ipynb") == STAGED
    assert repo.git("show", "HEAD:nb.ipynb") == STRIPPED
