"""labcoat-secret-logging: keys that reach logs, outputs, experiment trackers and the history of a notebook."""

from __future__ import annotations

from labcoat.core.console import console
from labcoat.secret_logging import environment, logs, magics

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

OPTIONS: dict[str, Any] = {}
RULES = [*environment.RULES, *logs.RULES, *magics.RULES]

__all__ = ["OPTIONS", "RULES", "main"]


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook over the paths it is given; the exit code."""
    from labcoat.core.hook import run_hook

    return run_hook("labcoat-secret-logging", ["secret_logging"], argv)
