"""Runs as people configure and start them."""

from __future__ import annotations

import json

import pytest

from tests.e2e.notebooks import REMOTE, notebook
from tests.e2e.runners import IDS, Repo, Runner

BAD = {
    "truncated.ipynb": notebook("x = 1\n")[:-40],
    "empty.ipynb": "",
    "list.ipynb": "[1, 2]\n",
    "conflict.ipynb": "<<<<<<< HEAD\n" + notebook("x = 1\n"),
}


@pytest.fixture
def staged(runner: Runner, repo: Repo) -> Repo:
    """A repository that stages one of each problem, with all hooks configured."""
    runner.configure(repo, *IDS)
    repo.add("nb.ipynb", notebook("x = 1\n", REMOTE))
    repo.add("a.py", REMOTE)
    return repo


def test_a_commit_is_blocked_until_it_is_clean(runner: Runner, staged: Repo) -> None:
    runner.install(staged)
    assert staged.run("git", "commit", "--message", "x").code == 1
    staged.add("nb.ipynb", staged.read("nb.ipynb").replace(", trust_remote_code=True", "").replace("\\n", ""))
    staged.add("a.py", "model = load('org/name')\n")
    done = staged.run("git", "commit", "--message", "x")
    assert done.code == 0, done.output
    assert '"outputs": []' in staged.git("show", "HEAD:nb.ipynb")


def test_skip(runner: Runner, staged: Repo) -> None:
    done = runner.run(staged, SKIP="labcoat,labcoat-strip-outputs")
    assert (done.code, done.output.count("Skipped"), done.output.count("Failed")) == (1, 2, 1)
    assert "stripped" not in done.output


@pytest.mark.parametrize("stage", ["pre-merge-commit", "pre-push", "manual"])
def test_other_stages(runner: Runner, staged: Repo, stage: str) -> None:
    done = runner.run(staged, "--hook-stage", stage, "--all-files")
    assert (done.code, done.output.count("Failed")) == (1, 3)


def test_a_commit_message_is_no_file_for_us(runner: Runner, staged: Repo) -> None:
    done = runner.run(staged, "--hook-stage", "commit-msg", "--commit-msg-filename", ".git/config")
    assert "Failed" not in done.output


def test_one_hook_by_its_id(runner: Runner, staged: Repo) -> None:
    done = runner.run(staged, "labcoat")
    assert done.code == 1
    assert "nb.ipynb:cell 2:1:26\n" in done.output
    assert "a.py:1:26\n" in done.output
    assert staged.read("nb.ipynb") == notebook("x = 1\n", REMOTE)


def test_args_take_the_place_of_ours_and_not_of_the_command(runner: Runner, repo: Repo) -> None:
    arguments = ["--min-severity=critical"]
    runner.configure(
        repo, *IDS, labcoat=arguments, labcoat_remote_code=arguments, labcoat_strip_outputs=["--keep-output"]
    )
    repo.add("nb.ipynb", notebook(REMOTE))
    done = runner.run(repo)
    assert done.code == 1
    assert "nb.ipynb: stripped 0 outputs" in done.output
    assert "trust_remote_code" not in done.output
    assert json.loads(repo.read("nb.ipynb"))["cells"][0]["outputs"] != []
    repo.git("add", "nb.ipynb")
    assert runner.run(repo).code == 0


def test_a_wrong_argument_fails(runner: Runner, repo: Repo) -> None:
    runner.configure(repo, *IDS, **{name.replace("-", "_"): ["--select=no-such-rule"] for name in IDS})
    repo.add("nb.ipynb", notebook("x = 1\n", outputs=False))
    done = runner.run(repo)
    assert done.code == 1
    assert done.output.count("exit code: 2") == 3


def test_settings_of_the_project(runner: Runner, staged: Repo) -> None:
    staged.add(
        "pyproject.toml", '[tool.labcoat]\nexclude = ["a.py"]\n\n[tool.labcoat.strip-outputs]\nkeep-output = true\n'
    )
    done = runner.run(staged)
    assert "nb.ipynb:cell 2:1:26\n" in done.output
    assert "a.py" not in done.output
    assert "nb.ipynb: stripped 0 outputs" in done.output


def test_from_ref_to_ref(runner: Runner, repo: Repo) -> None:
    runner.configure(repo, "labcoat", labcoat=["--format=concise"])
    repo.add("old.py", REMOTE)
    old = repo.commit()
    repo.add("new.py", REMOTE)
    repo.git("rm", "--quiet", "old.py")
    middle = repo.commit()
    repo.add("newest.py", REMOTE)
    repo.commit()
    done = runner.run(repo, "--from-ref", old, "--to-ref", middle)
    assert (done.code, done.places("trust-remote-code")) == (1, [("new.py", 0, 1, 26)])
    assert runner.run(repo, "--from-ref", middle, "--to-ref", middle).code == 0


def test_a_bad_notebook_does_not_stop_the_others(runner: Runner, repo: Repo) -> None:
    runner.configure(repo, *IDS)
    for name, text in BAD.items():
        repo.add(name, text)
    for number in range(12):
        repo.add(f"good{number}.ipynb", notebook(REMOTE))
    done = runner.run(repo)
    assert (done.code, done.output.count("stripped 1 output"), "Traceback" in done.output) == (1, 12, False)
    assert done.output.count(".ipynb:cell 1:1:26\n") == 2 * 12
    for name, text in BAD.items():
        assert done.output.count(f"--> {name}:") == 2
        assert f"  {name}: " in done.output.replace(f"\n{name}: ", f"\n  {name}: ")
        assert repo.read(name) == text


def test_a_bad_notebook_stays_a_failure(runner: Runner, repo: Repo) -> None:
    runner.configure(repo, *IDS)
    repo.add("truncated.ipynb", BAD["truncated.ipynb"])
    done = runner.run(repo)
    assert done.code == 1
    assert done.output.count("Failed") == 3


def test_files_that_no_hook_is_for(runner: Runner, repo: Repo) -> None:
    runner.configure(repo, *IDS)
    (repo.root / "model.bin").write_bytes(bytes(range(256)))
    (repo.root / "link.ipynb").symlink_to("nowhere.ipynb")
    repo.git("add", "--all")
    done = runner.run(repo)
    assert done.code == 0, done.output


def test_findings_in_many_files_at_once(runner: Runner, repo: Repo) -> None:
    runner.configure(repo, "labcoat", labcoat=["--format=concise"])
    files = [f"{number:03}.ipynb" for number in range(200)]
    for file in files:
        repo.write(file, notebook("x = 1\n", REMOTE))
    repo.git("add", "--all")
    done = runner.run(repo)
    assert done.places("trust-remote-code") == [(file, 2, 1, 26) for file in files]
