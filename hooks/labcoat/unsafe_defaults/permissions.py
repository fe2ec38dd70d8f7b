"""Rules about permissions."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.rule import Rule

RULES: list[Rule] = []
