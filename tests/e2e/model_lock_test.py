"""labcoat-model-lock in the life of a repository: locked, committed, replaced, in Git LFS, signed, deleted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.e2e.runners import Repo, Runner, tool
from tests.model_lock.repo import COMMIT, digest, pointer

HOOK = "labcoat-model-lock"
SAFE = b"\x02\0\0\0\0\0\0\0{}"
MODEL = "models/a/model.safetensors"


@pytest.fixture
def locked(runner: Runner, repo: Repo) -> Repo:
    """A repository with a model that was committed with its lock, through the hook."""
    runner.configure(repo, HOOK)
    runner.install(repo)
    put(repo, MODEL, SAFE)
    repo.git("add", MODEL)
    blocked = repo.run("git", "commit", "--message", "a model")
    assert blocked.code == 1
    assert "`model.safetensors` is in no models.lock: there is none" in blocked.output
    done = repo.run(tool("labcoat"), "lock")
    assert (done.code, done.output) == (0, "Added models/a (1 file)\nLocked 1 model, 1 file in models.lock.\n")
    repo.git("add", "models.lock")
    assert repo.run("git", "commit", "--message", "a model and its lock").code == 0
    return repo


def put(repo: Repo, name: str, data: bytes) -> Path:
    path = repo.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_another_model_is_stopped(locked: Repo) -> None:
    put(locked, MODEL, SAFE.replace(b"{}", b"[]"))
    locked.git("add", MODEL)
    done = locked.run("git", "commit", "--message", "x")
    assert done.code == 1
    assert f"models.lock says {digest(SAFE)[:12]}…" in done.output
    assert "model-mismatch" in done.output


def test_a_lock_that_says_something_else_is_stopped(locked: Repo) -> None:
    locked.add("models.lock", locked.read("models.lock").replace(digest(SAFE), digest(b"x")))
    done = locked.run("git", "commit", "--message", "x")
    assert (done.code, "model-mismatch" in done.output) == (1, True)


def test_pointers_of_git_lfs(runner: Runner, locked: Repo) -> None:
    put(locked, MODEL, pointer(SAFE))
    locked.git("add", MODEL)
    done = locked.run("git", "commit", "--message", "moved to Git LFS")
    assert done.code == 0, done.output
    put(locked, MODEL, pointer(b"x" * len(SAFE)))
    locked.git("add", MODEL)
    assert "the pointer of `model.safetensors` is " in runner.run(locked).output


def test_a_model_that_was_deleted_is_missed_in_a_run_over_all_files(runner: Runner, locked: Repo) -> None:
    locked.git("rm", "--quiet", MODEL)
    done = runner.run(locked, "--all-files")
    assert (done.code, "missing-model" in done.output) == (1, True)
    assert locked.run(tool("labcoat"), "lock").code == 0
    locked.git("add", "models.lock")
    assert runner.run(locked, "--all-files").code == 0


def test_many_models_over_several_processes(runner: Runner, locked: Repo) -> None:
    for number in range(200):
        put(locked, f"models/{'x' * 200}/{number}/model.safetensors", SAFE)
    locked.git("add", "--all")
    done = runner.run(locked, "--all-files")
    assert (done.code, done.output.count("[unlocked-model]")) == (1, 200)
    assert locked.run(tool("labcoat"), "lock").code == 0
    locked.git("add", "--all")
    done = runner.run(locked, "--all-files")
    assert done.code == 0, done.output


def test_a_revision_that_moves(runner: Runner, locked: Repo) -> None:
    arguments = ("--source", "hf:org/x", "--revision", f"org/x={COMMIT}")
    assert locked.run(tool("labcoat"), "lock", *arguments).code == 0
    locked.git("add", "models.lock")
    assert runner.run(locked).code == 0
    locked.add("models.lock", locked.read("models.lock").replace(COMMIT, "main"))
    assert 'the revision "main" of `org/x` is no commit' in runner.run(locked).output


def test_a_signature_without_model_signing(runner: Runner, locked: Repo) -> None:
    """The hook's environment has no model-signing: digests are compared, and the message says that this is all."""
    folder = locked.root.parent
    make_keys(folder)
    how = ("--private_key", str(folder / "key.pem"), "--signature", "models/a/model.sig")
    done = locked.run(sys.executable, "-m", "model_signing", "sign", "key", "models/a", *how)
    assert done.code == 0, done.output
    signed = 'source = "local"\nsignature = "models/a/model.sig"\npublic-key = "key.pub"\n'
    locked.add("models.lock", locked.read("models.lock").replace('source = "local"\n', signed))
    put(locked, "key.pub", (folder / "key.pub").read_bytes())
    locked.git("add", "--all")
    assert runner.run(locked).code == 0
    put(locked, "models/a/new.py", b"x = 1\n")
    locked.git("add", "--all")
    done = runner.run(locked, "--all-files")
    assert done.code == 1
    assert "`new.py` is in the model, but not signed" in done.output
    assert "the signature was not verified: model-signing is not installed" in done.output


def make_keys(folder: Path) -> None:
    """A key pair: key.pem and key.pub."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, pem = ec.generate_private_key(ec.SECP256R1()), serialization.Encoding.PEM
    private = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = serialization.PublicFormat.SubjectPublicKeyInfo
    (folder / "key.pem").write_bytes(key.private_bytes(pem, *private))
    (folder / "key.pub").write_bytes(key.public_key().public_bytes(pem, public))
