"""Signatures that the real `model_signing` makes, read by labcoat, and verified by that package."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from labcoat.core.lockfile.lock import Signed
from labcoat.model_lock.bundle import BundleError, read_bundle
from labcoat.model_lock.verification import NO_SIGNER, NO_TRUST, why_not
from tests.model_lock.repo import Repo, digest, entry, lock, pointer

WEIGHTS, OTHER = b"weights", b"WEIGHTS"


def model_signing(*arguments: str, where: Path) -> None:
    command = [sys.executable, "-m", "model_signing", *arguments]
    done = subprocess.run(command, cwd=where, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a key pair, and the public key of another one."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    folder = tmp_path_factory.mktemp("keys")
    for name in ("ours", "theirs"):
        key = ec.generate_private_key(ec.SECP256R1())
        private = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        public = serialization.PublicFormat.SubjectPublicKeyInfo
        (folder / f"{name}.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *private))
        (folder / f"{name}.pub").write_bytes(key.public_key().public_bytes(serialization.Encoding.PEM, public))
    return folder


@pytest.fixture(scope="session")
def signed(keys: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The bundles of a folder with a model and its settings, and of a single file."""
    folder = tmp_path_factory.mktemp("signed")
    (folder / "m" / "sub").mkdir(parents=True)
    (folder / "m" / "a.safetensors").write_bytes(WEIGHTS)
    (folder / "m" / "config.json").write_bytes(b"{}")
    (folder / "m" / "sub" / "vocab.txt").write_bytes(b"a")
    how = ("--private_key", str(keys / "ours.pem"), "--signature")
    model_signing("sign", "key", "m", *how, "m/model.sig", where=folder)
    model_signing("sign", "key", "m/a.safetensors", *how, "one.sig", where=folder)
    return (folder / "m" / "model.sig").read_bytes(), (folder / "one.sig").read_bytes()


@pytest.fixture
def repo(tmp_path: Path, keys: Path, signed: tuple[bytes, bytes]) -> Repo:
    """A repository with the signed model; its lock names the signature and no signer."""
    made = Repo(tmp_path / "repo")
    made.write("m/a.safetensors", WEIGHTS)
    made.write("m/config.json", b"{}")
    made.write("m/sub/vocab.txt", b"a")
    made.write("m/model.sig", signed[0])
    made.write("keys/ours.pub", (keys / "ours.pub").read_bytes())
    made.write("keys/theirs.pub", (keys / "theirs.pub").read_bytes())
    made.write("models.lock", lock(entry("m/a.safetensors", WEIGHTS), more='signature = "m/model.sig"\n'))
    made.commit()
    return made


def signed_by(repo: Repo, key: str, data: bytes = WEIGHTS) -> None:
    more = f'signature = "m/model.sig"\npublic-key = "keys/{key}.pub"\n'
    repo.write("models.lock", lock(entry("m/a.safetensors", data), more=more))


def test_what_is_signed_is_quiet(repo: Repo) -> None:
    assert repo.said() == []
    signed_by(repo, "ours")
    assert repo.said() == []


def test_where_hits_are(repo: Repo) -> None:
    repo.write("m/config.json", b"[]")
    assert repo.found() == [
        ("m/model.sig", "model-signature-mismatch", 1),
        ("models.lock", "model-signature-mismatch", 6),
    ]
    assert repo.found("models.lock") == [("models.lock", "model-signature-mismatch", 6)]


UNVERIFIED = f"(digests compared; the signature was not verified: {NO_SIGNER})"


def test_digests_of_the_lock_and_of_files(repo: Repo) -> None:
    repo.write("m/a.safetensors", OTHER)
    repo.write("m/config.json", b"[]")
    repo.write("models.lock", lock(entry("m/a.safetensors", OTHER), more='signature = "m/model.sig"\n'))
    expected = [
        (name, digest(new)[:12], digest(old)[:12])
        for name, new, old in (("a.safetensors", OTHER, WEIGHTS), ("config.json", b"[]", b"{}"))
    ]
    wrong = ", ".join([f"`{name}` ({new}…, signed is {old}…)" for name, new, old in expected])
    told = f"the signature `model.sig` is of other files: {wrong} are not as signed {UNVERIFIED}"
    assert repo.said("models.lock") == [told]


