"""Every finding of the unsafe-code hooks in real notebooks and packages, sorted by rule, for somebody to read.

python -m benchmarks.unsafe_report [DIRECTORY…]
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import corpus, sources
from benchmarks.environment import CACHE
from tests.all_rows import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    Findings = dict[Path, list[dict[str, str | int]]]

HOOKS = ",".join(sorted(family.replace("_", "-") for family in FAMILIES))
REPORT = CACHE / "unsafe-findings.md"


def main(arguments: list[str]) -> None:
    """Check the directories, or the corpus and the large packages, and write the report."""
    directories = [Path(argument).resolve() for argument in arguments]
    found = {directory: _findings(directory) for directory in directories or _default()}
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text("\n".join(_report(found)) + "\n", encoding="utf-8")
    print(REPORT)


def _default() -> list[Path]:
    return [(corpus.DIRECTORY / "notebooks").resolve(), *sources.unpacked()]


def _findings(directory: Path) -> list[dict[str, str | int]]:
    options = ["--select", HOOKS, "--format", "json", "--exit-zero", "--no-baseline"]
    line = [sys.executable, "-m", "labcoat", "check", *options, "."]
    done = subprocess.run(line, cwd=directory, stdout=subprocess.PIPE, check=True)
    findings: list[dict[str, str | int]] = json.loads(done.stdout)["findings"]
    return findings


def _report(found: Findings) -> Iterator[str]:
    """A table of numbers, then the findings of each rule."""
    counts = Counter((finding["rule"], path) for path, findings in found.items() for finding in findings)
    rules = sorted({str(rule) for rule, _ in counts})
    yield from ["# Findings", "", f"| rule | {' | '.join(path.name for path in found)} | all |"]
    yield f"|---|{'---|' * (len(found) + 1)}"
    for rule in rules:
        numbers = [counts[rule, path] for path in found]
        yield f"| {rule} | {' | '.join(map(str, numbers))} | {sum(numbers)} |"
    for rule in rules:
        yield from ["", f"## {rule}", ""]
        for path, findings in found.items():
            yield from [_line(path, finding) for finding in findings if finding["rule"] == rule]


def _line(directory: Path, finding: dict[str, str | int]) -> str:
    cell = f"cell {finding['cell']}:" if finding.get("cell") else ""
    place = f"{directory.name}/{finding['path']}:{cell}{finding['line']}:{finding['column']}"
    return f"- {place} {finding['severity']}: `{str(finding['excerpt']).strip()}`"


if __name__ == "__main__":
    main(sys.argv[1:])
