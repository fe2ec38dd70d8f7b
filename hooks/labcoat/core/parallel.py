"""Files checked in several processes. Imported only for `--jobs`."""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from labcoat.core.checker import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from labcoat.core.arguments import Arguments

    Work = tuple[Sequence[str], Arguments, Sequence[str]]

CHUNKS_PER_JOB = 4  # small enough that one slow file does not leave the other processes idle


def check_in_parallel(modules: Sequence[str], arguments: Arguments, files: Sequence[str], jobs: int) -> Outcome:
    """What one process would find, in the same order. Raises what a checker raises."""
    size = max(1, -(-len(files) // (jobs * CHUNKS_PER_JOB)))
    chunks = [files[start : start + size] for start in range(0, len(files), size)]
    outcome = Outcome()
    work = [(modules, arguments, chunk) for chunk in chunks]
    with ProcessPoolExecutor(min(jobs, len(chunks)), get_context("spawn"), _ignore_interrupts) as pool:
        for part in _begin(pool, work):
            outcome.add(part)
    return outcome


def _begin(pool: ProcessPoolExecutor, work: list[Work]) -> Iterator[Outcome]:
    """The outcomes to come. Ctrl-C is for this process alone: the others would each print a traceback."""
    before = _ignore_interrupts()  # new processes start as this one is
    try:
        return pool.map(_check_chunk, work)
    finally:
        signal.signal(signal.SIGINT, before)


def _ignore_interrupts() -> Any:
    return signal.signal(signal.SIGINT, signal.SIG_IGN)


def _check_chunk(work: Work) -> Outcome:
    from labcoat.core.hook import make_checker

    modules, arguments, files = work
    checker = make_checker(modules, arguments)
    for path in files:
        checker.check_file(path)
    return checker.outcome
