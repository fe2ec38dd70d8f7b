"""What the worker keeps between scans, so that a cell that has not changed is not looked through again."""

from __future__ import annotations

from labcoat.core.keys.engine import Finder
from labcoat.core.keys.memory import ClueMemory


def remember() -> None:
    """Keep what was found in texts, in this process."""
    Finder.memory = ClueMemory()
