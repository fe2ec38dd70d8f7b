"""How the packages of a repository are pinned, by level, and how a team starts although many are not."""

from __future__ import annotations

from labcoat.core.packages.requirement import LEVELS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labcoat.core.finding import Finding

MANY = 10  # findings, from which on nobody will mend them all today
ACCEPT = "labcoat baseline --select pinned-requirements"
RULES = ("unpinned-requirement", "unpinned-vcs", "unhashed-requirement", "unpinned-base-image")


def summary_lines(findings: Sequence[Finding], levels: Mapping[str, int]) -> list[str]:
    """The levels and the one command that accepts today's state, where there is much to accept."""
    unpinned = [finding for finding in findings if finding.rule in RULES]
    if len(unpinned) < MANY:
        return []
    counts = [f"{levels[level]} {level}" for level in reversed(LEVELS) if levels.get(level)]
    return [
        f"Packages by how they are pinned: {', '.join(counts)}." if counts else "No package is pinned.",
        f"{len(unpinned)} findings are about pins. To start today, accept them; then only new ones are reported:",
        f"    {ACCEPT}",
        "Or look at new lines alone, with `--changed-lines`.",
    ]
