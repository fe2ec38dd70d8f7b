"""Signatures of models: a Sigstore bundle whose DSSE payload is an in-toto statement with a digest for every file.

https://github.com/ossf/model-signing-spec, https://docs.sigstore.dev/about/bundle/. Only read here: what it says can be
compared with files, and whether it is signed by whom it should be is another question (verification.py).
"""

from __future__ import annotations

from labcoat.core.lockfile.lock import is_hex, is_sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

PAYLOAD, STATEMENT = "application/vnd.in-toto+json", "https://in-toto.io/Statement/v1"
SIGNATURE, DIGESTS = "https://model_signing/signature/v1.0", "https://model_signing/Digests/v0.1"
GIT_FILES = (".git", ".gitattributes", ".github", ".gitignore")
WHOLE = "."  # the name of the only file, where one was signed and no folder
LARGEST = 50_000_000  # bytes of a bundle


class BundleError(Exception):
    """Why a bundle is none, or none that can be compared, in words for the user."""


class Signed:
    """What is signed: the sha256 of files by their paths, and the paths that are left out."""

    __slots__ = ("digests", "ignored")

    def __init__(self, digests: Mapping[str, str], ignored: tuple[str, ...]) -> None:
        self.digests = digests
        self.ignored = ignored

    def ignores(self, path: str) -> bool:
        """Whether a file, or a folder that it is in, was left out on purpose."""
        steps = path.split("/")
        return any(["/".join(steps[:end]) in self.ignored for end in range(1, len(steps) + 1)])


def read_bundle(data: bytes) -> Signed:
    """What a bundle says is signed. Raises BundleError."""
    statement = _statement(data)
    kind = statement.get("predicateType")
    if kind == DIGESTS:
        subjects = _list(statement, "subject")
        return Signed(_named([(one.get("name"), _dict(one, "digest").get("sha256")) for one in subjects]), GIT_FILES)
    if kind != SIGNATURE:
        raise BundleError("it does not sign a model")
    predicate = _dict(statement, "predicate")
    how = _dict(predicate, "serialization")
    if how.get("method") != "files" or how.get("hash_type", "sha256") != "sha256":
        told = f"{str(how.get('hash_type'))[:20]} of {str(how.get('method'))[:20]}"
        raise BundleError(f"its digests are {told}, and only those that are sha256 of files can be compared")
    resources = _list(predicate, "resources")
    digests = [(one.get("name"), one.get("digest")) for one in resources]
    named = _named(digests)
    _check_root(statement, [str(digest) for _, digest in digests])
    ignored = how.get("ignore_paths")
    return Signed(named, tuple([str(path) for path in ignored]) if isinstance(ignored, list) else GIT_FILES)


def _statement(data: bytes) -> Mapping[str, Any]:
    """The in-toto statement in a bundle."""
    import binascii
    import json
    from base64 import b64decode

    try:
        envelope = _dict(_as_dict(json.loads(data)), "dsseEnvelope")
        if envelope.get("payloadType") != PAYLOAD or not _list(envelope, "signatures"):
            raise BundleError("it has no signed in-toto statement")
        statement = _as_dict(json.loads(b64decode(str(envelope.get("payload")), validate=True)))
    except (ValueError, binascii.Error):
        raise BundleError("it is not valid JSON, or its payload is not") from None
    except RecursionError:
        raise BundleError("it is nested too deeply") from None
    if statement.get("_type") != STATEMENT:
        raise BundleError("it has no in-toto statement")
    return statement


def _named(digests: list[tuple[object, object]]) -> dict[str, str]:
    named: dict[str, str] = {}
    for name, digest in digests:
        if not isinstance(name, str) or not isinstance(digest, str) or not is_sha256(digest):
            raise BundleError("it has a file without a sha256")
        if name in named:
            raise BundleError(f'it has "{name}" twice')
        if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/"):
            raise BundleError(f'its path "{name}" leaves the model')
        named[name] = digest
    return named


def _check_root(statement: Mapping[str, Any], digests: list[str]) -> None:
    """The subject's digest is the sha256 of all digests, in their order."""
    from hashlib import sha256

    subjects = _list(statement, "subject")
    root = _dict(subjects[0], "digest").get("sha256") if len(subjects) == 1 else None
    if not all([is_hex(digest) for digest in digests]) or root != sha256(bytes.fromhex("".join(digests))).hexdigest():
        raise BundleError("it contradicts itself: the digest of the model is not that of its files")


def _dict(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    return _as_dict(table.get(key))


def _as_dict(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BundleError("it is no Sigstore bundle of a model")
    return value


def _list(table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = table.get(key)
    if not isinstance(value, list):
        raise BundleError("it is no Sigstore bundle of a model")
    return [_as_dict(item) for item in value]
