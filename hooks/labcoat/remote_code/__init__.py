"""labcoat-remote-code: code from a model hub that would run on this machine."""

from __future__ import annotations

from labcoat.core.console import console
from labcoat.remote_code import hub_code, organisations, trust_remote_code, unpinned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

OPTIONS: dict[str, Any] = {"allow": list, "allow-organisations": list, "unpinned": bool}
RULES = [*trust_remote_code.RULES, *hub_code.RULES, *unpinned.RULES, *organisations.RULES]

__all__ = ["OPTIONS", "RULES", "main"]


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook over the paths it is given; the exit code."""
    from labcoat.core.hook import run_hook

    return run_hook("labcoat-remote-code", ["remote_code"], argv)
