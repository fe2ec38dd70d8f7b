"""labcoat-pinned-requirements: what a repository installs, from where, and whether it is the same tomorrow."""

from __future__ import annotations

from labcoat.core.arguments import LEVELS
from labcoat.core.console import console
from labcoat.pinned_requirements import (
    base_images,
    confusion,
    files,
    hidden,
    insecure,
    installs,
    misspelled,
    prereleases,
    unpinned,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from labcoat.core.checker import Outcome

FAMILY = "pinned-requirements"
OPTIONS: dict[str, Any] = {
    "min-level": LEVELS,
    "notebooks": bool,
    "allow-indexes": list,
    "private-packages": list,
    "allow-packages": list,
}
RULES = [
    *unpinned.RULES,
    *base_images.RULES,
    *insecure.RULES,
    *installs.RULES,
    *confusion.RULES,
    *prereleases.RULES,
    *misspelled.RULES,
    *hidden.RULES,
    *files.RULES,
]

__all__ = ["FAMILY", "OPTIONS", "RULES", "main", "summary"]


def summary(outcome: Outcome) -> list[str]:
    """What to say at the end of a run that found much."""
    from labcoat.pinned_requirements.first_run import summary_lines

    return summary_lines(outcome.findings, outcome.levels)


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook over the paths it is given; the exit code."""
    from labcoat.core.hook import run_hook

    return run_hook("labcoat-pinned-requirements", ["pinned_requirements"], argv)
