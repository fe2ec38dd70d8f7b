"""Findings: hits made concrete. Imported only when there is one."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """What reports print, in the order of the `jsonl` contract; `None` where a field does not apply.

    Lines and columns count from 1, columns in characters; `end_column` is one past the last character. In a
    notebook `line` counts inside the cell's part, `raw_line` and `raw_column` in the file on disk. `excerpt` is the
    redacted line, cut where it is long; `excerpt_column` and `excerpt_end_column` are the place inside it. Findings of
    a file with the same `group`, counted from 1, are about the same key; 0 is about none. `causes` are the first and
    last line, as `raw_line`, of further places that make the finding. `inside` is the place in a file that is no text:
    `!archive/data.pkl @ 360`, or empty for the file itself; None in text.
    """

    path: str
    rule: str
    severity: str
    message: str
    help: str
    cell: int | None
    cell_id: str | None
    part: str | None
    line: int
    column: int
    end_line: int
    end_column: int
    raw_line: int
    excerpt: str
    fingerprint: str
    fixable: bool
    url: str
    raw_column: int
    utf16_column: int
    utf16_end_column: int
    excerpt_column: int
    excerpt_end_column: int
    group: int = 0
    causes: tuple[tuple[int, int], ...] = ()
    inside: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The finding as the `json` and `jsonl` reports print it."""
        fields = self._asdict()
        return {name: fields[name] for name in self._fields[: self._fields.index("raw_column")]}

    @property
    def place(self) -> str:
        """`nb.ipynb:cell 3:2:8` in a cell, `train.py:2:8` elsewhere: of a notebook's metadata the line of the file.

        `model.pt!archive/data.pkl @ 360`, or `model.pt`, in a file that is no text.
        """
        if self.inside is not None:
            return f"{self.path}{self.inside}"
        if self.cell is not None:
            return f"{self.path}:cell {self.cell}:{self.line}:{self.column}"
        line, column = (self.raw_line, self.raw_column) if self.part else (self.line, self.column)
        return f"{self.path}:{line}:{column}"
