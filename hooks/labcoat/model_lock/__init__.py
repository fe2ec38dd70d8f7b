"""labcoat-model-lock: where models came from, and whether they are those that the team agreed on."""

from __future__ import annotations

from labcoat.core.console import console
from labcoat.model_lock import code_revision

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

OPTIONS: dict[str, Any] = {"allow-unlisted": bool | list}
RULES = [*code_revision.RULES]

__all__ = ["OPTIONS", "RULES", "main"]


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook over the paths it is given; the exit code."""
    from labcoat.core.hook import run_hook

    return run_hook("labcoat-model-lock", ["model_lock"], argv)
