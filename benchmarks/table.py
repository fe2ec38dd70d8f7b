"""Results as a Markdown table: what was measured, the figure, the bar, and whether it is met."""

from __future__ import annotations

from typing import NamedTuple

WIDTHS = (72, 10, 9, 5)


class Row(NamedTuple):
    """One figure. `most` and `least` are the bar; a row without one is there to compare with."""

    what: str
    value: float
    unit: str = "x"
    most: float | None = None
    least: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the figure, as it is printed, reaches the bar."""
        shown = round(self.value, 2)
        return (self.most is None or shown <= self.most) and (self.least is None or shown >= self.least)


def header(title: str) -> str:
    """The first lines of a section's table."""
    return f"\n### {title}\n\n{_line('what', 'figure', 'bar', '')}\n{_line(*['-' * width for width in WIDTHS])}"


def shown(row: Row) -> str:
    """A row of the table."""
    if row.most is None and row.least is None:
        return _line(row.what, _number(row.value, row.unit), "", "")
    sign, bar = ("≤", row.most) if row.most is not None else ("≥", row.least)
    return _line(row.what, _number(row.value, row.unit), f"{sign} {bar:g}{row.unit}", "ok" if row.is_met else "BELOW")


def _number(value: float, unit: str) -> str:
    return (
        f"{value:,.0f}{unit}" if value >= 100 or unit.strip() in ("lines", "kills", "files") else f"{value:.2f}{unit}"
    )


def _line(*cells: str) -> str:
    padded = [cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)]
    return f"| {' | '.join(padded)} |"
