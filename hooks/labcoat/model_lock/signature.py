"""model-signature-mismatch: a model that is not what was signed."""

from __future__ import annotations

import os

from labcoat.core.lockfile.lookup import lock_for
from labcoat.core.rule import Hit
from labcoat.model_lock.scan import BUNDLE, LOCK, lock_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.document import Document
    from labcoat.core.lockfile.lock import Keys, Lock, LockedModel, Signed
    from labcoat.core.rule import Options
    from labcoat.model_lock.subjects import LockDocument

ADVICE = "restore the signed files, or have the model signed again"


@lock_rule("high", LOCK)
def model_signature_mismatch(found: LockDocument, options: Options) -> Iterator[Hit]:
    """A model is not what its signature covers.

    What it does
    ------------
    Reads the signatures that `models.lock` names, and `model.sig` where that is checked itself: Sigstore bundles of the
    OpenSSF's model signing. Reports files whose sha256 is another one than the signed, that are signed but gone, or
    that are in the model but not signed; and a bundle that cannot be read, or contradicts itself.

    That needs nothing but labcoat, and does not say who has signed. Where `models.lock` names a `public-key` (or an
    `identity` with its `issuer`, and `trust-config` in `[tool.labcoat.model-lock]` names the trust root as a file), and
    the package `model-signing` is installed beside labcoat, that verifies the signature itself, offline. The message
    says which of the two was done.

    Why is this bad?
    ----------------
    The publisher did not sign this file: it was replaced or damaged after that, or added by somebody else.

    Example
    -------
    `models/bert/model.safetensors` replaced, with `models/bert/model.sig` as it was.

    Use instead
    -----------
    Restore the signed files, or have the model signed again: `python -m model_signing sign`.

    References
    ----------
    - https://github.com/ossf/model-signing-spec
    - https://github.com/sigstore/model-transparency
    """
    seen: set[str] = set()
    for model in found.lock.models:
        for signed, keys in _signatures(model):
            path = os.path.join(found.lock.folder, signed.signature)
            if path not in seen:
                seen.add(path)
                for message in messages(path, signed, found.lock, model, options):
                    yield found.hit((*keys, "signature"), message, ADVICE)


def _signatures(model: LockedModel) -> Iterator[tuple[Signed, Keys]]:
    """What is said about signatures in a model's table, and in those of its files, which take the rest from there."""
    from labcoat.core.lockfile.lock import Signed

    own = model.signed
    for signed, keys in [(own, model.keys), *[(file.signed, file.keys) for file in model.files]]:
        if signed.signature:
            key = signed.public_key or ("" if signed.identity else own.public_key)
            identity, issuer = signed.identity or own.identity, signed.issuer or own.issuer
            yield Signed(signed.signature, identity, issuer, key), keys


@model_signature_mismatch.register(BUNDLE)
def _in_bundle(document: Document, options: Options) -> Iterator[Hit]:
    """A signature that is checked itself: as the lock names it, or else compared with what it lies beside."""
    from labcoat.core.lockfile.lock import Signed
    from labcoat.core.segment import Segment

    if b"dsseEnvelope" not in document.data:
        return
    path, lock = os.path.abspath(document.path), lock_for(document.path)
    signed, model = _entry(lock, path) or (Signed(), None)
    for message in messages(path, signed, lock, model, options):
        yield Hit(Segment(document.text, "json"), 0, 0, message, ADVICE)


def _entry(lock: Lock | None, path: str) -> tuple[Signed, LockedModel] | None:
    for model in lock.models if lock else ():
        for signed, _ in _signatures(model):
            if lock and os.path.join(lock.folder, signed.signature) == path:
                return signed, model
    return None


def messages(
    bundle: str, signed: Signed, lock: Lock | None, model: LockedModel | None, options: Options
) -> Iterator[str]:
    """What is wrong with a signature, and how far it was looked at."""
    from labcoat.model_lock.bundle import BundleError
    from labcoat.model_lock.comparison import disagreements, load_bundle, signed_root
    from labcoat.model_lock.verification import verify, why_not

    name = os.path.basename(bundle)
    try:
        found = load_bundle(bundle)
    except BundleError as error:
        yield f"the signature `{name}` says nothing about the model: {error}"
        return
    files = [os.path.join(lock.folder, file.path) for file in model.files] if lock and model else []
    reason = why_not(signed, options, has_pointers(files))
    said = list(disagreements(bundle, found, lock, model))
    for what in said:
        not_verified = f"the signature was not verified: {reason or 'it cannot hold for other files'}"
        yield f"the signature `{name}` is of other files: {what} (digests compared; {not_verified})"
    if lock and not (reason or said):
        refused = verify(signed_root(bundle, found, files), bundle, signed, lock, options)
        if refused:
            yield f"the signature `{name}` does not hold: {refused} (verified by model_signing)"


def has_pointers(files: list[str]) -> bool:
    """Whether of any file only the pointer is here, or nothing."""
    return any([_is_elsewhere(path) for path in files])


def _is_elsewhere(path: str) -> bool:
    from labcoat.core.lockfile.content import open_regular
    from labcoat.core.lockfile.pointers import LONGEST, read_pointer

    try:
        with open_regular(path) as file:
            return read_pointer(file.read(LONGEST)) is not None
    except OSError:
        return True
