"""Artifacts, pointers and stubs compared with a models.lock, in real git repositories."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.model_lock.repo import COMMIT, Repo, digest, entry, lock, pointer

WEIGHTS = b"\x80\x02N."
OTHER = b"\x80\x02K\x01."
STUB = "outs:\n- md5: {md5}\n  size: {size}\n  hash: md5\n  path: {path}\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo")


# --- unlocked-model


def test_a_repository_without_a_lock_is_left_alone_unless_one_is_required(repo: Repo) -> None:
    repo.write("m/a.pt", WEIGHTS)
    assert repo.found() == []
    assert repo.found(required=True) == [("m/a.pt", "unlocked-model", 1)]
    assert repo.said(required=True) == ["`a.pt` is in no models.lock: there is none"]
    repo.write("pyproject.toml", "[tool.labcoat.model-lock]\nrequired = true\n")
    assert repo.found() == [("m/a.pt", "unlocked-model", 1)]


@pytest.mark.parametrize(
    ("path", "data", "is_model"),
    [
        ("a.safetensors", b"x", True),
        ("a.GGUF", b"x", True),
        ("a.joblib", b"x", True),
        ("a.onnx", b"", True),
        ("pytorch_model.bin", b"any", True),
        ("firmware.bin", b"\x7fELF\0\1", False),
        ("x.bin", WEIGHTS, True),
        ("x.bin", b"GGUF\3\0\0\0", True),
        ("no_extension", b"GGUF\3\0\0\0", True),
        ("no_extension", b"\0\0\0\x1cTFL3", True),
        ("no_extension", b"\x20\0\0\0\0\0\0\0" + b'{"a":{}}', True),
        ("picture.gif", b"PK\3\4" + b"\0" * 26 + b"archive/data.pkl", True),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0", False),
        ("data.npz", b"PK\3\4" + b"\0" * 26 + b"arr_0.npy", False),
        ("data.npy", b"\x93NUMPY\1\0", False),
        ("a.tar.gz", b"\x1f\x8b\x08\0", False),
        ("notes.txt", b"hello", False),
        ("train.py", b"import torch\n", False),
        ("x.bin", pointer(WEIGHTS), True),
        ("a.pt", pointer(WEIGHTS), True),
        ("picture.png", pointer(WEIGHTS), False),
        ("data.csv", pointer(WEIGHTS), False),
    ],
)
def test_what_a_model_is(repo: Repo, path: str, data: bytes, is_model: bool) -> None:
    repo.write(path, data)
    line = 2 if data == pointer(WEIGHTS) else 1
    assert repo.found(path, required=True) == ([(path, "unlocked-model", line)] if is_model else [])


def test_an_entry_is_enough(repo: Repo) -> None:
    repo.write("m/a.pt", WEIGHTS)
    repo.write("m/b.pt", WEIGHTS)
    repo.write("models.lock", lock(entry("m/a.pt", WEIGHTS)))
    assert repo.found() == [("m/b.pt", "unlocked-model", 1)]


def test_the_nearest_lock_counts(repo: Repo) -> None:
    repo.write("p/m/a.pt", WEIGHTS)
    repo.write("p/models.lock", lock(entry("m/a.pt", WEIGHTS)))
    repo.write("models.lock", lock())
    assert repo.found() == []


def test_files_are_left_out_on_purpose(repo: Repo) -> None:
    repo.write("pyproject.toml", '[tool.labcoat.model-lock]\nexclude = ["tests/**", "*.pkl"]\n')
    repo.write("tests/a.pt", WEIGHTS)
    repo.write("m/a.pkl", WEIGHTS)
    repo.write("tests/b.pt.dvc", STUB.format(md5="a" * 32, size=4, path="b.pt"))
    assert repo.found(required=True) == []


def test_of_a_broken_lock_nobody_can_say_anything(repo: Repo) -> None:
    repo.write("m/a.pt", WEIGHTS)
    repo.write("models.lock", "<<<<<<< HEAD\n")
    [said] = repo.said("m/a.pt")
    assert said.startswith("nobody knows whether `a.pt` is the right file: models.lock is broken (not valid TOML: ")


# --- model-mismatch


@pytest.mark.parametrize("data", [OTHER, b"\x80\x02O.", b"", WEIGHTS[:-1]])
def test_another_file_is_a_mismatch(repo: Repo, data: bytes) -> None:
    repo.write("m/a.pt", data)
    repo.write("models.lock", lock(entry("m/a.pt", WEIGHTS)))
    repo.commit()
    assert repo.found("m/a.pt") == [("m/a.pt", "model-mismatch", 1)]
    [finding] = repo.findings("m/a.pt")
    assert finding.severity == "high"


def test_messages_of_mismatches(repo: Repo) -> None:
    repo.write("m/a.pt", b"\x80\x02O.")
    repo.write("models.lock", lock(entry("m/a.pt", WEIGHTS)))
    repo.commit()
    new, old = digest(b"\x80\x02O.")[:12], digest(WEIGHTS)[:12]
    assert repo.said("m/a.pt") == [f"the sha256 of `a.pt` is {new}…, models.lock says {old}…"]
    repo.write("m/a.pt", OTHER)
    assert repo.said("m/a.pt") == ["`a.pt` has 5 bytes, models.lock says 4"]


def test_a_pointer_is_compared_without_the_file(repo: Repo) -> None:
    repo.write("models.lock", lock(entry("m/a.pt", WEIGHTS), entry("m/b.pt", WEIGHTS), entry("m/c.pt", WEIGHTS)))
    repo.write("m/a.pt", pointer(WEIGHTS))
    repo.write("m/b.pt", pointer(b"\x80\x02O."))
    repo.write("m/c.pt", pointer(OTHER))
    repo.commit()
    assert repo.found() == [("m/b.pt", "model-mismatch", 2), ("m/c.pt", "model-mismatch", 2)]
    assert repo.said("m/b.pt")[0].startswith("the pointer of `b.pt` is ")


def test_a_text_that_the_lock_names_is_compared(repo: Repo) -> None:
    repo.write("m/config.json", "{}\n")
    repo.write("models.lock", lock(entry("m/config.json", b"{}\n")))
    repo.commit()
    assert repo.found() == []
    repo.write("m/config.json", '{"auto_map": {}}\n')
    assert repo.found("m/config.json") == [("m/config.json", "model-mismatch", 1)]


def test_an_entry_that_was_changed_is_compared_where_the_file_was_not(repo: Repo) -> None:
    repo.write("m/a.pt", WEIGHTS)
    repo.write("m/b.pt", OTHER)
    repo.write("models.lock", lock(entry("m/a.pt", WEIGHTS), entry("m/b.pt", WEIGHTS)))
    repo.commit()
    assert repo.found("models.lock") == []  # the file itself tells
    repo.write("models.lock", lock(entry("m/a.pt", OTHER), entry("m/b.pt", WEIGHTS)))
    assert repo.found("models.lock") == [("models.lock", "model-mismatch", 9)]


def test_what_git_does_not_track_is_compared_when_the_lock_is_checked(repo: Repo) -> None:
    repo.write(".gitignore", "*.pt\n")
    repo.write("m/a.pt", OTHER)
    repo.write("models.lock", lock(entry("m/a.pt", WEIGHTS)))
    repo.commit()
    assert repo.found() == [("models.lock", "model-mismatch", 9)]


def test_a_link_into_the_cache_of_the_hub_is_followed(repo: Repo, tmp_path: Path) -> None:
    blob = tmp_path / "blob"
    blob.write_bytes(OTHER)
    (repo.root / "m").mkdir()
    os.symlink(blob, repo.root / "m" / "a.pt")
    repo.write("models.lock", lock(entry("m/a.pt", WEIGHTS)))
    repo.commit()
    assert repo.found("m/a.pt") == [("m/a.pt", "model-mismatch", 1)]


def test_a_link_to_a_device_is_read_by_nobody(repo: Repo) -> None:
    (repo.root / "m").mkdir()
    os.symlink("/dev/zero", repo.root / "m" / "a.pt")
    os.symlink("/dev/zero", repo.root / "m" / "model.sig")
    repo.write("models.lock", lock(entry("m/a.pt", WEIGHTS), more='signature = "m/model.sig"'))
    repo.git("add", "-A")
    assert repo.said() == [
        "the signature `model.sig` says nothing about the model: it cannot be read: not a regular file"
    ]


# --- stubs of DVC


def test_stubs(repo: Repo) -> None:
    repo.write(".gitignore", "*.pt\n")
    repo.write("m/a.pt.dvc", STUB.format(md5="a" * 32, size=4, path="a.pt"))
    repo.write("m/b.pt.dvc", STUB.format(md5="a" * 32, size=5, path="b.pt"))
    repo.write("m/c.pt.dvc", STUB.format(md5="a" * 32, size=4, path="c.pt"))
    repo.write("m/d.csv.dvc", STUB.format(md5="a" * 32, size=4, path="d.csv"))
    repo.write("m/e.dvc", STUB.format(md5="a" * 32 + ".dir", size=4, path="e"))
    repo.write("models.lock", lock(entry("m/a.pt", WEIGHTS), entry("m/b.pt", WEIGHTS), entry("m/e/x.pt", WEIGHTS)))
    repo.commit()
    assert repo.found() == [("m/b.pt.dvc", "model-mismatch", 5), ("m/c.pt.dvc", "unlocked-model", 5)]
    assert repo.said("m/c.pt.dvc") == ["`c.pt` is in no models.lock, and DVC knows only its MD5"]
    repo.write("m/a.pt", b"\x80\x02O.")
    assert repo.found("m/a.pt.dvc") == [("m/a.pt.dvc", "model-mismatch", 5)]
    repo.write("m/c.pt", WEIGHTS)
    assert repo.said("m/c.pt.dvc") == ["`c.pt` has no entry in models.lock"]


def test_a_target_belongs_to_the_lock_beside_it_and_none_outside_of_the_repository_does(repo: Repo) -> None:
    places = ["../m/a.pt", "../m/b.pt", "../../m/c.pt", "/m/d.pt", "s3://bucket/e.pt"]
    repo.write("sub/all.dvc", "outs:\n" + "".join([f"- md5: {'a' * 32}\n  path: {place}\n" for place in places]))
    repo.write("sub/models.lock", "version = 1\n")
    repo.write("models.lock", lock(entry("m/a.pt", WEIGHTS)))
    assert repo.found("sub/all.dvc", required=True) == [("sub/all.dvc", "unlocked-model", 5)]


def test_a_stub_with_a_path_that_is_none(repo: Repo) -> None:
    repo.write("models.lock", lock())
    repo.write(
        "a.pt.dvc", 'wdir: "\\0"\nouts:\n- path: "a\\0.pt"\n- path: ""\n- path: 3\n- path: ' + "a/" * 9000 + "a.pt\n"
    )
    assert repo.found() == []


# --- missing-model


def test_what_is_gone(repo: Repo) -> None:
    paths = ["m/here.pt", "m/pointer.pt", "m/tracked.pt", "m/stub.pt", "m/folder/x.pt", "m/made.pt", "m/gone.pt"]
    repo.write("models.lock", lock(*[entry(path, WEIGHTS) for path in paths]))
    repo.write("m/here.pt", WEIGHTS)
    repo.write("m/pointer.pt", pointer(WEIGHTS))
    repo.write("m/stub.pt.dvc", STUB.format(md5="a" * 32, size=4, path="stub.pt"))
    repo.write("m/folder.dvc", STUB.format(md5="a" * 32 + ".dir", size=4, path="folder"))
    repo.write("m/dvc.lock", "stages:\n  train:\n    outs:\n    - path: made.pt\n      md5: a\n")
    tracked = repo.write("m/tracked.pt", WEIGHTS)
    repo.commit()
    tracked.unlink()
    assert repo.found() == [("models.lock", "missing-model", 38)]
    assert repo.said() == ["`m/gone.pt` is in models.lock, but is gone"]
    repo.git("rm", "--quiet", "--cached", "m/tracked.pt")
    assert [rule for _, rule, _ in repo.found()] == ["missing-model"] * 2


# --- what is wrong in a lock


def test_revisions(repo: Repo) -> None:
    models = [
        ("a", "hf:org/a", COMMIT),
        ("b", "hf:org/b", "main"),
        ("c", "hf:org/c", ""),
        ("d", "hf:datasets/org/d", COMMIT[:7]),
        ("e", "local", ""),
        ("f", "hf:org/f", COMMIT.upper()),
    ]
    text = "version = 1\n"
    for name, source, revision in models:
        text += f'[[model]]\nname = "{name}"\nsource = "{source}"\n' + (
            f'revision = "{revision}"\n' if revision else ""
        )
    repo.write("models.lock", text)
    lines = [(line, text.splitlines()[line - 1]) for _, rule, line in repo.found() if rule == "unpinned-model-revision"]
    assert lines == [
        (9, 'revision = "main"'),
        (12, 'source = "hf:org/c"'),
        (16, f'revision = "{COMMIT[:7]}"'),
        (23, f'revision = "{COMMIT.upper()}"'),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('version = 1\n\n[[model]]\nname = "a"\nsource = "local"\nrevison = "x"\n', 6),
        ("version = 1\n<<<<<<< HEAD\n", 2),
        ("version = 2\n", 1),
        (lock(entry("m/a.pt", b"")) + entry("../x.pt", b""), 13),
        (lock(entry("m/a.pt", b"")) + entry("m/a.pt", b""), 13),
        ('version = 1\n[[model]]\nname = "a"\n', 3),
        ("", 1),
    ],
)
def test_a_broken_lock_is_reported_where_it_is_broken(repo: Repo, text: str, line: int) -> None:
    repo.write("models.lock", text)
    assert [one for one in repo.found("models.lock") if one[1] == "invalid-lock"] == [
        ("models.lock", "invalid-lock", line)
    ]


# --- pickle-beside-safetensors


@pytest.mark.parametrize(
    ("pickled", "safe", "is_reported"),
    [
        ("pytorch_model.bin", "model.safetensors", True),
        ("pytorch_model-00001-of-00002.bin", "model-00001-of-00002.safetensors", True),
        ("pytorch_model-00001-of-00003.bin", "model.safetensors.index.json", True),
        ("adapter_model.bin", "adapter_model.safetensors", True),
        ("diffusion_pytorch_model.bin", "diffusion_pytorch_model.safetensors", True),
        ("a.pt", "a.safetensors", True),
        ("a.pt", "b.safetensors", False),
        ("a.onnx", "a.safetensors", False),
        ("optimizer.bin", "model.safetensors", False),
    ],
)
def test_pickles_beside_safetensors(repo: Repo, pickled: str, safe: str, is_reported: bool) -> None:
    repo.write(f"m/{pickled}", WEIGHTS)
    repo.write(f"m/{safe}", b"{}")
    expected = [(f"m/{pickled}", "pickle-beside-safetensors", 1)] if is_reported else []
    assert repo.found() == expected
