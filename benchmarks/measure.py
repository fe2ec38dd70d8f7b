"""CPU and memory of whole processes, as the kernel counts them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_KEPT = ("PATH", "LANG", "SYSTEMROOT", "TMPDIR")


class Run:
    """One process: seconds of CPU (user and system, children included), and peak memory in bytes."""

    def __init__(self, cpu: float, peak: int) -> None:
        self.cpu = cpu
        self.peak = peak


class Contestant:
    """A command that is compared with others. `prepare` makes, before each run, the directory that it runs in."""

    def __init__(
        self, name: str, command: Sequence[str], prepare: Callable[[], Path], accepted: tuple[int, ...] = (0,)
    ) -> None:
        self.name = name
        self.command = command
        self.prepare = prepare
        self.accepted = accepted


def run(command: Sequence[str], directory: Path, accepted: tuple[int, ...] = (0,)) -> Run:
    """Run a command to its end. Raises RuntimeError for an exit code that is not accepted, and for a traceback."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command,
            cwd=directory,
            env={name: os.environ[name] for name in _KEPT if name in os.environ} | {"HOME": str(directory)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        complaint = errors.read().decode(errors="replace")
    if process.returncode not in accepted or "Traceback (most recent call last)" in complaint:
        raise RuntimeError(f"exit code {process.returncode}: {' '.join(command[:4])} …\n{complaint[-2000:]}")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _RSS_UNIT)


def compare(contestants: Sequence[Contestant], rounds: int) -> dict[str, Run]:
    """The median run of each contestant. They take turns, so that a busy machine is busy for all of them."""
    runs: dict[str, list[Run]] = {contestant.name: [] for contestant in contestants}
    for _ in range(rounds):
        for contestant in contestants:
            directory = contestant.prepare()
            runs[contestant.name].append(run(contestant.command, directory, contestant.accepted))
    return {name: _median(found) for name, found in runs.items()}


def _median(runs: list[Run]) -> Run:
    return Run(median([run.cpu for run in runs]), int(median([run.peak for run in runs])))
