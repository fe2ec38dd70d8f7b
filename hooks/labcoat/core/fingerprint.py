"""What identifies a finding from one version of a file to the next."""

from __future__ import annotations


def fingerprint(rule: str, path: str, cell_id: str | None, excerpt: str, nth: int) -> str:
    """32 hexadecimal digits that stay the same when lines move and whitespace changes.

    `path` is relative to the root of the project, with forward slashes; `excerpt` is redacted, so that no fingerprint
    is made from a secret; `nth` counts, from 0, findings of the file that are equal in all the rest.
    """
    from hashlib import sha256

    parts = (rule, path, cell_id or "", " ".join(excerpt.split()), str(nth))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