def test_the_set_of_files(repo: Repo) -> None:
    repo.write("m/new.py", b"x")
    (repo.root / "m" / "sub" / "vocab.txt").unlink()
    start = "the signature `model.sig` is of other files: "
    assert repo.said("models.lock") == [
        f"{start}`new.py` is in the model, but not signed {UNVERIFIED}",
        f"{start}`sub/vocab.txt` is signed, but gone {UNVERIFIED}",
    ]


def test_what_git_ignores_is_no_part_of_a_model(repo: Repo) -> None:
    repo.write(".gitignore", "__pycache__/\n")
    repo.write("m/__pycache__/x.pyc", b"x")
    repo.write("m/.gitattributes", b"*.safetensors -text\n")
    assert repo.said("models.lock") == []


def test_pointers_are_compared_in_the_place_of_files(repo: Repo) -> None:
    repo.write("m/a.safetensors", pointer(WEIGHTS))
    assert repo.said() == []
    signed_by(repo, "ours")
    repo.write("m/config.json", b"[]")
    [said] = repo.said("models.lock")
    assert said.endswith("the signature was not verified: the files are in Git LFS, and only their pointers are here)")


def test_a_signature_that_no_lock_names_is_compared_with_what_it_lies_beside(repo: Repo) -> None:
    (repo.root / "models.lock").unlink()
    assert repo.said("m/model.sig") == []
    repo.write("m/a.safetensors", OTHER)
    [said] = repo.said("m/model.sig")
    assert "`a.safetensors` (" in said


def test_a_single_file(repo: Repo, signed: tuple[bytes, bytes]) -> None:
    repo.write("one.sig", signed[1])
    repo.write("models.lock", lock(entry("m/a.safetensors", WEIGHTS, signature="one.sig")))
    assert repo.said("models.lock") == []
    repo.write("m/a.safetensors", OTHER)
    repo.write("models.lock", lock(entry("m/a.safetensors", OTHER, signature="one.sig")))
    assert repo.found("models.lock") == [("models.lock", "model-signature-mismatch", 11)]


# --- the signature itself


def test_a_signature_of_somebody_else(repo: Repo) -> None:
    signed_by(repo, "theirs")
    [said] = repo.said("models.lock")
    assert said.startswith("the signature `model.sig` does not hold: Verification failed with error: ")
    assert said.endswith(" (verified by model_signing)")


def test_a_signature_of_a_changed_payload(repo: Repo, signed: tuple[bytes, bytes]) -> None:
    """Whoever replaces a file can write its digest into the bundle; only the real verification sees that."""
    repo.write("m/a.safetensors", OTHER)
    repo.write("m/model.sig", forged(signed[0], {digest(WEIGHTS): digest(OTHER)}))
    repo.write("models.lock", lock(entry("m/a.safetensors", OTHER), more='signature = "m/model.sig"\n'))
    assert repo.said("models.lock") == []
    signed_by(repo, "ours", OTHER)
    [said] = repo.said("models.lock")
    assert said.startswith("the signature `model.sig` does not hold: ")


def test_digests_are_compared_before_the_signature_is_verified(repo: Repo) -> None:
    repo.write("m/a.safetensors", OTHER)
    signed_by(repo, "ours", OTHER)
    [said] = repo.said("models.lock")
    assert said.startswith("the signature `model.sig` is of other files: `a.safetensors` (")
    assert said.endswith("(digests compared; the signature was not verified: it cannot hold for other files)")


def test_why_a_signature_is_not_verified() -> None:
    by_identity = Signed("m.sig", identity="a@example.org", issuer="https://accounts.example.org")
    assert why_not(Signed("m.sig"), {}, False) == NO_SIGNER
    assert why_not(Signed("m.sig", identity="a@example.org"), {}, False) == NO_SIGNER
    assert why_not(by_identity, {}, False) == NO_TRUST
    assert why_not(by_identity, {"trust-config": "trust.json"}, False) == ""
    assert why_not(Signed("m.sig", public_key="a.pub"), {}, False) == ""


def test_an_identity_is_verified_with_a_trust_root_that_is_a_file(repo: Repo) -> None:
    """A bundle of a key has no certificate, so no identity holds for it; what counts is that nobody went online."""
    repo.write("pyproject.toml", '[tool.labcoat.model-lock]\ntrust-config = "trust.json"\n')
    repo.write("trust.json", "{}")
    who = 'identity = "a@example.org"\nissuer = "https://accounts.example.org"\n'
    repo.write("models.lock", lock(entry("m/a.safetensors", WEIGHTS), more=f'signature = "m/model.sig"\n{who}'))
    [said] = repo.said("models.lock")
    assert said.startswith("the signature `model.sig` does not hold: ")
    assert said.endswith(" (verified by model_signing)")


