"""`labcoat lock`: written offline from files, pointers, stubs and caches, and then nothing is found any more."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from labcoat.cli import main
from labcoat.core.lockfile.lock import Lock
from labcoat.core.lockfile.reader import read_lock
from tests.model_lock.repo import COMMIT, Repo, digest, entry, forget_everything, lock, pointer

WEIGHTS, OTHER = b"\x80\x02N.", b"\x80\x02K\x01."
NEXT = COMMIT[::-1]
MD5 = "0123456789abcdef0123456789abcdef"
STUB = f"outs:\n- md5: {MD5}\n  size: 4\n  hash: md5\n  path: a.pt\n"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    made = Repo(tmp_path / "repo")
    monkeypatch.chdir(made.root)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return made


def run(*arguments: str) -> int:
    forget_everything()
    return main(["lock", *arguments])


def read(repo: Repo) -> Lock:
    made = read_lock("models.lock", (repo.root / "models.lock").read_text(encoding="utf-8"))
    assert made.problems == []
    return made


def rows(repo: Repo) -> list[tuple[str, str, str, list[str]]]:
    """(name, source, revision, paths) of every model in the lock."""
    return [(one.name, one.source, one.revision, [file.path for file in one.files]) for one in read(repo).models]


def cached(hub: Path, folder: str, *revisions: str, main_at: str = "") -> Path:
    """A repository's folder in a cache of Hugging Face: blobs, and links to them."""
    root = hub / folder
    (root / "blobs").mkdir(parents=True)
    (root / "blobs" / digest(WEIGHTS)).write_bytes(WEIGHTS)
    for revision in revisions:
        (root / "snapshots" / revision).mkdir(parents=True)
        os.symlink(f"../../blobs/{digest(WEIGHTS)}", root / "snapshots" / revision / "model.safetensors")
    if main_at:
        (root / "refs").mkdir()
        (root / "refs" / "main").write_text(main_at)
    return root


