"""labcoat-unsafe-defaults: services, downloads and files that are open to anybody."""

from __future__ import annotations

from labcoat.core.console import console
from labcoat.unsafe_defaults import (
    authentication,
    binding,
    containers,
    cors,
    credentials,
    debugging,
    downloads,
    permissions,
    pipes,
    sharing,
    tls,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

OPTIONS: dict[str, Any] = {}
RULES = [
    *binding.RULES,
    *authentication.RULES,
    *sharing.RULES,
    *debugging.RULES,
    *credentials.RULES,
    *permissions.RULES,
    *cors.RULES,
    *containers.RULES,
    *tls.RULES,
    *downloads.RULES,
    *pipes.RULES,
]

__all__ = ["OPTIONS", "RULES", "main"]


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook over the paths it is given; the exit code."""
    from labcoat.core.hook import run_hook

    return run_hook("labcoat-unsafe-defaults", ["unsafe_defaults"], argv)
