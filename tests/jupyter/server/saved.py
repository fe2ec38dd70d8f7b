"""Notebooks that the tests save."""

from __future__ import annotations

import asyncio
import time

KEY = "hf_" + "QwErTyUiOpAsDfGhJ" * 2  # put together here, so that this file has none
LEAK = f'token = "{KEY}"\n'


def code(source, *outputs):
    """A code cell; the outputs are texts."""
    shown = [{"output_type": "stream", "name": "stdout", "text": text} for text in outputs]
    return {"cell_type": "code", "id": f"c{abs(hash(source)) % 10**6}", "metadata": {}, "source": source} | {
        "execution_count": None,
        "outputs": shown,
    }


def notebook(*sources):
    """A notebook of code cells."""
    cells = [source if isinstance(source, dict) else code(source) for source in sources]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


async def until(condition, seconds=20.0):
    """Wait for something; fails when it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "did not happen"
        await asyncio.sleep(0.01)
