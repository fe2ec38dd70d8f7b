"""labcoat-unsafe-load: files that run code when they are loaded, and text that is run as code."""

from __future__ import annotations

from labcoat.core.console import console
from labcoat.unsafe_load import arrays, execution, flags, pickles, torch_load, yaml_load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

OPTIONS: dict[str, Any] = {}
RULES = [*pickles.RULES, *torch_load.RULES, *arrays.RULES, *yaml_load.RULES, *flags.RULES, *execution.RULES]

__all__ = ["OPTIONS", "RULES", "main"]


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook over the paths it is given; the exit code."""
    from labcoat.core.hook import run_hook

    return run_hook("labcoat-unsafe-load", ["unsafe_load"], argv)
