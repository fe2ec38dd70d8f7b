"""Model files under the real runners, which hand on files by their kinds."""

from __future__ import annotations

import pytest

from tests.e2e.runners import Repo, Runner
from tests.model_files import assemble as a

PAYLOAD = a.call(a.global_("os", "system"), a.text("id"))
EVIL = a.torch_zip(a.pickle(PAYLOAD, protocol=2))
FILES = {
    "model.pt": EVIL,
    "logo.gif": EVIL,
    "notes.txt": a.pickle(PAYLOAD, protocol=0),
    "arrays/weights": a.compressed(a.pickle(PAYLOAD), "gz"),
    "other.safetensors": a.safetensors({"w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}, bytes(4)),
}


@pytest.fixture
def staged(repo: Repo) -> Repo:
    for name, data in FILES.items():
        (repo.root / name).parent.mkdir(exist_ok=True)
        (repo.root / name).write_bytes(data)
    repo.git("add", "--all")
    return repo


@pytest.mark.parametrize("hook", ["labcoat-model-files", "labcoat"])
def test_a_model_is_seen_whatever_its_name(runner: Runner, staged: Repo, hook: str) -> None:
    runner.configure(staged, hook, **{hook.replace("-", "_"): ["--format=concise"]})
    done = runner.run(staged)
    assert done.code == 1
    assert [name for name in FILES if name in done.output] == [name for name in FILES if name != "other.safetensors"]
    assert done.output.count("calls `os.system('id')`") == 4


def test_a_file_that_is_accepted(runner: Runner, staged: Repo) -> None:
    runner.configure(staged, "labcoat-model-files")
    settings = '[tool.labcoat.per-file-ignores]\n"!*.safetensors" = ["model-files"]\n'
    staged.add("pyproject.toml", settings)
    assert runner.run(staged).code == 0


def test_the_lock_in_a_checkout(runner: Runner, staged: Repo) -> None:
    runner.configure(staged, "labcoat-model-lock")
    done = runner.run(staged)
    assert (done.code, "unlocked-model" in done.output) == (1, True)
    assert staged.run("labcoat", "lock").code == 0
    staged.git("add", "models.lock")
    done = runner.run(staged)
    assert done.code == 0, done.output
    (staged.root / "other.safetensors").write_bytes(FILES["other.safetensors"] + b" ")
    staged.git("add", "--all")
    done = runner.run(staged)
    assert (done.code, "model-mismatch" in done.output) == (1, True)
