"""Files checked in several processes. Imported only for `--jobs`."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from labcoat.core.checker import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.arguments import Arguments

CHUNKS_PER_JOB = 4  # small enough that one slow file does not leave the other processes idle


def check_in_parallel(modules: Sequence[str], arguments: Arguments, files: Sequence[str], jobs: int) -> Outcome:
    """What one process would find, in the same order. Raises what a checker raises."""
    size = max(1, -(-len(files) // (jobs * CHUNKS_PER_JOB)))
    chunks = [files[start : start + size] for start in range(0, len(files), size)]
    outcome = Outcome()
    with ProcessPoolExecutor(min(jobs, len(chunks)), mp_context=get_context("spawn")) as pool:
        for part in pool.map(_check_chunk, [(modules, arguments, chunk) for chunk in chunks]):
            outcome.add(part)
    return outcome


def _check_chunk(work: tuple[Sequence[str], Arguments, Sequence[str]]) -> Outcome:
    from labcoat.core.hook import make_checker

    modules, arguments, files = work
    checker = make_checker(modules, arguments)
    for path in files:
        checker.check_file(path)
    return checker.outcome
