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
from benchmarks.unsafe_cases import write_cases
from benchmarks.unsafe_peers import PEERS, RULES, semgrep
from benchmarks.unsafe_rows import Case, write_rows
from labcoat.core.families import load_rules
from tests.all_rows import FAMILIES

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
    """The rules' own tables, files that were labelled before the rules were written, large sources."""
    yield from _beside("tables", environment, write_rows(scratch / "tables"), scratch / "tables")
    yield from _beside("labelled", environment, write_cases(scratch / "labelled"), scratch / "labelled")
    yield from _speed(environment, scratch / "sources")


def _beside(what: str, environment: Environment, cases: list[Case], directory: Path) -> Iterator[Row]:
    flagged = [case for case in cases if case.expected]
    yield Row(f"{what}: {len(cases)} files, with something to find", len(flagged), unit=" files")
    yield from _scores(f"{what}: labcoat", cases, _labcoat(environment, directory), (0.98, 0.95))
    for name, peer in PEERS.items():
        if peer is semgrep and not RULES.is_dir():
            print(f"semgrep: no rules in LABCOAT_SEMGREP_RULES ({RULES})")
            continue
        yield from _scores(f"{what}: {name}", cases, peer(environment, directory))


def _labcoat(environment: Environment, directory: Path) -> Said:
    line = f"labcoat check --select {HOOKS} --format json --exit-zero ."
    done = subprocess.run(environment.command(line), cwd=directory, capture_output=True, check=True)
    findings = json.loads(done.stdout)["findings"]
    return {(finding["path"].partition("/")[0], frozenset([finding["rule"]])) for finding in findings}


def _scores(name: str, cases: list[Case], said: Said, least: tuple[float, float] | None = None) -> Iterator[Row]:
    """Precision over all files, and recall for each kind of file: of rules that have something to report in one."""
    by_case = {case.directory.name: [rules for row, rules in said if row == case.directory.name] for case in cases}
    wrong = sum([_wrong(case, by_case[case.directory.name]) for case in cases])
    right = {case: _right(case, by_case[case.directory.name]) for case in cases if case.expected}
    precision = sum(right.values()) / max(1, sum(right.values()) + wrong)
    yield Row(f"{name}: precision ({wrong} false)", precision, unit="", least=least[0] if least else None)
    for kind in KINDS:
        there = sum([len(case.expected) for case in right if case.kind == kind])
        found = sum([number for case, number in right.items() if case.kind == kind])
        what = f"{name}: recall in {kind} ({found} of {there})"
        yield Row(what, found / max(1, there), unit="", least=least[1] if least else None)


def _right(case: Case, said: list[frozenset[str]]) -> int:
    return len([rule for rule in case.expected if any([rule in rules for rules in said])])


def _wrong(case: Case, said: list[frozenset[str]]) -> int:
    """Findings that are of none of the rules to find, and of one that has to be quiet."""
    return len([rules for rules in said if rules.isdisjoint(case.expected) and not rules.isdisjoint(case.forbidden)])


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
    families = [rules for family, rules in load_rules(FAMILIES).items() if family in HOOKS.split(",")]
    number = len([rule for rules in families for rule in rules if not rule.opt_in]) - 1
    more = (cpu["labcoat"] - cpu["one rule"]) / number / cpu["one rule"]
    yield Row(f"{what}: {number + 1} rules over one", cpu["labcoat"] / cpu["one rule"])
    yield Row(f"{what}: a rule more costs, of what one does", 100 * more, unit="%")


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