# --- bundles


def statement(data: bytes) -> dict:
    return json.loads(base64.b64decode(json.loads(data)["dsseEnvelope"]["payload"]))


def with_statement(data: bytes, made: object) -> bytes:
    bundle = json.loads(data)
    bundle["dsseEnvelope"]["payload"] = base64.b64encode(json.dumps(made).encode()).decode()
    return json.dumps(bundle).encode()


def forged(data: bytes, digests: dict[str, str]) -> bytes:
    """The bundle with other digests, and a root digest that fits them."""
    made = statement(data)
    for resource in made["predicate"]["resources"]:
        resource["digest"] = digests.get(resource["digest"], resource["digest"])
    root = b"".join([bytes.fromhex(resource["digest"]) for resource in made["predicate"]["resources"]])
    made["subject"][0]["digest"]["sha256"] = sha256(root).hexdigest()
    return with_statement(data, made)


def test_what_a_real_bundle_says(signed: tuple[bytes, bytes]) -> None:
    folder, one = read_bundle(signed[0]), read_bundle(signed[1])
    assert folder.digests == {
        "a.safetensors": digest(WEIGHTS),
        "config.json": digest(b"{}"),
        "sub/vocab.txt": digest(b"a"),
    }
    assert folder.ignores("model.sig")
    assert folder.ignores(".git/config")
    assert not folder.ignores("sub/model.sig")
    assert one.digests == {".": digest(WEIGHTS)}


def test_bundles_of_the_old_format(signed: tuple[bytes, bytes]) -> None:
    subject = [{"name": "a.safetensors", "digest": {"sha256": digest(WEIGHTS)}}]
    made = {"_type": "https://in-toto.io/Statement/v1", "subject": subject}
    made["predicateType"] = "https://model_signing/Digests/v0.1"
    assert read_bundle(with_statement(signed[0], made)).digests == {"a.safetensors": digest(WEIGHTS)}


def changed(data: bytes, *keys: str | int, value: object) -> bytes:
    """The bundle with another value somewhere in its statement."""
    made = statement(data)
    inner = made
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    return with_statement(data, made)


RESOURCE = ("predicate", "resources", 0)


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        ((*RESOURCE, "digest"), "ab" * 32, "it contradicts itself"),
        ((*RESOURCE, "digest"), "ab", "it has a file without a sha256"),
        ((*RESOURCE, "name"), "../a", 'its path "../a" leaves the model'),
        ((*RESOURCE, "name"), "/a", 'its path "/a" leaves the model'),
        ((*RESOURCE, "name"), "a\0b", 'its path "a'),
        ((*RESOURCE, "name"), "config.json", 'it has "config.json" twice'),
        ((*RESOURCE, "name"), 3, "it has a file without a sha256"),
        (("predicate", "resources"), [3], "it is no Sigstore bundle"),
        (("predicate", "resources"), {}, "it is no Sigstore bundle"),
        (("predicate", "serialization", "method"), "shards", "its digests are sha256 of shards"),
        (("predicate", "serialization", "hash_type"), "blake3", "its digests are blake3 of files"),
        (("predicateType",), "https://slsa.dev/provenance/v1", "it does not sign a model"),
        (("_type",), "x", "it has no in-toto statement"),
        (("subject",), [], "it contradicts itself"),
    ],
)
def test_bundles_that_say_nothing(signed: tuple[bytes, bytes], place: tuple, value: object, reason: str) -> None:
    with pytest.raises(BundleError) as caught:
        read_bundle(changed(signed[0], *place, value=value))
    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"{}", b'{"dsseEnvelope": 3}', b"[" * 100_000, b'{"dsseEnvelope": {"payload": "!"}}', b"\xff"],
)
def test_what_is_no_bundle(repo: Repo, data: bytes) -> None:
    with pytest.raises(BundleError):
        read_bundle(data)
    repo.write("m/model.sig", data)
    [said] = repo.said("models.lock")
    assert said.startswith("the signature `model.sig` says nothing about the model: it ")


def test_a_signature_that_is_gone(repo: Repo) -> None:
    (repo.root / "m" / "model.sig").unlink()
    told = "the signature `model.sig` says nothing about the model: it cannot be read: No such file or directory"
    assert repo.said("models.lock") == [told]
