"""What identifies a finding from one version of a file to the next."""

from __future__ import annotations

TOKEN_BITS = 64  # that a token is long; tokens are drawn at random, so nobody goes through so many
TOKEN_ENTROPY = 2.5  # bits a character
HEX_LENGTH = 28  # digits: 112 bits
SHORTEST = 20  # characters of a run that seems to be drawn at random
ODD_PAIRS = 10  # neighbours in it that words do not have: at some 5 bits each, out of reach for guessing
_LOOK_ALIKES = str.maketrans("013457@$", "oieastas")  # what passwords have in place of letters
_HEX = "0123456789abcdefABCDEF"


def fingerprint(rule: str, path: str, cell_id: str | None, excerpt: str, nth: int) -> str:
    """32 hexadecimal digits that stay the same when lines move and whitespace changes.

    `path` is relative to the root of the project, with forward slashes; `excerpt` is redacted, so that no fingerprint
    is made from a secret; `nth` counts, from 0, findings of the file that are equal in all the rest.
    """
    from hashlib import sha256

    parts = (rule, path, cell_id or "", " ".join(excerpt.split()), str(nth))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def identity(secret: str, is_token: bool, before: str) -> str:
    """What tells a finding about a secret from one about the next secret in its place.

    The SHA-256 of a key that nobody can guess: a token in its issuer's format, or characters drawn at random. Of
    anything else the name that it belongs to, the last word of `before` (redacted), so that no password can be tried
    out against it.
    """
    if (is_token and _is_long(secret)) or _is_drawn_at_random(secret):
        from hashlib import sha256

        return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
    return _last_name(before)


def _is_long(token: str) -> bool:
    from labcoat.core.keys.checks import entropy

    bits = 5 if token.strip(_HEX) else 4
    return len(token) * bits >= TOKEN_BITS and entropy(token) >= TOKEN_ENTROPY


def _is_drawn_at_random(secret: str) -> bool:
    """Whether a run in a secret has too little of words, also of ones with digits for letters, to be guessed."""
    import re

    from labcoat.core.keys.values import looks_random, oddness

    run = max(re.findall(r"[A-Za-z0-9+/=_-]+", secret), key=len, default="")
    if not run.strip(_HEX):
        return len(run) >= HEX_LENGTH and looks_random(run)
    plain = run.translate(_LOOK_ALIKES)
    return looks_random(run, SHORTEST) and oddness(plain) * (len(plain) - 1) >= ODD_PAIRS


def _last_name(text: str) -> str:
    """The last word that may be a name; none is longer than 100 characters."""
    import re

    words = re.findall(r"[A-Za-z_][\w.-]*", text[-100:])
    return words[-1] if words else ""
