"""Unsafe code and configuration: what is found of what the tables list, beside other scanners, and what it costs."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import partial
from typing import TYPE_CHECKING

from benchmarks import sources
from benchmarks.measure import Contestant, compare
from benchmarks.table import Row
from benchmarks.unsafe_peers import PEERS, RULES, semgrep
from benchmarks.unsafe_rows import FAMILIES, Case, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.environment import Environment
    from benchmarks.unsafe_peers import Said

TITLE = "unsafe: code and configuration, beside bandit, nbQA, ruff and semgrep"
HOOKS = ",".join(family.replace("_", "-") for family in FAMILIES)
ROUNDS = 5
FILES, BYTES = 400, 9_000_000
KINDS = (".py", ".ipynb", "other")


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """The rules' tables, then large sources."""
    yield from _accuracy(environment, scratch / "rows")
    yield from _speed(environment, scratch / "sources")


def _accuracy(environment: Environment, directory: Path) -> Iterator[Row]:
    cases = write_rows(directory)
    yield Row(f"rows to find, of {len(cases)}", sum(case.is_flagged for case in cases), unit=" lines")
    yield from _scores("labcoat", cases, _labcoat(environment, directory), (0.98, 0.95))
    for name, peer in PEERS.items():
        if peer is semgrep and not RULES.is_dir():
            print(f"semgrep: no rules in LABCOAT_SEMGREP_RULES ({RULES})")
            continue
        yield from _scores(name, cases, peer(environment, directory))


def _labcoat(environment: Environment, directory: Path) -> Said:
    line = environment.command(f"labcoat check --select {HOOKS},all --ignore find-keys,pinned-requirements")
    done = subprocess.run(
        [*line, "--format", "json", "--exit-zero", "."], cwd=directory, capture_output=True, check=True
    )
    return {(finding["path"].partition("/")[0], finding["rule"]) for finding in json.loads(done.stdout)["findings"]}


def _scores(name: str, cases: list[Case], said: Said, least: tuple[float, float] | None = None) -> Iterator[Row]:
    """Precision over all rows, and recall for each kind of file."""
    right = [case for case in cases if case.is_flagged and _is_said(case, said)]
    wrong = [case for case in cases if not case.is_flagged and _is_said(case, said)]
    precision = len(right) / max(1, len(right) + len(wrong))
    yield Row(f"{name}: precision ({len(wrong)} false)", precision, unit="", least=least[0] if least else None)
    for kind in KINDS:
        there = [case for case in cases if case.is_flagged and case.kind == kind]
        found = [case for case in right if case.kind == kind]
        what = f"{name}: recall in {kind} ({len(found)} of {len(there)})"
        yield Row(what, len(found) / max(1, len(there)), unit="", least=least[1] if least else None)


def _is_said(case: Case, said: Said) -> bool:
    return (case.directory.name, case.rule) in said


def _speed(environment: Environment, directory: Path) -> Iterator[Row]:
    """The largest files of diffusers, all rules of these hooks, and one rule fewer for each hook."""
    names = _copied(directory)
    line = environment.command(f"labcoat check --exit-zero --jobs 1 --select {HOOKS}")
    commands = {
        "labcoat": [*line, *names],
        "one rule": environment.command("labcoat check --exit-zero --jobs 1 --select trust-remote-code", *names),
        "ruff": environment.command("ruff check --select S --no-cache --isolated --exit-zero", *names),
        "bandit": environment.command("bandit -q --exit-zero", *names),
    }
    contestants = [Contestant(name, command, partial(_same, directory)) for name, command in commands.items()]
    cpu = {name: run.cpu for name, run in compare(contestants, ROUNDS).items()}
    what = f"{len(names)} files of diffusers, {sum((directory / name).stat().st_size for name in names) / 1e6:.1f} MB"
    yield Row(f"{what}: labcoat over ruff check --select S", cpu["labcoat"] / cpu["ruff"], most=4)
    yield Row(f"{what}: bandit over labcoat", cpu["bandit"] / cpu["labcoat"], least=10)
    yield Row(f"{what}: all rules over one", cpu["labcoat"] / cpu["one rule"])


def _copied(directory: Path) -> list[str]:
    directory.mkdir()
    diffusers = next(path for path in sources.unpacked() if path.name.startswith("diffusers"))
    names = []
    for number, path in enumerate(sources.python_files(diffusers / "src", BYTES, FILES)):
        names.append(f"{number:03}_{path.name}")
        shutil.copyfile(path, directory / names[-1])
    return names


def _same(directory: Path) -> Path:
    return directory
