"""What each rule says about one file beside the lock in `samples`, and what it says nothing about."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests.model_lock.repo import COMMIT, forget_everything
from tests.tables import case, flagging, quiet

HERE = "tests/model_lock/samples"
SHA256, OTHER = sha256(b"weights").hexdigest(), sha256(b"other").hexdigest()
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize {}\n"
START = 'version = 1\n[[model]]\nname = "sample"\nsource = "local"\n'
FILE = f'[[model.file]]\npath = "model.safetensors"\nsha256 = "{SHA256}"\nsize = 7\n'
HUB = f'[[model]]\nname = "hub"\nsource = "hf:org/x"\nrevision = "{COMMIT}"\n'
STUB = "outs:\n- md5: 0123456789abcdef0123456789abcdef\n  size: {}\n  path: {}\n"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget_everything()


UNLOCKED_FLAGS = [
    case("pointer", f"{HERE}/b.onnx", POINTER.format(f"»{OTHER}«", 5)),
    case("stub", f"{HERE}/b.onnx.dvc", STUB.format(5, "»b.onnx«")),
    case("no lock", "b.onnx", POINTER.format(f"»{OTHER}«", 5), required=True),
]
UNLOCKED_QUIET = [
    case("an entry", f"{HERE}/model.safetensors", POINTER.format(SHA256, 7)),
    case("no model", f"{HERE}/picture.png", POINTER.format(OTHER, 5)),
    case("no lock", "b.onnx", POINTER.format(OTHER, 5)),
    case("left out", f"{HERE}/b.onnx", POINTER.format(OTHER, 5), exclude=["samples/"]),
    case("no stub of a model", f"{HERE}/b.csv.dvc", STUB.format(5, "b.csv")),
]
test_unlocked = flagging("unlocked-model", UNLOCKED_FLAGS)
test_not_unlocked = quiet("unlocked-model", UNLOCKED_QUIET)

MISMATCH_FLAGS = [
    case("sha256", f"{HERE}/model.safetensors", POINTER.format(f"»{OTHER}«", 7)),
    case("size", f"{HERE}/model.safetensors", POINTER.format(f"»{SHA256}«", 8)),
]
MISMATCH_QUIET = [
    case("the same", f"{HERE}/model.safetensors", POINTER.format(SHA256, 7)),
    case("with line ends of Windows", f"{HERE}/model.safetensors", POINTER.format(SHA256, 7).replace("\n", "\r\n")),
    case("stub", f"{HERE}/model.safetensors.dvc", STUB.format(7, "model.safetensors")),
]
test_mismatches = flagging("model-mismatch", MISMATCH_FLAGS)
test_no_mismatches = quiet("model-mismatch", MISMATCH_QUIET)

MISSING_FLAGS = [
    case("gone", f"{HERE}/models.lock", START + FILE.replace("model.safe", "»gone.safe").replace('rs"', 'rs«"'))
]
MISSING_QUIET = [case("there", f"{HERE}/models.lock", START + FILE), case("only in code", f"{HERE}/models.lock", HUB)]
test_missing = flagging("missing-model", MISSING_FLAGS)
test_not_missing = quiet("missing-model", MISSING_QUIET)

REVISION_FLAGS = [
    case("branch", f"{HERE}/models.lock", "version = 1\n" + HUB.replace(COMMIT, "»main«")),
    case("short", f"{HERE}/models.lock", "version = 1\n" + HUB.replace(COMMIT, f"»{COMMIT[:12]}«")),
    case("none", f"{HERE}/models.lock", 'version = 1\n[[model]]\nname = "hub"\nsource = "»hf:org/x«"\n'),
]
REVISION_QUIET = [
    case("commit", f"{HERE}/models.lock", f"version = 1\n{HUB}"),
    case("local", f"{HERE}/models.lock", START),
]
test_revisions = flagging("unpinned-model-revision", REVISION_FLAGS)
test_no_revisions = quiet("unpinned-model-revision", REVISION_QUIET)

INVALID_FLAGS = [
    case("unknown key", f"{HERE}/models.lock", START + 'revison = "»main«"\n'),
    case("sha256", f"{HERE}/models.lock", START + FILE.replace(SHA256, "»0«")),
    case("path", f"{HERE}/models.lock", START + FILE.replace("model.safetensors", "»../model.safetensors«")),
    case(
        "twice", f"{HERE}/models.lock", START + FILE + FILE.replace("model.safe", "»model.safe").replace('rs"', 'rs«"')
    ),
    case("source", f"{HERE}/models.lock", START.replace("local", "»hub«")),
]
INVALID_QUIET = [
    case("everything", f"{HERE}/models.lock", f'{START}{FILE}format = "safetensors"\n{HUB}'),
    case("nothing", f"{HERE}/models.lock", "version = 1\n"),
    case("another file", f"{HERE}/other.lock", "revison = 1\n"),
]
test_invalid = flagging("invalid-lock", INVALID_FLAGS)
test_valid = quiet("invalid-lock", INVALID_QUIET)

SIGNATURE_FLAGS = [case("no bundle", f"{HERE}/models.lock", f'{START}signature = "»model.safetensors«"\n{FILE}')]
SIGNATURE_QUIET = [
    case("none", f"{HERE}/models.lock", START + FILE),
    case("another", f"{HERE}/a.sig", "-----BEGIN PGP"),
]
test_signatures = flagging("model-signature-mismatch", SIGNATURE_FLAGS)
test_no_signatures = quiet("model-signature-mismatch", SIGNATURE_QUIET)

BESIDE_FLAGS = [
    case("of Transformers", f"{HERE}/pytorch_model.bin", POINTER.format(f"»{OTHER}«", 5)),
    case("of the same name", f"{HERE}/model.pt", POINTER.format(f"»{OTHER}«", 5)),
]
BESIDE_QUIET = [
    case("another name", f"{HERE}/other.pt", POINTER.format(OTHER, 5)),
    case("no pickle", f"{HERE}/model.onnx", POINTER.format(OTHER, 5)),
]
test_beside = flagging("pickle-beside-safetensors", BESIDE_FLAGS)
test_not_beside = quiet("pickle-beside-safetensors", BESIDE_QUIET)
