"""labcoat-model-files: what model files would run when they are loaded, and the keys in them. Nothing is loaded."""

from __future__ import annotations

from labcoat.core.console import console
from labcoat.model_files.uninspectable import uninspectable_model

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

OPTIONS: dict[str, Any] = {"allow": list}
RULES = [uninspectable_model]

__all__ = ["OPTIONS", "RULES", "main"]


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook over the paths it is given; the exit code."""
    from labcoat.core.hook import run_hook

    return run_hook("labcoat-model-files", ["model_files"], argv)
