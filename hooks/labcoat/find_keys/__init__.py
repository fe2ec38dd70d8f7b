"""labcoat-find-keys: keys and passwords in every part of a notebook, and in any other text file."""

from __future__ import annotations

from labcoat.core.console import console
from labcoat.find_keys.rules import PLUGINS, RULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

FAMILY = "find-keys"
OPTIONS: dict[str, Any] = {"detect-secrets-plugins": bool | list}

__all__ = ["FAMILY", "OPTIONS", "PLUGINS", "RULES", "main"]


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook over the paths it is given; the exit code."""
    from labcoat.core.hook import run_hook

    return run_hook("labcoat-find-keys", ["find_keys"], argv)
