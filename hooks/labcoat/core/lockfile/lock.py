"""What a models.lock says."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Keys = tuple[str, ...]  # from the root of the file, an index of a list as "0"

NAME = "models.lock"
HUB, HUB_DATASET, URL, LOCAL = "hf:", "hf:datasets/", "url:", "local"
COMMIT_LENGTH, SHA256_LENGTH = 40, 64  # hex digits of a git commit, and of a sha256


class Signed:
    """Who has signed: a Sigstore bundle, the signer's identity and issuer or a public key; files by their paths."""

    __slots__ = ("identity", "issuer", "public_key", "signature")

    def __init__(self, signature: str = "", identity: str = "", issuer: str = "", public_key: str = "") -> None:
        self.signature = signature
        self.identity = identity
        self.issuer = issuer
        self.public_key = public_key


class LockedFile:
    """A file: its path from the lock's folder on with forward slashes, the sha256 in hex digits, its bytes.

    `size` is -1, and texts are empty, where the lock does not say. `keys` are its table's.
    """

    __slots__ = ("format", "keys", "path", "sha256", "signed", "size")

    def __init__(self, path: str, sha256: str, size: int, keys: Keys = ()) -> None:
        self.path = path
        self.sha256 = sha256
        self.size = size
        self.keys = keys
        self.format = ""
        self.signed = Signed()


class LockedModel:
    """A model: `source` is `hf:org/name`, `hf:datasets/org/name`, `url:https://…` or `local`; `revision` a commit.

    It has no files where only code uses it, from the hub: the commit says what they are.
    """

    __slots__ = ("files", "keys", "name", "revision", "signed", "source")

    def __init__(self, name: str, source: str, revision: str = "", keys: Keys = ()) -> None:
        self.name = name
        self.source = source
        self.revision = revision
        self.keys = keys
        self.files: list[LockedFile] = []
        self.signed = Signed()


class Problem:
    """What is wrong in a lock: a message, and the keys of the setting or table that it is about."""

    __slots__ = ("keys", "message")

    def __init__(self, message: str, keys: Keys = ()) -> None:
        self.message = message
        self.keys = keys


class Lock:
    """A lock at `path`; its entries are relative to `folder`. What is wrong with it is in `problems`, and left out."""

    def __init__(self, path: str, models: Sequence[LockedModel] = (), problems: Sequence[Problem] = ()) -> None:
        self.path = path
        self.folder = os.path.dirname(path)
        self.models = list(models)
        self.problems = list(problems)
        self._by_path = {file.path: (model, file) for model in self.models for file in model.files}

    def models_of_source(self, source: str) -> list[LockedModel]:
        """The models of a source such as `hf:org/name`; the case of letters does not matter, as on the hub."""
        wanted = source.lower()
        return [model for model in self.models if model.source.lower() == wanted]

    def model_of_source(self, source: str) -> LockedModel | None:
        """The first model of a source; None where the lock has none."""
        return next(iter(self.models_of_source(source)), None)

    def file_at(self, path: str) -> tuple[LockedModel, LockedFile] | None:
        """The entry of a file, with its model, by the file's path; None where the lock has none."""
        from labcoat.core.paths import relative

        inside = relative(path, self.folder)
        return self._by_path.get(inside) if inside else None


def is_commit(revision: str) -> bool:
    """Whether a revision is the full name of a git commit, which never moves."""
    return len(revision) == COMMIT_LENGTH and is_hex(revision)


def is_hex(text: str) -> bool:
    """Whether a text has only lower-case hex digits."""
    return bool(text) and not text.strip("0123456789abcdef")


def is_sha256(text: str) -> bool:
    """Whether a text can be a sha256."""
    return len(text) == SHA256_LENGTH and is_hex(text)
