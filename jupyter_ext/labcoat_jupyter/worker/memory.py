"""What the worker keeps between scans: the clues of texts that have not changed."""

from __future__ import annotations


def remember() -> None:
    """Keep the clues of texts."""
