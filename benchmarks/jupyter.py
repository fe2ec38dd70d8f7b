"""What labcoat costs a Jupyter server: saves with the extension on and off, one after the other."""

from __future__ import annotations

import json
import random
import time
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.jupyter_server import Server
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.environment import Environment

TITLE = "jupyter: saves with the extension on and off, interleaved"
SIZES = (("4 kB", 4_000, 10, 150, 0.1), ("1 MB", 1_000_000, 100, 80, 0.2), ("10 MB", 10_000_000, 200, 16, 0.6))
KEY = ("hf_" + "QwErTyUiOp" * 4)[:37]
SAVES, SETTLED = 1_000, 200
PROBED = 8  # scans of 10 MB during which the loop is watched
ON, OFF = {"labcoat_jupyter": True}, {"labcoat_jupyter": False}
PROBE = {"benchmarks.loop_probe": True}


def notebook(size: int, cells: int, seed: int = 1) -> dict[str, Any]:
    """A notebook of about `size` bytes, most of it logs in outputs, with a key in its third cell."""
    draw = random.Random(seed)
    made = [_cell(index, size // cells, draw) for index in range(cells)]
    made[2]["source"] = f'import os\nlogin(token="{KEY}")\n'
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _cell(index: int, size: int, draw: random.Random) -> dict[str, Any]:
    text = []
    while sum(map(len, text)) < size - 350:
        text.append(f"epoch {draw.randrange(100)} loss={draw.random()} step {index} lr {draw.random()}\n")
    output = [{"output_type": "stream", "name": "stdout", "text": "".join(text)}] if text else []
    source = f"import numpy as np\n\nx{index} = np.zeros({index})\nmodel.fit(x{index}, epochs=3)\n"
    base = {"cell_type": "code", "id": f"cell-{index}", "metadata": {}, "execution_count": index}
    return base | {"source": source, "outputs": output}


def body(content: dict[str, Any]) -> bytes:
    """What the front end sends to save a notebook."""
    return json.dumps({"type": "notebook", "format": "json", "content": content}).encode()


@contextmanager
def running(folder: Path, extensions: dict[str, bool]) -> Iterator[Server]:
    """A server for the time of a block."""
    server = Server(folder, extensions)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """One row a figure; the last ones come from a browser."""
    from benchmarks import jupyter_browser

    yield from saves(scratch)
    yield from loop(scratch)
    yield from endurance(scratch)
    yield from jupyter_browser.rows(scratch)


def saves(scratch: Path) -> Iterator[Row]:
    """PUT with the extension on over off, and what the extension costs after the answer."""
    with running(scratch / "on", ON) as on, running(scratch / "off", OFF) as off:
        for name, size, cells, rounds, pause in SIZES:
            times, costs = _interleaved(on, off, notebook(size, cells), rounds, pause)
            yield Row(f"PUT of a notebook of {name}, p50, on over off", median(times[0]) / median(times[1]), most=1.05)
            yield Row("… p50 off, milliseconds", median(times[1]) * 1000, " ms")
            bar = 100 if name == "1 MB" else None
            what = "… CPU of a save with one changed cell, on less off, milliseconds"
            yield Row(what, 1000 * max(0.0, costs[0] - costs[1]), " ms", most=bar)


def _interleaved(
    on: Server, off: Server, content: dict[str, Any], rounds: int, pause: float
) -> tuple[list[list[float]], list[float]]:
    """Seconds of each PUT to both servers, and seconds of CPU of one save with its scan.

    After each PUT there is a pause in which the scan ends: so that it slows down neither server's next one.
    """
    times: list[list[float]] = [[], []]
    for server in (on, off):
        server.put("warm.ipynb", body(content))
    on.findings("warm.ipynb")
    before = [server.cpu() for server in (on, off)]
    for number in range(rounds):
        content["cells"][1]["source"] = f"x1 = {number}\n"
        sent = body(content)
        pair = [(on, times[0]), (off, times[1])]
        for server, taken in pair if number % 2 else pair[::-1]:
            taken.append(server.put("warm.ipynb", sent))
            time.sleep(pause)
    on.findings("warm.ipynb")
    return times, [(server.cpu() - start) / rounds for server, start in zip((on, off), before, strict=True)]


def loop(scratch: Path) -> Iterator[Row]:
    """How late the event loop is while a notebook of 10 MB is scanned, every cell of which is new."""
    late: list[float] = []
    with running(scratch / "loop", ON | PROBE) as server:
        for number in range(PROBED):
            server.put("big.ipynb", body(notebook(10_000_000, 200, seed=number)))
            server.request("GET", "/probe")  # the save itself is not asked about
            server.findings("big.ipynb")
            late += server.request("GET", "/probe")
    late.sort()
    yield Row(
        "event loop while 10 MB are scanned: delay, p99, milliseconds", late[int(len(late) * 0.99)] * 1000, " ms", 50
    )
    yield Row("… worst, milliseconds", late[-1] * 1000, " ms")


def endurance(scratch: Path) -> Iterator[Row]:
    """A thousand saves, files that are hard to read, and SIGTERM in the middle of a scan."""
    with running(scratch / "long", ON) as server:
        content = notebook(100_000, 30)
        settled = 0
        for number in range(SAVES):
            content["cells"][number % 30]["source"] = f"x = {number}\n"
            server.put("often.ipynb", body(content))
            if number % 10 == 0:
                server.findings("often.ipynb")
            settled = server.memory() if number == SETTLED else settled
        server.findings("often.ipynb")
        yield Row(f"memory after {SAVES} saves over that after {SETTLED}", server.memory() / settled, most=1.1)
        (server.root / "broken.ipynb").write_text('{"cells": [')
        yield Row("a broken notebook: findings", float(server.findings("broken.ipynb")["total"]), " ", least=1)
        taken = server.put("huge.ipynb", body(notebook(50_000_000, 500)))
        yield Row("PUT of 50 MB, seconds", taken, " s")
        time.sleep(1)
        yield Row("SIGTERM during the scan of 50 MB, seconds to the end", server.stop(), " s", most=2)
