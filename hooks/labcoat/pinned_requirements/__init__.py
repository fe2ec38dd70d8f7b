"""labcoat-pinned-requirements: what a repository installs, from where, and whether it is the same tomorrow."""

from __future__ import annotations

from labcoat.core.console import console
from labcoat.pinned_requirements import unpinned
from labcoat.pinned_requirements.policy import MIN_LEVELS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

FAMILY = "pinned-requirements"
OPTIONS: dict[str, Any] = {"min-level": MIN_LEVELS, "notebooks": bool}
RULES = [*unpinned.RULES]

__all__ = ["FAMILY", "OPTIONS", "RULES", "main"]


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook over the paths it is given; the exit code."""
    from labcoat.core.hook import run_hook

    return run_hook("labcoat-pinned-requirements", ["pinned_requirements"], argv)
