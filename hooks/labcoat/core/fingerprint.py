"""What identifies a finding from one version of a file to the next."""

from __future__ import annotations

LONG_SECRET = 20  # characters
RANDOM = 3.0  # bits a character


def fingerprint(rule: str, path: str, cell_id: str | None, excerpt: str, nth: int) -> str:
    """32 hexadecimal digits that stay the same when lines move and whitespace changes.

    `path` is relative to the root of the project, with forward slashes; `excerpt` is redacted, so that no fingerprint
    is made from a secret; `nth` counts, from 0, findings of the file that are equal in all the rest.
    """
    from hashlib import sha256

    parts = (rule, path, cell_id or "", " ".join(excerpt.split()), str(nth))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def identity(secret: str, excerpt: str) -> str:
    """What tells a finding about a secret from one about the next secret in its place.

    The SHA-256 of a long random key, which nobody can guess; of anything shorter, the redacted line without the
    secret's length, so that a password cannot be tried out against it.
    """
    from labcoat.core.keys.checks import entropy

    if len(secret) >= LONG_SECRET and entropy(secret) >= RANDOM:
        from hashlib import sha256

        return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
    return "*".join([piece for piece in excerpt.split("*") if piece])
