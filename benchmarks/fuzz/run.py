"""Cases judged in several processes; a case that kills its process, or never ends, is a failure like any other."""

from __future__ import annotations

import multiprocessing
import os
import time
import traceback
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.fuzz.cases import Case, case, written
from benchmarks.fuzz.judge import checked, judge_findings, judge_reports
from benchmarks.fuzz.judge_strip import judge_strip, stripped_once
from benchmarks.fuzz.limits import measured

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.process import BaseProcess

REPORTS_EVERY = 7
LONGEST = 120  # seconds by the clock that a process may spend on one case


class Plan(NamedTuple):
    """Which cases to run, and the directory where failing inputs are kept."""

    seed: int
    numbers: Sequence[int]
    kept: str
    models: bool = False

    def case(self, number: int) -> Case:
        """The file of a number."""
        if not self.models:
            return case(self.seed, number)
        from benchmarks.fuzz.model_cases import model_case

        return model_case(self.seed, number)


def judge(given: Case, number: int, *, limits: bool) -> str:
    """What is wrong with what labcoat does with a case; empty where nothing is."""
    try:
        outcome = checked(given, number)
        judge_findings(given, outcome)
        if number % REPORTS_EVERY == 0:
            judge_reports(given, outcome)
        strips = given.name.endswith((".ipynb", ".zpln"))
        if strips:
            judge_strip(given, number)
        if not limits:
            return ""
        over = measured(lambda: checked(given, number), len(given.data))
        over = over or (measured(lambda: stripped_once(given, number), len(given.data)) if strips else "")
    except Exception:
        return traceback.format_exc(limit=-6)
    return over


def fuzz(plan: Plan, processes: int) -> int:
    """Judge the cases of a plan; the number of failures."""
    shares = [plan.numbers[start::processes] for start in range(processes)]
    workers = [_Worker(plan._replace(numbers=share)) for share in shares if share]
    while any([worker.is_busy() for worker in workers]):
        time.sleep(0.5)
    return sum([worker.failures.value for worker in workers])


class _Worker:
    """A process that judges cases one after the other; it is replaced when it dies or hangs."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.context = multiprocessing.get_context("spawn")
        self.done = self.context.Value("q", 0)
        self.failures = self.context.Value("q", 0)
        self.seen, self.since = -1, time.monotonic()
        self.process = self._started()

    def _started(self) -> BaseProcess:
        process = self.context.Process(target=_judge_all, args=(self.plan, self.done, self.failures), daemon=True)
        process.start()
        return process

    def is_busy(self) -> bool:
        """Whether there is more to do. Sees to a process that is dead or stuck."""
        if self.done.value != self.seen:
            self.seen, self.since = self.done.value, time.monotonic()
        stuck = time.monotonic() - self.since > LONGEST
        if self.process.is_alive() and not stuck:
            return True
        if self.done.value >= len(self.plan.numbers):
            return False
        self.process.kill()
        self.process.join()
        number = self.plan.numbers[self.done.value]
        _report(self.plan, number, self.plan.case(number), "hangs" if stuck else "the process died")
        self.failures.value += 1
        self.done.value += 1
        self.process = self._started()
        return True


def _judge_all(plan: Plan, done: object, failures: object) -> None:
    """Judge what is not done yet. `done` counts cases, and tells which one is under way."""
    os.nice(5)
    for number in plan.numbers[done.value :]:
        given = plan.case(number)
        problem = judge(given, number, limits=True)
        if problem:
            failures.value += 1
            _report(plan, number, given, problem)
        done.value += 1


def _report(plan: Plan, number: int, given: Case, problem: str) -> None:
    path = written(given, plan.kept, number)
    models = " --models" if plan.models else ""
    print(f"--seed {plan.seed}{models} --only {number}: {path} ({len(given.data):,} bytes)\n{problem}", flush=True)
