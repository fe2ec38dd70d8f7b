"""labcoat-cloud-policy: roles that may do everything, and storage that everybody may read."""

from __future__ import annotations

from labcoat.cloud_policy import buckets, iam
from labcoat.core.console import console

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

OPTIONS: dict[str, Any] = {}
RULES = [*iam.RULES, *buckets.RULES]

__all__ = ["OPTIONS", "RULES", "main"]


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook over the paths it is given; the exit code."""
    from labcoat.core.hook import run_hook

    return run_hook("labcoat-cloud-policy", ["cloud_policy"], argv)
