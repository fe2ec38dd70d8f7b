"""How much of what is malicious each scanner finds, and how much of what is fine it flags: tables by family."""

from __future__ import annotations

import json
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from benchmarks.models import environments
from benchmarks.models.everything import Labelled, labelled
from benchmarks.models.peers import EVERY, TOOLS, Verdict, python_of, verdicts
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    Table = dict[tuple[str, str], dict[str, tuple[int, int, int, int]]]  # by source and family, by tool: see `_counts`


def rows(python: Path, scratch: Path) -> Iterator[Row]:
    """Print the tables and what labcoat got wrong; yield the figures that have a bar."""
    files = labelled(scratch)
    results = compared(files, TOOLS, python)
    print("\n".join(report(files, results)))
    found, flagged = results["labcoat"], [file for file in files if not file.is_malicious]
    evil = [file for file in files if file.is_malicious and file.source == "corpus"]
    yield Row(
        f"of {len(evil)} malicious files of the corpus, found by labcoat, in %", _share(evil, found), "", least=99
    )
    for source in ("corpus", "peers' test data", "public packages"):
        fine = [file for file in flagged if file.source == source]
        if fine:
            yield Row(f"of {len(fine)} fine files, {source}, flagged by labcoat, in %", _share(fine, found), "", most=1)


def compared(files: list[Labelled], tools: Sequence[str], python: Path) -> dict[str, dict[Path, Verdict]]:
    """All verdicts by tool; two scanners at a time."""
    paths = [file.path for file in files]
    with ThreadPoolExecutor(2) as pool:
        jobs = {tool: pool.submit(verdicts, tool, paths, python_of(tool, python)) for tool in tools}
    return {tool: job.result() for tool, job in jobs.items()}


def _share(files: list[Labelled], found: dict[Path, Verdict]) -> float:
    return 100 * sum([found[file.path].kind == "hit" for file in files]) / max(1, len(files))


def report(files: list[Labelled], results: dict[str, dict[Path, Verdict]]) -> list[str]:
    """A table of what is malicious, one of what is fine, and every file that labcoat got wrong."""
    names = [f"{tool} {environments.version(tool)}" if tool in environments.PEERS else tool for tool in results]
    lines = ["", f"Scanners: {', '.join(names)}. " + _sampled(results)]
    for is_malicious, title in (
        (True, "malicious: found, and with errors, in %"),
        (False, "fine: flagged, and not 0, in %"),
    ):
        chosen = [file for file in files if file.is_malicious is is_malicious]
        lines += ["", f"| {title} | files | {' | '.join(results)} |", "|---|--:|" + "--:|" * len(results)]
        lines += [_line(family, group, results) for family, group in _groups(chosen)]
    return [*lines, "", *_mistakes(files, results.get("labcoat", {}))]


def _sampled(results: dict[str, dict[Path, Verdict]]) -> str:
    return ", ".join([f"{tool} is given every {number}th file" for tool, number in EVERY.items() if tool in results])


def _groups(files: list[Labelled]) -> list[tuple[str, list[Labelled]]]:
    groups: dict[str, list[Labelled]] = defaultdict(list)
    for file in files:
        groups[file.family].append(file)
    totals: dict[str, list[Labelled]] = defaultdict(list)
    for file in files:
        totals[f"**all: {file.source}**"].append(file)
    return [*groups.items(), *totals.items()]


def _line(family: str, files: list[Labelled], results: dict[str, dict[Path, Verdict]]) -> str:
    cells = []
    for found in results.values():
        kinds = [found[file.path].kind for file in files if file.path in found]
        hits, all_but_clean = kinds.count("hit"), len(kinds) - kinds.count("clean")
        share = [f"{100 * number / len(kinds):.0f}" for number in (hits, all_but_clean)] if kinds else ["-"]
        cells.append(" / ".join(dict.fromkeys(share)))
    return f"| {family} | {len(files)} | {' | '.join(cells)} |"


def _mistakes(files: list[Labelled], found: dict[Path, Verdict]) -> list[str]:
    lines = []
    for file in files:
        verdict = found.get(file.path)
        expected = "hit" if file.is_malicious else "clean"
        if verdict and verdict.kind != expected:
            what = "missed" if file.is_malicious else "false alarm"
            where = "/".join(file.path.parts[-3:])
            lines.append(f"- {what} ({verdict.kind}): {file.family}: {where}: {_first_finding(verdict.said)}")
    return lines


def _first_finding(said: str) -> str:
    """The first of labcoat's findings, which are lines of JSON."""
    try:
        finding = json.loads(said.partition("\n")[0])
    except ValueError:
        return " ".join(said.split())[:200]
    return f"{finding['rule']}: {finding['message'][:200]}"
