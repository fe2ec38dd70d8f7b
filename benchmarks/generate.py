"""Made-up notebooks of any size, written piece by piece so that this process stays small."""

from __future__ import annotations

import json
from base64 import b64encode
from itertools import count
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CODE = """\
import numpy as np
from sklearn.linear_model import LogisticRegression

def train(features, labels, rounds={number}):
    model = LogisticRegression(max_iter=rounds)
    return model.fit(features, labels)

scores = [train(x, y).score(x, y) for x, y in folds[{number}]]
print(f"mean {{np.mean(scores):.3f}}, worst {{min(scores):.3f}}")
"""
TEXT = "## Fold {number}\n\nWhat comes next trains on *all but one* fold, and reports the mean.\n"
FLAGGED = 'model = AutoModel.from_pretrained("org/name", trust_remote_code=True)\n'
PLOT = 33_000  # bytes of an image
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4" * 40


def notebook(path: Path, size: int, *, outputs: bool = False, flagged: bool = False, text: str = TEXT) -> None:
    """Write a notebook of about `size` bytes; `flagged` has one finding, in its first cell."""
    number, written = 0, 0
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        written += file.write('{\n "cells": [\n')
        while written < size - 400 or not number:
            source = FLAGGED if flagged and not number else (CODE if number % 2 else text).format(number=number)
            cell = _cell(number, source, outputs, is_code=bool(number % 2) or (flagged and not number))
            written += file.write((",\n" if number else "") + _indented(cell))
            number += 1
        file.write(
            '\n ],\n "metadata": {"language_info": {"name": "python"}},\n "nbformat": 4,\n "nbformat_minor": 5\n}\n'
        )


def one_output(path: Path, size: int) -> None:
    """Write a notebook of one cell whose output is one string of about `size` bytes."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(
            '{"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "source": ["plot()"], "execution_count": 1, '
        )
        file.write('"outputs": [{"output_type": "display_data", "metadata": {}, "data": {"image/png": "')
        for _ in range(size // len(PNG)):
            file.write(PNG)
        file.write('"}}]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n')


def plots(path: Path, size: int) -> None:
    """Write a notebook of about `size` bytes, nearly all of it PNGs: code cells that show a plot of 45 kB each."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        written = file.write('{\n "cells": [\n')
        for number in count(1):
            image = b64encode(b"\x89PNG\r\n\x1a\n" + Random(number).randbytes(PLOT)).decode()
            cell = _cell(number, CODE.format(number=number), outputs=False, is_code=True)
            data = {"image/png": image + "\n", "text/plain": ["<Figure size 640x480 with 1 Axes>"]}
            shown: dict[str, object] = {"data": data, "metadata": {}, "output_type": "display_data"}
            written += file.write((",\n" if number > 1 else "") + _indented(cell | {"outputs": [shown]}))
            if written >= size:
                break
        file.write('\n ],\n "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5\n}\n')


def module(path: Path, size: int) -> None:
    """Write a Python file of about `size` bytes with one finding."""
    path.write_text(FLAGGED + "".join([CODE.format(number=number) for number in range(size // len(CODE))]))


def _cell(number: int, source: str, outputs: bool, is_code: bool) -> dict[str, object]:
    lines = source.splitlines(keepends=True)
    if not is_code:
        return {"cell_type": "markdown", "id": f"cell-{number}", "metadata": {}, "source": lines}
    cell = {"cell_type": "code", "execution_count": None, "id": f"cell-{number}", "metadata": {}, "outputs": []}
    if outputs:
        cell |= {"execution_count": number, "outputs": _outputs(number)}
    return cell | {"source": lines}


def _outputs(number: int) -> list[object]:
    image = {"image/png": PNG, "text/plain": ["<Figure size 640x480 with 1 Axes>"]}
    return [
        {"name": "stdout", "output_type": "stream", "text": [f"mean 0.{number}, worst 0.{number}\n"]},
        {"data": image, "metadata": {}, "output_type": "display_data"},
    ]


def _indented(cell: dict[str, object]) -> str:
    return "  " + json.dumps(cell, indent=1).replace("\n", "\n  ")
