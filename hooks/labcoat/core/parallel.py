"""Files checked in several processes. Imported only for `--jobs`."""

from __future__ import annotations

import signal
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context

from labcoat.core.checker import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.arguments import Arguments

    Work = tuple[Sequence[str], Arguments, Sequence[str], frozenset[str]]

CHUNKS_PER_JOB = 4  # small enough that one slow file does not leave the other processes idle


def check_in_parallel(
    modules: Sequence[str], arguments: Arguments, files: Sequence[str], jobs: int, given: frozenset[str]
) -> Outcome:
    """What one process would find, in the same order. Raises what a checker raises."""
    size = max(1, -(-len(files) // (jobs * CHUNKS_PER_JOB)))
    chunks = [files[start : start + size] for start in range(0, len(files), size)]
    outcome = Outcome()
    with ProcessPoolExecutor(min(jobs, len(chunks)), get_context("spawn"), _ignore_interrupts) as pool:
        try:
            for part in _begin(pool, [(modules, arguments, chunk, given) for chunk in chunks]):
                outcome.add(part.result())
        except BrokenProcessPool:
            outcome.errors.append("a process was killed before it had checked its files: try with fewer --jobs")
        except KeyboardInterrupt:
            for process in active_children():
                process.kill()
            raise
    return outcome


def _begin(pool: ProcessPoolExecutor, work: list[Work]) -> list[Future[Outcome]]:
    """The outcomes to come. Ctrl-C is for this process alone: the others would each print a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        return [pool.submit(_check_chunk, part) for part in work]
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])  # new processes start as this one is
    try:
        return [pool.submit(_check_chunk, part) for part in work]
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _check_chunk(work: Work) -> Outcome:
    from labcoat.core.hook import make_checker

    modules, arguments, files, given = work
    checker = make_checker(modules, arguments)
    checker.given = given
    for path in files:
        checker.check_file(path)
    return checker.outcome