def test_files_of_a_repository(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("models/bert/model.safetensors", WEIGHTS)
    repo.write("models/bert/pytorch_model.bin", OTHER)
    repo.write("models/sd/model_index.json", "{}")
    repo.write("models/sd/unet/diffusion.safetensors", WEIGHTS)
    repo.write("models/sd/vae/diffusion.safetensors", WEIGHTS)
    repo.write("lfs.pt", pointer(OTHER))
    repo.write("readme.md", "x")
    assert run() == 0
    assert rows(repo) == [
        ("lfs.pt", "local", "", ["lfs.pt"]),
        ("models/bert", "local", "", ["models/bert/model.safetensors", "models/bert/pytorch_model.bin"]),
        ("models/sd", "local", "", ["models/sd/unet/diffusion.safetensors", "models/sd/vae/diffusion.safetensors"]),
    ]
    assert [(file.sha256, file.size) for file in read(repo).models[0].files] == [(digest(OTHER), len(OTHER))]
    assert capsys.readouterr().out.splitlines() == [
        "Added lfs.pt (1 file)",
        "Added models/bert (2 files)",
        "Added models/sd (2 files)",
        "Locked 3 models, 5 files in models.lock.",
    ]
    assert [rule for _, rule, _ in repo.found(required=True)] == ["pickle-beside-safetensors"]


def test_a_second_run_changes_nothing(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    path = repo.write("m/a.pt", WEIGHTS).parent.parent / "models.lock"
    run()
    before, status = path.read_bytes(), path.stat()
    capsys.readouterr()
    assert run() == 0
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, status.st_mtime_ns)
    assert capsys.readouterr().out == "models.lock is up to date: 1 model, 1 file.\n"


def calls_to_lock_and_forget(repo: Repo, count: int) -> int:
    """How many functions are called to lock so many files, and to drop them from the lock when they are gone."""
    counted = [0]
    for number in range(count):
        repo.write(f"models/{number % 10}/{number}.pt", WEIGHTS)

    def count_call(frame: object, event: str, argument: object) -> None:
        counted[0] += event in ("call", "c_call")

    sys.setprofile(count_call)
    try:
        assert run() == 0
        shutil.rmtree(repo.root / "models")
        assert run() == 0
    finally:
        sys.setprofile(None)
    assert rows(repo) == []
    return counted[0]


def test_no_file_is_compared_with_all_others(repo: Repo) -> None:
    calls_to_lock_and_forget(repo, 10)  # what is loaded at the first run is not counted
    assert calls_to_lock_and_forget(repo, 600) < 3 * calls_to_lock_and_forget(repo, 300)


def test_check_writes_nothing(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("m/a.pt", WEIGHTS)
    assert run("--check") == 1
    assert not (repo.root / "models.lock").exists()
    run()
    assert run("--check") == 0
    repo.write("m/a.pt", OTHER)
    capsys.readouterr()
    assert run("--check") == 1
    assert capsys.readouterr().out == (
        f"Updated m/a.pt ({digest(WEIGHTS)[:12]}… -> {digest(OTHER)[:12]}…)\n"
        "models.lock would change; run `labcoat lock`.\n"
    )


def test_a_repository_without_models_gets_no_lock(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("a.py", "x = 1\n")
    assert run() == 0
    assert not (repo.root / "models.lock").exists()
    assert capsys.readouterr().out == "models.lock is up to date: 0 models, 0 files.\n"


def test_what_people_have_written_is_kept(repo: Repo) -> None:
    text = "# Reviewed.\n" + lock(
        entry("m/a.pt", WEIGHTS, format="torch", signature="m/model.sig") + "# why\n",
        name="ours",
        source="url:https://example.org/a",
    ).rstrip("\n")
    repo.write("models.lock", text)
    repo.write("m/a.pt", OTHER)
    repo.write("m/b.pt", OTHER)
    assert run() == 0
    new = (repo.root / "models.lock").read_text()
    assert new.startswith("# Reviewed.\nversion = 1\n")
    assert "# why\n" in new
    [model] = read(repo).models
    assert (model.name, model.source) == ("ours", "url:https://example.org/a")
    assert [(file.path, file.sha256, file.format, file.signed.signature) for file in model.files] == [
        ("m/a.pt", digest(OTHER), "torch", "m/model.sig"),
        ("m/b.pt", digest(OTHER), "", ""),
    ]


def test_what_is_gone_is_dropped(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    hub_model = f'\n[[model]]\nname = "org/x"\nsource = "hf:org/x"\nrevision = "{COMMIT}"\n'
    repo.write("models.lock", lock(entry("m/a.pt", WEIGHTS), entry("m/b.pt", WEIGHTS)) + hub_model)
    repo.write("m/a.pt", WEIGHTS)
    assert run() == 0
    assert rows(repo) == [("m", "local", "", ["m/a.pt"]), ("org/x", "hf:org/x", COMMIT, [])]
    (repo.root / "m" / "a.pt").unlink()
    capsys.readouterr()
    assert run() == 0
    assert rows(repo) == [("org/x", "hf:org/x", COMMIT, [])]
    assert capsys.readouterr().out.splitlines()[:2] == ["Removed m/a.pt", "Removed m"]


def test_only_what_is_named_is_looked_at(repo: Repo) -> None:
    repo.write("models.lock", lock(entry("m/gone.pt", WEIGHTS)))
    repo.write("m/a.pt", WEIGHTS)
    repo.write("n/b.pt", WEIGHTS)
    assert run("n") == 0
    assert rows(repo) == [("m", "local", "", ["m/gone.pt"]), ("n", "local", "", ["n/b.pt"])]


def test_what_is_left_out_and_what_has_a_lock_of_its_own(repo: Repo) -> None:
    repo.write("pyproject.toml", '[tool.labcoat.model-lock]\nexclude = ["tests/"]\n')
    repo.write("tests/a.pt", WEIGHTS)
    repo.write("p/models.lock", "version = 1\n")
    repo.write("p/m/a.pt", WEIGHTS)
    repo.write("m/a.pt", WEIGHTS)
    assert run() == 0
    assert [paths for *_, paths in rows(repo)] == [["m/a.pt"]]
    assert run("p") == 0
    nested = read_lock("", (repo.root / "p" / "models.lock").read_text())
    assert [file.path for model in nested.models for file in model.files] == ["m/a.pt"]


def test_a_lock_that_is_nearer_takes_entries_over(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("p/a.pt", WEIGHTS)
    repo.write("m/a.pt", WEIGHTS)
    assert run() == 0
    assert run("--lock", "p/models.lock") == 0
    capsys.readouterr()
    assert run() == 0
    assert "Removed p/a.pt: another models.lock is nearer" in capsys.readouterr().out
    assert [paths for *_, paths in rows(repo)] == [["m/a.pt"]]


def test_a_broken_lock_is_not_written_over(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    text = "version = 1\n<<<<<<< HEAD\n"
    repo.write("models.lock", text)
    repo.write("m/a.pt", WEIGHTS)
    assert run() == 2
    assert (repo.root / "models.lock").read_text() == text
    assert capsys.readouterr().err.startswith("labcoat lock: models.lock: not valid TOML: ")


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_what_a_lock_cannot_name_is_told_and_left_out(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("m/a.pt", "m/b\\c.pt", "x:y/d.pt", os.fsdecode(b"m/\xff.pt")):
        repo.write(name, WEIGHTS)
    assert run() == 2
    assert rows(repo) == [("m", "local", "", ["m/a.pt"])]
    told = capsys.readouterr().err
    assert "c.pt is not locked: its path must be written with forward slashes" in told
    assert "x:y/d.pt is not locked: its path must be relative to the lock's folder, and begin with no drive" in told
    assert ".pt is not locked: its name is not UTF-8" in told


# --- DVC


def test_stubs_of_dvc(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write(".gitignore", "*.pt\n.dvc/cache\n")
    repo.write("m/a.pt.dvc", STUB)
    assert run() == 2
    assert not (repo.root / "models.lock").exists()
    told = capsys.readouterr().err
    assert "labcoat lock: m/a.pt is not locked: DVC knows only its MD5; run `dvc pull` first\n" in told
    repo.write(f".dvc/cache/files/md5/{MD5[:2]}/{MD5[2:]}", WEIGHTS)
    assert run() == 0
    assert [(file.path, file.sha256) for file in read(repo).models[0].files] == [("m/a.pt", digest(WEIGHTS))]
    (repo.root / f".dvc/cache/files/md5/{MD5[:2]}/{MD5[2:]}").unlink()
    assert run("--check") == 0
    repo.write("m/a.pt", OTHER)
    assert run() == 0
    assert [file.sha256 for file in read(repo).models[0].files] == [digest(OTHER)]
    assert run("--check") == 0


def test_a_stub_for_what_is_beside_another_lock(repo: Repo) -> None:
    repo.write(".dvc/.gitignore", "/cache\n")
    repo.write("sub/all.dvc", STUB.replace("a.pt", "../m/a.pt") + STUB.replace("a.pt", "../../b.pt")[6:])
    repo.write("sub/models.lock", "version = 1\n")
    repo.write(f".dvc/cache/files/md5/{MD5[:2]}/{MD5[2:]}", WEIGHTS)
    assert run("--check", "sub") == 0
    assert run() == 0
    assert rows(repo) == [("m", "local", "", ["m/a.pt"])]


def test_a_folder_of_dvc(repo: Repo) -> None:
    repo.write(".gitignore", "m/\n")
    repo.write("m.dvc", f"outs:\n- md5: {MD5}.dir\n  size: 4\n  path: m\n")
    repo.write("m/a.pt", WEIGHTS)
    repo.write("m/notes.txt", "x")
    assert run() == 0
    assert rows(repo) == [("m", "local", "", ["m/a.pt"])]


# --- Hugging Face


def test_a_cache_outside_of_the_repository(repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hub = tmp_path / "hub"
    cached(hub, "models--org--name", COMMIT, NEXT, main_at=COMMIT)
    cached(hub, "datasets--org--data", NEXT)
    cached(hub, "models--gpt2", NEXT)
    assert run(str(hub)) == 0
    assert rows(repo) == [
        ("datasets/org/data", "hf:datasets/org/data", NEXT, []),
        ("gpt2", "hf:gpt2", NEXT, []),
        ("org/name", "hf:org/name", COMMIT, []),
    ]
    assert run(str(hub / "models--org--name" / "snapshots" / NEXT)) == 0
    assert rows(repo)[2] == ("org/name", "hf:org/name", NEXT, [])
    assert run("--upgrade") == 0
    assert rows(repo)[2] == ("org/name", "hf:org/name", COMMIT, [])
    cached(hub, "models--org--many", COMMIT, NEXT)
    cached(hub, "models--org--failed")
    cached(hub, "models--org--next", NEXT)
    capsys.readouterr()
    assert run(str(hub / "models--org--many")) == 2
    assert "models--org--many has no one snapshot" in capsys.readouterr().err
    assert run(str(hub / "models--org--failed")) == 2
    assert "models--org--failed has no one snapshot" in capsys.readouterr().err
    assert run(str(hub)) == 2
    assert capsys.readouterr().err.count("has no one snapshot") == 1
    assert rows(repo)[-1] == ("org/next", "hf:org/next", NEXT, [])


def test_a_cache_in_the_repository(repo: Repo) -> None:
    cached(repo.root / "hub", "models--org--name", COMMIT, main_at=COMMIT)
    path = f"hub/models--org--name/snapshots/{COMMIT}/model.safetensors"
    assert run() == 0
    assert rows(repo) == [("org/name", "hf:org/name", COMMIT, [path])]
    assert repo.found(required=True) == []
    repo.commit()
    repo.write(f"hub/models--org--name/blobs/{digest(WEIGHTS)}", OTHER)
    assert [rule for _, rule, _ in repo.found()] == ["model-mismatch"]


def test_sources_and_revisions(repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("m/a.pt", WEIGHTS)
    assert run("--source", "m=hf:org/m", "--revision", f"m={COMMIT}") == 0
    assert rows(repo) == [("m", "hf:org/m", COMMIT, ["m/a.pt"])]
    assert run("--source", "hf:org/code") == 2
    assert "org/code has no revision" in capsys.readouterr().err
    cached(tmp_path / "hub", "models--org--code", NEXT, main_at=NEXT)
    assert run() == 0
    assert rows(repo)[1] == ("org/code", "hf:org/code", NEXT, [])


def test_the_commit_of_a_download_into_the_repository(repo: Repo) -> None:
    repo.write("m/a.safetensors", b"x")
    repo.write("m/.cache/huggingface/download/a.safetensors.metadata", f"{COMMIT}\n{digest(b'x')}\n1.0\n")
    assert run("--source", "m=hf:org/m") == 0
    assert rows(repo) == [("m", "hf:org/m", COMMIT, ["m/a.safetensors"])]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--revision", "m=main"), '--revision m: "main" is not the 40 hex digits of a commit'),
        (("--revision", f"x={COMMIT}"), '--revision: no model is called "x"'),
        (("--revision", COMMIT), f'--revision: "{COMMIT}" is not NAME=VALUE'),
        (("--source", "m=bert"), '--source m: "bert" is no source'),
        (("--source", "x=url:https://example.org/x"), '--source: no model is called "x", and only one of the hub'),
        (("/",), "/ is outside of "),
    ],
)
def test_what_cannot_be_meant(
    repo: Repo, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    repo.write("m/a.pt", WEIGHTS)
    assert run(*arguments) == 2
    assert capsys.readouterr().err.startswith(f"labcoat lock: {told}")
    assert not (repo.root / "models.lock").exists()
