"""Signatures verified by the `model_signing` package, where it is installed beside labcoat. Nothing goes online.

https://github.com/sigstore/model-transparency. A key is enough for that; an identity needs Sigstore's trust root as a
file, because the package would download it otherwise.
"""

from __future__ import annotations

import os
import subprocess
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.lockfile.lock import Lock, Signed
    from labcoat.core.rule import Options

NOWHERE = "http://127.0.0.1:9"  # a proxy that nobody runs
TIMEOUT = 600  # seconds: it hashes the model
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
TRUST = "trust-config"
NO_SIGNER = "models.lock names no `public-key`, and no `identity` with an `issuer`"
NO_TRUST = f"an `identity` takes the file `{TRUST}` of [tool.labcoat.model-lock]"


def why_not(signed: Signed, options: Options, has_pointers: bool) -> str:
    """Why a signature cannot be verified here; empty where it can."""
    from importlib.util import find_spec

    if not signed.public_key and not (signed.identity and signed.issuer):
        return NO_SIGNER
    if not signed.public_key and not options.get(TRUST):
        return NO_TRUST
    if has_pointers:
        return "the files are in Git LFS, and only their pointers are here"
    return "" if find_spec("model_signing") else "model-signing is not installed"


def verify(root: str, bundle: str, signed: Signed, lock: Lock, options: Options) -> str:
    """Why a model is not what its signer has signed; empty where it is."""
    if signed.public_key:
        how = ["key", "--public_key", os.path.join(lock.folder, signed.public_key)]
    else:
        how = ["sigstore", "--identity", signed.identity, "--identity_provider", signed.issuer]
        how += ["--trust_config", os.path.join(lock.folder, options[TRUST])]
    command = [sys.executable, "-P", "-m", "model_signing", "verify", *how, "--signature", bundle, root]
    if sys.version_info < (3, 11):
        command.remove("-P")
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "NO_PROXY")}
    try:
        done = subprocess.run(
            command,
            cwd=sys.prefix,
            env={**environment, **dict.fromkeys(_PROXIES, NOWHERE)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIMEOUT,
        )
    except (OSError, subprocess.TimeoutExpired):
        return "model_signing could not be run"
    return "" if done.returncode == 0 else _last_line(done.stdout + done.stderr)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "it did not say why"
