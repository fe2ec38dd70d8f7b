"""The detector tables, one module for each kind of provider."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.keys.detector import Detector

TABLES = ("ai", "ai_tools", "cloud", "code", "chat", "payment", "mail", "data", "web", "crypto", "generic")


def load_table(name: str) -> tuple[Detector, ...]:
    """The rows of one table."""
    __import__(f"{__name__}.{name}")
    rows: tuple[Detector, ...] = sys.modules[f"{__name__}.{name}"].DETECTORS
    return rows


def load_detectors() -> tuple[Detector, ...]:
    """The rows of all tables, in their order."""
    return tuple([row for table in TABLES for row in load_table(table)])
