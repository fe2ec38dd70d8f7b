"""labcoat-model-lock: where models came from, and whether they are those that the team agreed on."""

from __future__ import annotations

from labcoat.core.console import console
from labcoat.model_lock import beside, code_revision, invalid, mismatch, missing, revisions, signature, unlocked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

OPTIONS: dict[str, Any] = {"allow-unlisted": bool | list, "exclude": list, "required": bool, "trust-config": str}
RULES = [
    unlocked.unlocked_model,
    mismatch.model_mismatch,
    missing.missing_model,
    revisions.unpinned_model_revision,
    invalid.invalid_lock,
    signature.model_signature_mismatch,
    beside.pickle_beside_safetensors,
    *code_revision.RULES,
]

__all__ = ["OPTIONS", "RULES", "main"]


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook over the paths it is given; the exit code."""
    from labcoat.model_lock.command import run

    return run(argv)
