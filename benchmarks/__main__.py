"""`python -m benchmarks [SECTION …]`: measure, and print a table. A benchmark is no test: the exit code is 0."""

from __future__ import annotations

import argparse
import os
import tempfile
from importlib import import_module
from pathlib import Path

from benchmarks.environment import installed
from benchmarks.table import header, shown

SECTIONS = tuple("start strip churn check jupyter keys models packages patterns scale unsafe kills".split())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure labcoat beside its peers.")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS) + " (default: all)")
    sections = parser.parse_args().sections or SECTIONS
    for unknown in sorted(set(sections) - set(SECTIONS)):
        parser.error(f"there is no section {unknown}")
    environment = installed()
    print(f"{os.cpu_count()} processors; CPU is user + system of whole processes, medians of interleaved rounds")
    missed = []
    for section in sections:
        measured = import_module(f"benchmarks.{section}")
        print(header(measured.TITLE), flush=True)
        with tempfile.TemporaryDirectory(prefix="labcoat-bench-") as scratch:
            for row in measured.rows(environment, Path(scratch)):
                print(shown(row), flush=True)
                missed += [] if row.is_met else [f"{section}: {row.what}"]
    print(_summary(missed))


def _summary(missed: list[str]) -> str:
    if not missed:
        return "\nEvery bar is met."
    return "\n".join(["\nBelow the bar:", *[f"- {line}" for line in missed]])


if __name__ == "__main__":
    main()
