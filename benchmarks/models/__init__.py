"""The section `models`: what scanners of model files find, and what that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.models import accuracy, speed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.environment import Environment
    from benchmarks.table import Row

TITLE = "Model files, beside picklescan, fickling, modelscan, modelaudit and hayward"


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """Accuracy, then speed and memory."""
    yield from accuracy.rows(environment.bin / "python", scratch / "accuracy")
    yield from speed.rows(environment, scratch / "speed")
