"""Notebooks for the scratch repositories."""

from __future__ import annotations

import json

REMOTE = "model = load(model_path, trust_remote_code=True)\n"
REMOTE_COLUMN = REMOTE.index("trust_remote_code") + 1


def notebook(*sources: str, outputs: bool = True) -> str:
    """A notebook's text, its code cells with or without outputs and counts."""
    cells = [_code(number, source, outputs) for number, source in enumerate(sources, 1)]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


def _code(number: int, source: str, outputs: bool) -> dict[str, object]:
    shown = [{"name": "stdout", "output_type": "stream", "text": [f"shown by cell {number}\n"]}]
    return {
        "cell_type": "code",
        "execution_count": number if outputs else None,
        "id": f"cell-{number}",
        "metadata": {},
        "outputs": shown if outputs else [],
        "source": source.splitlines(keepends=True),
    }
