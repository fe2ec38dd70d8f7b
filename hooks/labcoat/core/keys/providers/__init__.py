"""The detector tables, one module for each kind of provider."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.keys.detector import Detector

TABLES = ("ai", "ai_tools", "cloud", "code", "chat", "payment", "mail", "data", "web", "crypto", "generic")


def load_detectors() -> tuple[Detector, ...]:
    """The rows of all tables, in their order."""
    rows: list[Detector] = []
    for table in TABLES:
        __import__(f"{__name__}.{table}")
        rows += sys.modules[f"{__name__}.{table}"].DETECTORS
    return tuple(rows)
