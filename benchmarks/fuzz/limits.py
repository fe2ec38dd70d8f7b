"""How long a file may take and how much memory.

A second and 20 bytes for each byte, with a floor: a second, and what Python's own parser takes for 200 kB of `x[0]`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS, SECONDS_PER_MB = 1.0, 1.0
MEMORY, MEMORY_PER_BYTE = 150_000_000, 20
TRIES = 3
STATUS = "/proc/self/status"


class Meter:
    """CPU and peak memory of what is done in a `with` block; no memory where the system does not tell."""

    def __enter__(self) -> Meter:
        self.memory = 0
        _forget_peak()
        self._resident, self._start = _peak(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.process_time() - self._start
        self.memory = _peak() - self._resident


def _forget_peak() -> None:
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def _peak() -> int:
    try:
        with open(STATUS) as file:
            return next((int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def excess(meter: Meter, size: int) -> str:
    """What is over the limit for an input of this size; empty where nothing is."""
    seconds = max(SECONDS, SECONDS_PER_MB * size / 1e6)
    memory = max(MEMORY, MEMORY_PER_BYTE * size)
    if meter.seconds > seconds:
        return f"{meter.seconds:.2f} s of CPU, {seconds:.2f} s are allowed"
    if meter.memory > memory:
        return f"{meter.memory / 1e6:.0f} MB of memory, {memory / 1e6:.0f} MB are allowed"
    return ""


def measured(work: Callable[[], object], size: int) -> str:
    """As `excess`, and only what is over the limit each time: the machine may be busy."""
    for _ in range(TRIES):
        with Meter() as meter:
            work()
        found = excess(meter, size)
        if not found:
            return ""
    return found
