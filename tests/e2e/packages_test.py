"""labcoat-pinned-requirements as teams run it: from the first run on an old repository to a pull request."""

from __future__ import annotations

from tests.e2e.runners import Repo, Runner

HOOK = "labcoat-pinned-requirements"
FILES = {
    "requirements.txt": "numpy\ntorch==2.9.1\n-r deps/base.list\n",
    "deps/base.list": "pandas>=2\n",
    "Dockerfile": "FROM python:3.12-slim\nRUN pip install vllm\n",
    "environment.yml": "name: x\ndependencies:\n  - scipy\n",
    "run.sh": "#!/bin/sh\npip install 'gradio<5'\n",
}
PLACES = [
    ("Dockerfile", 0, 2, 17),
    ("deps/base.list", 0, 1, 1),
    ("environment.yml", 0, 3, 5),
    ("requirements.txt", 0, 1, 1),
    ("run.sh", 0, 2, 14),
]


def old_repository(runner: Runner, repo: Repo, *arguments: str) -> None:
    """A repository whose packages are not pinned, all committed before the hook came."""
    runner.configure(repo, HOOK, **{HOOK.replace("-", "_"): ["--format=concise", *arguments]})
    for name, text in FILES.items():
        repo.add(name, text)
    repo.git("commit", "--quiet", "--message", "Start")


def test_a_first_run_reports_every_place_once(runner: Runner, repo: Repo) -> None:
    old_repository(runner, repo)
    done = runner.run(repo, "--all-files")
    assert done.code == 1
    assert sorted(set(done.places("unpinned-requirement"))) == PLACES


def test_only_what_a_commit_adds(runner: Runner, repo: Repo) -> None:
    old_repository(runner, repo, "--changed-lines")
    repo.add("requirements.txt", FILES["requirements.txt"] + "seaborn==0.13.2\n")
    assert runner.run(repo).code == 0
    repo.add("requirements.txt", "polars\n" + FILES["requirements.txt"])
    done = runner.run(repo)
    assert (done.code, done.places("unpinned-requirement")) == (1, [("requirements.txt", 0, 1, 1)])


def test_what_is_not_staged_is_not_looked_at(runner: Runner, repo: Repo) -> None:
    old_repository(runner, repo, "--changed-lines")
    repo.add("requirements.txt", FILES["requirements.txt"] + "seaborn==0.13.2\n")
    repo.write("requirements.txt", "polars\n" + FILES["requirements.txt"])
    assert runner.run(repo).code == 0


def test_a_pull_request(runner: Runner, repo: Repo) -> None:
    old_repository(runner, repo, "--changed-lines")
    before = repo.git("rev-parse", "HEAD").strip()
    repo.add("run.sh", FILES["run.sh"] + "pip install bitsandbytes\n")
    repo.git("commit", "--quiet", "--message", "More")
    repo.add("notes.txt", "nothing\n")
    repo.git("commit", "--quiet", "--message", "Notes")
    done = runner.run(repo, "--from-ref", before, "--to-ref", "HEAD")
    assert (done.code, done.places("unpinned-requirement")) == (1, [("run.sh", 0, 3, 13)])
    done = runner.run(repo, "--from-ref", "HEAD~1", "--to-ref", "HEAD")
    assert done.code == 0


def test_a_baseline_accepts_todays_state(runner: Runner, repo: Repo) -> None:
    old_repository(runner, repo)
    accepted = repo.run("labcoat", "baseline", "--select", "pinned-requirements")
    assert accepted.code == 0, accepted.output
    assert runner.run(repo, "--all-files").code == 0
    repo.add("Dockerfile", FILES["Dockerfile"] + "RUN pip install triton\n")
    done = runner.run(repo, "--all-files")
    assert (done.code, done.places("unpinned-requirement")) == (1, [("Dockerfile", 0, 3, 17)])


def test_vulnerabilities_are_looked_for_at_the_manual_stage_alone(runner: Runner, repo: Repo) -> None:
    runner.configure(repo, "labcoat-known-vulnerability")
    repo.add("requirements.txt", "labcoat-name-that-nobody-has>=1\n")
    assert "Failed" not in runner.run(repo, "--all-files").output
    done = runner.run(repo, "--all-files", "--hook-stage", "manual")
    assert done.code == 1
    assert "was not checked for vulnerabilities: it has no exact version" in done.output
